#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/shape.h"
#include "core/tensor.h"
#include "core/weight_layout.h"

namespace tessera {

/// For each output channel, whether all its weights are zero (see `deadOutputChannels`). Nothing
/// where the values are unknown: absent, of a type that is not examined (less than 8 bits, 64-bit
/// integers, complex), or not as many as the shape says. Throws Error(input) where the file cannot
/// be read.
std::optional<std::vector<bool>> zeroChannels(const Tensor& weights, const WeightLayout& layout);

}  // namespace tessera
