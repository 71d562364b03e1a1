#include "importers/onnx/infer.h"
#include "importers/onnx/layout_spec.h"

namespace tessera::onnx_import {
namespace {

Shape reducedShape(const Shape& shape, const std::vector<std::size_t>& axes, bool keep) {
  std::vector<bool> reduced(shape.rank(), false);
  for (const std::size_t axis : axes) reduced[axis] = true;
  std::vector<std::int64_t> extents;
  for (std::size_t i = 0; i < shape.rank(); ++i) {
    if (!reduced[i]) {
      extents.push_back(shape[i]);
    } else if (keep) {
      extents.push_back(1);
    }
  }
  return Shape(std::move(extents));
}

bool keepsAxes(const NodeView& node) { return node.integer("keepdims", 1) != 0; }

}  // namespace

namespace infer {

InferredOutputs reduce(const NodeView& node) {
  const auto axes = reducedAxes(node);
  if (!axes) return unknownShape(node.dtype(0));
  return one(node.dtype(0), reducedShape(node.shape(0), *axes, keepsAxes(node)));
}

InferredOutputs argument(const NodeView& node) {
  const Shape& shape = node.shapeOfRank(0, 1);
  const std::size_t axis = node.axis("axis", 0, shape.rank());
  return one(DType::int64, reducedShape(shape, {axis}, keepsAxes(node)));
}

}  // namespace infer

}  // namespace tessera::onnx_import
