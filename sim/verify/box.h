#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/interval.h"
#include "core/region.h"
#include "core/shape.h"

namespace tessera::verify {

/// Half-open positions along each axis, in coordinates of the whole tensor. No axes: a scalar.
using Box = std::vector<Interval>;

/// All of a tensor.
Box wholeBox(const Shape& shape);

/// Rows and columns of a feature map (rank 3 or 4), all of the other axes; all of any other tensor.
Box regionBox(const Shape& shape, Layout layout, const Region& region);

/// The part of an output of that shape that is computed with `region` of the operator's first
/// output, of shape `first`. Only outputs of equal extents are computed in parts; all of the first
/// is all of each (a split along the rows).
Box computedBox(const Shape& first, const Shape& shape, Layout layout, const Region& region);

/// How many elements the box holds; 1 for a scalar.
std::int64_t elements(const Box& box);

bool contains(const Box& outer, const Box& inner);

/// "[0, 3) x [8, 16)"
std::string text(const Box& box);

/// Element strides of a row-major tensor that stores exactly `box`.
std::vector<std::int64_t> rowMajorStrides(const Box& box);

}  // namespace tessera::verify
