#include "core/shape.h"

#include "core/checked.h"

namespace tessera {

std::int64_t Shape::elements() const {
  std::int64_t product = 1;
  bool empty = false;
  for (const std::int64_t extent : extents_) {
    if (extent == 0) empty = true;
    product = checkedMul(product, extent == 0 ? 1 : extent);
  }
  return empty ? 0 : product;
}

std::string Shape::text() const {
  if (extents_.empty()) return "scalar";
  std::string text;
  for (const std::int64_t extent : extents_) {
    if (!text.empty()) text += 'x';
    text += std::to_string(extent);
  }
  return text;
}

FeatureMap featureMap(const Shape& shape, Layout layout) {
  FeatureMap map;
  const std::size_t rank = shape.rank();
  if (rank == 0) return map;
  if (rank == 1) return {1, shape[0], 1, 1};
  const std::size_t channelAxis = layout == Layout::channelsFirst ? 1 : rank - 1;
  map.batch = shape[0];
  map.channels = shape[channelAxis];
  std::size_t spatial = 0;
  for (std::size_t axis = 1; axis < rank; ++axis) {
    if (axis == channelAxis) continue;
    if (spatial++ == 0) {
      map.rows = shape[axis];
    } else {
      map.columns = checkedMul(map.columns, shape[axis]);
    }
  }
  return map;
}

}  // namespace tessera
