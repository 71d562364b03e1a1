#include <algorithm>

#include "importers/onnx/infer.h"

namespace tessera::onnx_import {
namespace {

using Extents = std::vector<std::int64_t>;

}  // namespace

namespace infer {

InferredOutputs gather(const NodeView& node) {
  const Shape& data = node.shapeOfRank(0, 1);
  const Shape& indices = node.shape(1);
  const auto axis = static_cast<std::ptrdiff_t>(node.axis("axis", 0, data.rank()));
  Extents extents(data.extents().begin(), data.extents().begin() + axis);
  extents.insert(extents.end(), indices.extents().begin(), indices.extents().end());
  extents.insert(extents.end(), data.extents().begin() + axis + 1, data.extents().end());
  return one(node.dtype(0), Shape(std::move(extents)));
}

InferredOutputs gatherElements(const NodeView& node) {
  const Shape& indices = node.shapeOfRank(1, node.shapeOfRank(0, 1).rank());
  node.axis("axis", 0, node.shape(0).rank());
  return one(node.dtype(0), indices);
}

/// The last axis of the indices addresses the axes after the batch ones.
InferredOutputs gatherNd(const NodeView& node) {
  const Shape& data = node.shapeOfRank(0, 1);
  const Shape& indices = node.shapeOfRank(1, 1);
  const std::int64_t batch = node.integer("batch_dims", 0);
  const std::int64_t depth = indices[indices.rank() - 1];
  const auto rank = static_cast<std::int64_t>(data.rank());
  if (batch < 0 || depth < 0 || depth > rank || batch > rank - depth ||
      batch >= static_cast<std::int64_t>(indices.rank())) {
    node.fail("indices of shape " + indices.text() + " do not fit " + data.text(), "batch_dims");
  }
  Extents extents(indices.extents().begin(), indices.extents().end() - 1);
  extents.insert(extents.end(), data.extents().begin() + batch + depth, data.extents().end());
  return one(node.dtype(0), Shape(std::move(extents)));
}

InferredOutputs scatter(const NodeView& node) {
  node.input(2);
  return likeFirst(node);
}

InferredOutputs tensorScatter(const NodeView& node) {
  node.input(1);
  return likeFirst(node);
}

InferredOutputs topK(const NodeView& node) {
  const Shape& shape = node.shapeOfRank(0, 1);
  const std::size_t axis = node.axis("axis", -1, shape.rank());
  std::optional<std::int64_t> count;
  if (node.hasAttribute("k")) count = node.integer("k", 0);
  if (const auto given = node.intsOf(1); !count && given && given->size() == 1) count = (*given)[0];
  if (!count) return {{node.dtype(0), std::nullopt}, {DType::int64, std::nullopt}};
  if (*count < 0 || *count > shape[axis]) node.fail("is out of range for " + shape.text(), "k");
  Extents extents = shape.extents();
  extents[axis] = *count;
  return {{node.dtype(0), Shape(extents)}, {DType::int64, Shape(extents)}};
}

InferredOutputs oneHot(const NodeView& node) {
  const Shape& indices = node.shape(0);
  const auto depth = node.intsOf(1);
  const DType dtype = node.dtype(2);
  if (!depth || depth->size() != 1) return unknownShape(dtype);
  const std::size_t axis = node.axis("axis", -1, indices.rank() + 1);
  Extents extents = indices.extents();
  extents.insert(extents.begin() + static_cast<std::ptrdiff_t>(axis), depth->front());
  return one(dtype, Shape(std::move(extents)));
}

/// Keeps what a constant condition marks; nothing is known where the condition is computed.
InferredOutputs compress(const NodeView& node) {
  const auto condition = node.intsOf(1);
  node.input(1);
  if (!condition) return unknownShape(node.dtype(0));
  const auto kept = static_cast<std::int64_t>(
      std::count_if(condition->begin(), condition->end(), [](std::int64_t c) { return c != 0; }));
  if (!node.hasAttribute("axis")) return one(node.dtype(0), Shape{kept});
  Extents extents = node.shape(0).extents();
  extents[node.axis("axis", 0, extents.size())] = kept;
  return one(node.dtype(0), Shape(std::move(extents)));
}

InferredOutputs nonZero(const NodeView& node) {
  const auto rank = static_cast<std::int64_t>(node.shape(0).rank());
  const Value* value = node.value(0);
  if (value == nullptr) return unknownShape(DType::int64);
  std::int64_t count = 0;
  for (std::size_t i = 0; i < value->size(); ++i) count += value->asReal(i) != 0.0 ? 1 : 0;
  return one(DType::int64, Shape{rank, count});
}

/// How many elements differ depends on the values.
InferredOutputs unique(const NodeView& node) {
  return {{node.dtype(0), std::nullopt},
          {DType::int64, std::nullopt},
          {DType::int64, std::nullopt},
          {DType::int64, std::nullopt}};
}

InferredOutputs nonMaxSuppression(const NodeView& node) {
  node.input(1);
  return unknownShape(DType::int64);
}

}  // namespace infer

bool dependsOnData(InferRule rule) {
  return rule == infer::nonZero || rule == infer::unique || rule == infer::nonMaxSuppression ||
         rule == infer::compress;
}

}  // namespace tessera::onnx_import
