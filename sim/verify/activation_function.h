#pragma once

#include <functional>

#include "core/operator.h"

namespace tessera::verify {

/// The function of an activation, as the ONNX operator of that name has it; empty where the name or
/// the number of its parameters is not known.
std::function<double(double)> elementFunction(const Activation& activation);

}  // namespace tessera::verify
