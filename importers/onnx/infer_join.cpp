#include <algorithm>

#include "core/checked.h"
#include "importers/onnx/infer.h"
#include "importers/onnx/layout_spec.h"

namespace tessera::onnx_import {
namespace {

std::int64_t blockSize(const NodeView& node) {
  const std::int64_t block = node.requiredInteger("blocksize");
  if (block < 1 || block > 1'000'000) node.fail(std::to_string(block) + " is no size", "blocksize");
  return block;
}

}  // namespace

namespace infer {

InferredOutputs concat(const NodeView& node) {
  const Shape& first = node.shape(0);
  if (node.opset() >= 4) node.requiredInteger("axis");
  const std::size_t axis = node.axis("axis", 1, first.rank());
  std::vector<std::int64_t> extents = first.extents();
  for (std::size_t i = 1; i < node.inputCount(); ++i) {
    const Shape& shape = node.shape(i);
    std::vector<std::int64_t> others = shape.extents();
    if (others.size() == extents.size()) others[axis] = extents[axis];
    if (others != extents) {
      node.fail("cannot join " + first.text() + " and " + shape.text() + " along axis " +
                std::to_string(axis));
    }
    extents[axis] = checkedAdd(extents[axis], shape[axis]);
  }
  return one(node.dtype(0), Shape(std::move(extents)));
}

InferredOutputs split(const NodeView& node) {
  const Shape& shape = node.shapeOfRank(0, 1);
  const std::size_t axis = node.axis("axis", 0, shape.rank());
  const auto parts = splitExtents(node, axis);
  if (!parts) return InferredOutputs(node.outputCount(), {node.dtype(0), std::nullopt});
  if (parts->size() < node.outputCount()) node.fail("has fewer parts than outputs", "split");
  InferredOutputs outputs;
  for (const std::int64_t part : *parts) {
    std::vector<std::int64_t> extents = shape.extents();
    extents[axis] = part;
    outputs.push_back({node.dtype(0), Shape(std::move(extents))});
  }
  return outputs;
}

InferredOutputs slice(const NodeView& node) {
  const auto spec = sliceSpec(node);
  return spec ? one(node.dtype(0), Shape(spec->extents)) : unknownShape(node.dtype(0));
}

InferredOutputs pad(const NodeView& node) {
  const auto spec = padSpec(node);
  if (!spec) return unknownShape(node.dtype(0));
  std::vector<std::int64_t> extents = node.shape(0).extents();
  for (std::size_t i = 0; i < extents.size(); ++i) {
    extents[i] = checkedAdd(extents[i], checkedAdd(spec->before[i], spec->after[i]));
    if (extents[i] < 0) node.fail("crops more than there is", "pads");
  }
  return one(node.dtype(0), Shape(std::move(extents)));
}

/// Opset 1: a count and an axis; later: a repeat for each axis.
InferredOutputs tile(const NodeView& node) {
  std::vector<std::int64_t> extents = node.shape(0).extents();
  const auto repeats = node.intsOf(1);
  if (!repeats) return unknownShape(node.dtype(0));
  std::vector<std::int64_t> factors = *repeats;
  if (node.opset() < 6 && node.hasInput(2)) {
    const auto axis = node.intsOf(2);
    if (!axis || axis->size() != 1 || factors.size() != 1) return unknownShape(node.dtype(0));
    const std::size_t at = node.normalized(axis->front(), extents.size(), "axis");
    const std::int64_t count = factors.front();
    factors.assign(extents.size(), 1);
    factors[at] = count;
  }
  if (factors.size() != extents.size()) node.fail("has the wrong length", "repeats");
  for (std::size_t i = 0; i < extents.size(); ++i) {
    if (factors[i] < 0) node.fail("a repeat of " + std::to_string(factors[i]), "repeats");
    extents[i] = checkedMul(extents[i], factors[i]);
  }
  return one(node.dtype(0), Shape(std::move(extents)));
}

InferredOutputs depthToSpace(const NodeView& node) {
  const Shape& shape = node.shapeOfRank(0, 4);
  const std::int64_t block = blockSize(node);
  if (shape[1] % (block * block) != 0) node.fail("does not divide the channels", "blocksize");
  return one(node.dtype(0), Shape{shape[0], shape[1] / (block * block), checkedMul(shape[2], block),
                                  checkedMul(shape[3], block)});
}

InferredOutputs spaceToDepth(const NodeView& node) {
  const Shape& shape = node.shapeOfRank(0, 4);
  const std::int64_t block = blockSize(node);
  if (shape[2] % block != 0 || shape[3] % block != 0) {
    node.fail("does not divide the rows and columns", "blocksize");
  }
  return one(node.dtype(0), Shape{shape[0], checkedMul(shape[1], block * block), shape[2] / block,
                                  shape[3] / block});
}

InferredOutputs centerCropPad(const NodeView& node) {
  std::vector<std::int64_t> extents = node.shape(0).extents();
  const auto wanted = node.intsOf(1);
  if (!wanted) return unknownShape(node.dtype(0));
  std::vector<std::size_t> axes;
  if (const auto given = node.integers("axes")) {
    axes = node.normalized(*given, extents.size(), "axes");
  } else {
    for (std::size_t i = 0; i < extents.size(); ++i) axes.push_back(i);
  }
  if (axes.size() != wanted->size()) node.fail("has the wrong length", "shape");
  for (std::size_t k = 0; k < axes.size(); ++k) extents[axes[k]] = (*wanted)[k];
  return one(node.dtype(0), Shape(std::move(extents)));
}

}  // namespace infer

}  // namespace tessera::onnx_import
