#include <algorithm>

#include "core/checked.h"
#include "importers/onnx/infer.h"
#include "importers/onnx/window.h"

namespace tessera::onnx_import {
namespace {

Shape featureShape(std::int64_t batch, std::int64_t channels,
                   const std::vector<std::int64_t>& spatial) {
  std::vector<std::int64_t> extents{batch, channels};
  extents.insert(extents.end(), spatial.begin(), spatial.end());
  return Shape(std::move(extents));
}

/// The shape of a convolution of input `x` with weights [outputs, inputs / group, kernel...].
Shape convolutionShape(const NodeView& node, std::size_t x, std::size_t w) {
  const std::vector<std::int64_t> kernel = convolutionKernel(node, x, w);
  const Shape& data = node.shape(x);
  const Shape& weights = node.shape(w);
  const std::int64_t groups = node.integer("group", 1);
  if (checkedMul(weights[1], groups) != data[1] || weights[0] % groups != 0) {
    node.fail("weights of shape " + weights.text() + " in " + std::to_string(groups) +
                  " groups do not fit an input of shape " + data.text(),
              "group");
  }
  const PlacedWindow placed = placedWindow(node, spatialExtents(node, x), kernel);
  return featureShape(data[0], weights[0], placed.outputs);
}

Shape pooledShape(const NodeView& node) {
  const std::vector<std::int64_t> inputs = spatialExtents(node, 0);
  const PlacedWindow placed = placedWindow(node, inputs, poolKernel(node, inputs.size()));
  return featureShape(node.shape(0)[0], node.shape(0)[1], placed.outputs);
}

}  // namespace

namespace infer {

InferredOutputs conv(const NodeView& node) {
  return one(node.dtype(0), convolutionShape(node, 0, 1));
}

InferredOutputs convInteger(const NodeView& node) {
  return one(DType::int32, convolutionShape(node, 0, 1));
}

InferredOutputs qlinearConv(const NodeView& node) {
  return one(node.dtype(7), convolutionShape(node, 0, 3));
}

/// Inputs x, weights, offsets, [bias], [mask]: a convolution whose taps move.
InferredOutputs deformConv(const NodeView& node) {
  node.input(2);
  return conv(node);
}

InferredOutputs convTranspose(const NodeView& node) {
  const std::vector<std::int64_t> kernel = convolutionKernel(node, 0, 1);
  const Shape& data = node.shape(0);
  const Shape& weights = node.shape(1);
  const std::int64_t groups = node.integer("group", 1);
  if (weights[0] != data[1] || data[1] % groups != 0) {
    node.fail("weights of shape " + weights.text() + " do not fit an input of shape " +
              data.text());
  }
  const PlacedWindow placed = placedTransposedWindow(node, spatialExtents(node, 0), kernel);
  return one(node.dtype(0), featureShape(data[0], checkedMul(weights[1], groups), placed.outputs));
}

InferredOutputs pool(const NodeView& node) { return one(node.dtype(0), pooledShape(node)); }

InferredOutputs maxPool(const NodeView& node) {
  const Shape shape = pooledShape(node);
  return {{node.dtype(0), shape}, {DType::int64, shape}};
}

InferredOutputs globalPool(const NodeView& node) {
  const Shape& shape = node.shapeOfRank(0, 2);
  return one(node.dtype(0),
             featureShape(shape[0], shape[1], std::vector<std::int64_t>(shape.rank() - 2, 1)));
}

/// The inverse of a max pool, unless a third input says how large the output is.
InferredOutputs maxUnpool(const NodeView& node) {
  const std::vector<std::int64_t> inputs = spatialExtents(node, 0);
  if (node.hasInput(2)) {
    const auto given = node.intsOf(2);
    if (!given) return unknownShape(node.dtype(0));
    if (given->size() != node.shape(0).rank()) node.fail("output_shape has the wrong length");
    return one(node.dtype(0), Shape(*given));
  }
  const PlacedWindow placed = placedTransposedWindow(node, inputs, poolKernel(node, inputs.size()));
  return one(node.dtype(0), featureShape(node.shape(0)[0], node.shape(0)[1], placed.outputs));
}

/// Input [N, C x block, blocks], values image_shape and block_shape; output [N, C, image...].
InferredOutputs col2Im(const NodeView& node) {
  const Shape& shape = node.shapeOfRank(0, 3);
  const auto image = node.intsOf(1);
  const auto block = node.intsOf(2);
  if (!image || !block) return unknownShape(node.dtype(0));
  std::int64_t area = 1;
  for (const std::int64_t extent : *block) {
    if (extent < 1) node.fail("a block extent of " + std::to_string(extent));
    area = checkedMul(area, extent);
  }
  if (shape[1] % area != 0) node.fail("the block does not divide the channels");
  return one(node.dtype(0), featureShape(shape[0], shape[1] / area, *image));
}

/// Inputs x, rois [count, 4 or 5]: a pool of fixed output size for each region.
InferredOutputs maxRoiPool(const NodeView& node) {
  const auto pooled = node.integers("pooled_shape");
  if (!pooled || pooled->size() != 2) node.fail("needs two extents", "pooled_shape");
  return one(node.dtype(0),
             featureShape(node.shapeOfRank(1, 2)[0], node.shapeOfRank(0, 4)[1], *pooled));
}

InferredOutputs roiAlign(const NodeView& node) {
  const std::vector<std::int64_t> pooled{node.integer("output_height", 1),
                                         node.integer("output_width", 1)};
  return one(node.dtype(0),
             featureShape(node.shapeOfRank(1, 2)[0], node.shapeOfRank(0, 4)[1], pooled));
}

}  // namespace infer

}  // namespace tessera::onnx_import
