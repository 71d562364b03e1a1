#pragma once

#include <span>
#include <vector>

#include "core/graph.h"
#include "core/region.h"
#include "sim/verify/tensor_view.h"

namespace tessera::verify {

/// Computes `region` (rows and columns, all channels) of the operator's outputs and writes it into
/// the views. `inputs` and `outputs` are in the order of the operator's; each input must hold what
/// the region reads, constants included.
///
/// Arithmetic is double precision between float32 or integer elements, the taps of each output
/// element in one fixed order, so that a region has the same bits however the output is cut.
/// Integers under scales follow ONNX's quantised operators: sums of (x - zero point) x (w - zero
/// point) are exact, a real result is rounded half to even and saturates. A fused activation acts
/// on the real result before that. In a network of TFLite's arithmetic they follow TFLite's integer
/// kernels instead: see tflite_kernel.h.
///
/// Throws Error(unsupported) where the operator's attributes do not say enough, or for kinds
/// without arithmetic of their own (recurrent, opaque); Error(internal) where an input does not
/// hold what the region reads.
void runOperator(const Graph& graph, OperatorId id, std::span<const TensorView> inputs,
                 std::span<const TensorView> outputs, const Region& region);

/// Writes the averages of a global pool that were summed up elsewhere, channel by channel, as its
/// kernel does: with fused activation, rounding and saturation.
void finishAverages(const Graph& graph, OperatorId id, const TensorView& output,
                    std::vector<double> averages);

}  // namespace tessera::verify
