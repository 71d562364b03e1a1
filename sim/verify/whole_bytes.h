#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "sim/verify/difference.h"
#include "sim/verify/tensor_view.h"

namespace tessera::verify {

/// Fills a view with what it stores of the whole tensor packed at `whole`.
void copyFrom(const std::vector<std::byte>& whole, const TensorView& to);

/// Fills a view with the same elements of another view of the tensor, which must store them.
void copyFrom(const TensorView& from, const TensorView& to);

/// The first element of `box`, in row-major order, whose bits differ between the view, which must
/// store the box, and the whole tensor packed at `whole`; nothing where all are equal.
std::optional<Difference> firstDifference(const TensorView& view, const Box& box,
                                          const std::vector<std::byte>& whole);

}  // namespace tessera::verify
