#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "core/network.h"

namespace tessera {

/// The axes of a tensor in a new order: axis i of the new shape is axis `order[i]` of the old one.
using AxisOrder = std::vector<std::size_t>;

/// N, rows, columns, C -> N, C, rows, columns: the permutation of ONNX's Transpose. The same for
/// every rank from 3 on.
AxisOrder channelsFirstOrder(std::size_t rank);
/// The way back.
AxisOrder channelsLastOrder(std::size_t rank);

/// Old axis -> new axis.
AxisOrder inverse(const AxisOrder& order);

Shape reordered(const Shape& shape, const AxisOrder& order);

/// The activations of `op` that must name their axes in the same order, so that `turnAxes` can
/// rename them all: an elementwise operator's operands and result, a slice's input and output.
/// Empty where the operator means its axes by their position (a convolution, a reshape).
std::vector<TensorId> turnedTogether(const Network& network, const Operator& op);

/// Tells `op`, whose activations have been reordered by `order`, so: its axes, and the shapes of
/// constants that are broadcast over them (copied, since others may read them).
void turnAxes(Network& network, Operator& op, const AxisOrder& order);

}  // namespace tessera
