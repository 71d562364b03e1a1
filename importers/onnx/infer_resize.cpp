#include "importers/onnx/infer.h"
#include "importers/onnx/layout_spec.h"

namespace tessera::onnx_import {
namespace infer {

InferredOutputs resize(const NodeView& node) {
  const auto spec = resizeSpec(node);
  return spec ? one(node.dtype(0), Shape(spec->extents)) : unknownShape(node.dtype(0));
}

/// Input [N, C, spatial...], grid [N, spatial of the output..., 2 or 3].
InferredOutputs gridSample(const NodeView& node) {
  const Shape& shape = node.shapeOfRank(0, 3);
  const Shape& grid = node.shapeOfRank(1, shape.rank());
  std::vector<std::int64_t> extents{shape[0], shape[1]};
  extents.insert(extents.end(), grid.extents().begin() + 1, grid.extents().end() - 1);
  return one(node.dtype(0), Shape(std::move(extents)));
}

/// Values size [N, C, spatial...] give a grid [N, spatial..., 2 or 3].
InferredOutputs affineGrid(const NodeView& node) {
  const auto size = node.intsOf(1);
  if (!size) return unknownShape(node.dtype(0));
  if (size->size() < 4) node.fail("has the wrong length", "size");
  std::vector<std::int64_t> extents{(*size)[0]};
  extents.insert(extents.end(), size->begin() + 2, size->end());
  extents.push_back(static_cast<std::int64_t>(size->size()) - 2);
  return one(node.dtype(0), Shape(std::move(extents)));
}

}  // namespace infer

}  // namespace tessera::onnx_import
