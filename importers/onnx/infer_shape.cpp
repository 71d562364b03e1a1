#include <algorithm>

#include "core/checked.h"
#include "importers/onnx/infer.h"
#include "importers/onnx/layout_spec.h"

namespace tessera::onnx_import {
namespace {

/// 0 copies the input's extent (unless allowzero), -1 takes what is left.
Shape reshapedShape(const NodeView& node, std::vector<std::int64_t> wanted) {
  const Shape& shape = node.shape(0);
  const bool zeroes = node.integer("allowzero", 0) != 0;
  std::optional<std::size_t> open;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    if (wanted[i] == 0 && !zeroes) {
      if (i >= shape.rank()) node.fail("copies an axis that the input does not have", "shape");
      wanted[i] = shape[i];
    } else if (wanted[i] == -1) {
      if (open) node.fail("has two entries of -1", "shape");
      open = i;
    } else if (wanted[i] < 0) {
      node.fail("an extent of " + std::to_string(wanted[i]), "shape");
    }
  }
  const std::int64_t elements = shape.elements();
  if (open) {
    wanted[*open] = 1;
    const std::int64_t others = Shape(wanted).elements();
    if (others == 0 && elements != 0) node.fail("an extent of 0 beside -1", "shape");
    wanted[*open] = others == 0 ? 0 : elements / others;
  }
  Shape result(std::move(wanted));
  if (result.elements() != elements) {
    node.fail("cannot reshape " + shape.text() + " to " + result.text(), "shape");
  }
  return result;
}

}  // namespace

namespace infer {

InferredOutputs reshape(const NodeView& node) {
  const auto wanted = node.listOf("shape", 1);
  return wanted ? one(node.dtype(0), reshapedShape(node, *wanted)) : unknownShape(node.dtype(0));
}

InferredOutputs flatten(const NodeView& node) {
  const Shape& shape = node.shape(0);
  const auto rank = static_cast<std::int64_t>(shape.rank());
  std::int64_t axis = node.integer("axis", 1);
  if (axis < 0) axis += rank;
  if (axis < 0 || axis > rank) node.fail("is out of range for " + shape.text(), "axis");
  std::int64_t rows = 1;
  std::int64_t columns = 1;
  for (std::int64_t i = 0; i < rank; ++i) {
    std::int64_t& side = i < axis ? rows : columns;
    side = checkedMul(side, shape[static_cast<std::size_t>(i)]);
  }
  return one(node.dtype(0), Shape{rows, columns});
}

InferredOutputs squeeze(const NodeView& node) {
  const Shape& shape = node.shape(0);
  std::vector<bool> dropped(shape.rank(), false);
  if (node.hasList("axes", 1)) {
    const auto axes = node.listOf("axes", 1);
    if (!axes) return unknownShape(node.dtype(0));
    for (const std::size_t axis : node.normalized(*axes, shape.rank(), "axes")) {
      if (shape[axis] != 1) node.fail("axis " + std::to_string(axis) + " is not 1 long", "axes");
      dropped[axis] = true;
    }
  } else {
    for (std::size_t i = 0; i < shape.rank(); ++i) dropped[i] = shape[i] == 1;
  }
  std::vector<std::int64_t> extents;
  for (std::size_t i = 0; i < shape.rank(); ++i) {
    if (!dropped[i]) extents.push_back(shape[i]);
  }
  return one(node.dtype(0), Shape(std::move(extents)));
}

InferredOutputs unsqueeze(const NodeView& node) {
  const Shape& shape = node.shape(0);
  const auto axes = node.listOf("axes", 1);
  if (!axes) {
    if (!node.hasList("axes", 1)) node.fail("is missing", "axes");
    return unknownShape(node.dtype(0));
  }
  const std::size_t rank = shape.rank() + axes->size();
  std::vector<std::int64_t> extents(rank, -1);
  for (const std::size_t axis : node.normalized(*axes, rank, "axes")) extents[axis] = 1;
  std::size_t next = 0;
  for (std::int64_t& extent : extents) {
    if (extent < 0) extent = shape[next++];
  }
  return one(node.dtype(0), Shape(std::move(extents)));
}

InferredOutputs expand(const NodeView& node) {
  const auto wanted = node.intsOf(1);
  if (!wanted) {
    node.input(1);
    return unknownShape(node.dtype(0));
  }
  for (const std::int64_t extent : *wanted) {
    if (extent < 0) node.fail("an extent of " + std::to_string(extent), "shape");
  }
  return one(node.dtype(0), broadcast(node, node.shape(0), Shape(*wanted)));
}

/// start and end (opset 15) choose a part of the axes.
InferredOutputs shapeOf(const NodeView& node) {
  const auto rank = static_cast<std::int64_t>(node.shape(0).rank());
  const auto clamped = [&](std::int64_t position) {
    return std::clamp<std::int64_t>(position < 0 ? position + rank : position, 0, rank);
  };
  const std::int64_t start = clamped(node.integer("start", 0));
  const std::int64_t end = clamped(node.integer("end", rank));
  return one(DType::int64, Shape{std::max<std::int64_t>(end - start, 0)});
}

InferredOutputs sizeOf(const NodeView& node) {
  node.input(0);
  return one(DType::int64, Shape{});
}

InferredOutputs transpose(const NodeView& node) {
  std::vector<std::int64_t> extents;
  for (const std::size_t axis : permutationOf(node)) extents.push_back(node.shape(0)[axis]);
  return one(node.dtype(0), Shape(std::move(extents)));
}

}  // namespace infer

}  // namespace tessera::onnx_import
