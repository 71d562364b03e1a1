#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "sim/verify/kernel.h"
#include "sim/verify/weights.h"

namespace tessera::verify {

/// Makes the result of a fully connected layer or a matrix product of its sums: scales them, adds
/// the third input, and writes what the activation makes of it.
void finishProduct(const Call& call, const Factors& factors, std::vector<double> sums);

/// Adds to the sums of a product, one for each column of its matrix, what some elements of its
/// input contribute: those of `region` of the feature map that it reads as one row, whose part is
/// `tile`. `sums` need not be aligned; see `sumBytes` for their size.
void addToProduct(const Call& call, const Tensor& map, const TensorView& tile, const Region& region,
                  std::span<std::byte> sums);

/// The result of all of them.
void finishProduct(const Call& call, std::span<const std::byte> sums);

}  // namespace tessera::verify
