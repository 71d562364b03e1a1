#pragma once

#include <cstddef>
#include <vector>

#include "core/graph.h"

namespace tessera::test {

/// The axes 0, 2, ..., 1 of rank 3 and above, in which a channels-first map has its channels last;
/// all axes in order below that.
std::vector<std::size_t> lastAxes(std::size_t rank);

/// Packed row-major elements of `size` bytes with axis i of the result axis `axes[i]` of `shape`.
std::vector<std::byte> permuted(const std::vector<std::byte>& bytes, std::size_t size,
                                const Shape& shape, const std::vector<std::size_t>& axes);

/// A channels-first network as TFLite stores it: maps with their channels last, weights
/// [out, k..., in] and, depthwise, [1, k..., out]; those of a transposed convolution
/// [out, k..., in]. Ids stay the same. Knows operators that name axes: concat, split, pad, resize.
Graph channelsLast(const Graph& graph);

}  // namespace tessera::test
