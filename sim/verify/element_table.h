#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace tessera::verify {

/// One output element from one element of each input.
using RealFunction = double (*)(std::span<const double> x);
using IntegerFunction = std::int64_t (*)(std::span<const std::int64_t> x);

/// The elementwise function of that name (ONNX's, in lower case) on `inputs` inputs, or null.
RealFunction realFunction(std::string_view name, std::size_t inputs);
IntegerFunction integerFunction(std::string_view name, std::size_t inputs);

}  // namespace tessera::verify
