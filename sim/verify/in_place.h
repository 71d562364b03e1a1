#pragma once

#include <span>

#include "core/graph.h"
#include "core/region.h"
#include "sim/verify/tensor_view.h"

namespace tessera::verify {

/// Whether each plane of the operator's output (one channel of one image; vectors and scalars are
/// one plane) can be computed from the same plane of the input `over` and of its other inputs:
/// depthwise convolutions and elementwise operators.
bool runsPlaneByPlane(const Graph& graph, OperatorId id, TensorId over);

/// Runs an operator whose output lies at the address of its input `over`. Plane by plane, with a
/// copy of one input plane as the only scratch (TinyEngine's depthwise kernel, MCUNetV2's section
/// 3), from the first plane on where the output is not larger than the input and from the last one
/// backwards otherwise: in that order no plane is written over before it was read.
///
/// The operator must satisfy `runsPlaneByPlane`. Views as in `runOperator`, and throws like it.
void runInPlace(const Graph& graph, OperatorId id, std::span<const TensorView> inputs,
                const TensorView& output, const Region& region, TensorId over);

}  // namespace tessera::verify
