#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/graph.h"
#include "core/interval.h"
#include "sim/export/c_tables.h"
#include "sim/verify/constants.h"
#include "sim/verify/tflite_parameters.h"

namespace tessera::exported {

/// Throws Error(unsupported) where the tensor is no int8 with one scale.
verify::Affine affineOf(const Graph& graph, const Operator& op, TensorId id);

/// TensorFlow Lite's multiplier, as the kernels take it: no shift to the left is larger than 31.
verify::FixedPointMultiplier multiplierOf(double real);

/// Throws Error(unsupported) where so many products of int8 may not fit a sum of 32 bits.
void requireSumsFit(const Operator& op, std::int64_t products);

/// What the fused activation leaves of the operator's output.
verify::StoredRange rangeOf(const Graph& graph, const Operator& op);

/// The initialiser of a `tsr_sums`: bias, multipliers and bounds of a convolution or a fully
/// connected operator that has so many output channels, those of `part`.
std::string sumsOf(const Graph& graph, const Operator& op, std::int64_t channels,
                   const Interval& part, verify::Constants& constants, CTables& tables);

}  // namespace tessera::exported
