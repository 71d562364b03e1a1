#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "core/graph.h"
#include "core/region.h"
#include "sim/verify/tensor_view.h"

namespace tessera::verify {

/// Adds the elements of `region` of a feature map to the sums of their channels: of integers the
/// stored values less their zero point. `sums` need not be aligned.
void addToSums(const Tensor& input, Layout layout, const TensorView& tile, const Region& region,
               std::span<std::byte> sums);

/// The averages that the sums come to, as a global average pool has them.
std::vector<double> averagesOf(const Tensor& input, Layout layout, std::span<const std::byte> sums);

}  // namespace tessera::verify
