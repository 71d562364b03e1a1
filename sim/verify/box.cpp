#include "sim/verify/box.h"

#include <algorithm>

namespace tessera::verify {

Box wholeBox(const Shape& shape) {
  Box box;
  box.reserve(shape.rank());
  for (const std::int64_t extent : shape.extents()) box.push_back({0, extent});
  return box;
}

Box regionBox(const Shape& shape, Layout layout, const Region& region) {
  Box box = wholeBox(shape);
  const std::size_t rows = layout == Layout::channelsFirst ? 2 : 1;
  if (shape.rank() == 3) box[rows] = region.rows;
  if (shape.rank() == 4) {
    box[rows] = region.rows;
    box[rows + 1] = region.columns;
  }
  return box;
}

Box computedBox(const Shape& first, const Shape& shape, Layout layout, const Region& region) {
  const bool whole = regionBox(first, layout, region) == wholeBox(first);
  return whole ? wholeBox(shape) : regionBox(shape, layout, region);
}

std::int64_t elements(const Box& box) {
  std::int64_t count = 1;
  for (const Interval& axis : box) count *= axis.length();
  return count;
}

bool contains(const Box& outer, const Box& inner) {
  if (elements(inner) == 0) return true;
  return std::equal(outer.begin(), outer.end(), inner.begin(), inner.end(),
                    [](Interval a, Interval b) { return a.contains(b); });
}

std::string text(const Box& box) {
  std::string line;
  for (const Interval& axis : box) {
    if (!line.empty()) line += " x ";
    line += "[" + std::to_string(axis.begin) + ", " + std::to_string(axis.end) + ")";
  }
  return line.empty() ? "scalar" : line;
}

std::vector<std::int64_t> rowMajorStrides(const Box& box) {
  std::vector<std::int64_t> strides(box.size(), 1);
  for (std::size_t axis = box.size(); axis-- > 1;) {
    strides[axis - 1] = strides[axis] * box[axis].length();
  }
  return strides;
}

}  // namespace tessera::verify
