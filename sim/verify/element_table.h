#pragma once

#include <cstddef>
#include <string_view>

#include "core/element_function.h"

namespace tessera::verify {

/// The elementwise function of that name (ONNX's, in lower case) on `inputs` inputs, or null.
RealFunction realFunction(std::string_view name, std::size_t inputs);
IntegerFunction integerFunction(std::string_view name, std::size_t inputs);

}  // namespace tessera::verify
