#pragma once

#include <cstddef>
#include <string>

#include "sim/schedule/schedule.h"

namespace tessera {

/// Why the operator's result is no sum over the positions of the one feature map that it reads;
/// empty where it is: of a global average pool, and of a fully connected layer (or a product with a
/// constant matrix) of one image, which reads the map as one row of elements.
std::string whyNoSums(const Graph& graph, OperatorId id);

/// How many operators at a block's end work through its tiled tensor instead of their own output:
/// where sums are accumulated, the last one and the views that lie between; none elsewhere.
std::size_t accumulatingTail(const Graph& graph, const Block& block);

/// The tensor through whose positions the block's operator number `at` works: its first output, or
/// what is accumulated.
TensorId workedTensor(const Graph& graph, const Block& block, std::size_t at);

}  // namespace tessera
