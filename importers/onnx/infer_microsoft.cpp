#include <algorithm>

#include "core/checked.h"
#include "importers/onnx/infer.h"
#include "importers/onnx/matrix_spec.h"
#include "importers/onnx/window.h"

// The operators that onnxruntime's quantiser writes. Their definitions are onnxruntime's
// docs/ContribOperators.md: a tensor is followed by its scale and zero point.

namespace tessera::onnx_import {
namespace infer {

InferredOutputs qlinearBinary(const NodeView& node) {
  node.input(6);
  return one(node.dtype(0), broadcast(node, node.shape(0), node.shape(3)));
}

InferredOutputs qlinearUnary(const NodeView& node) {
  node.input(3);
  return likeFirst(node);
}

InferredOutputs qlinearGlobalPool(const NodeView& node) {
  std::vector<std::int64_t> extents = node.shapeOfRank(0, 3).extents();
  const bool last = channelsLast(node);
  std::fill(extents.begin() + (last ? 1 : 2), extents.end() - (last ? 1 : 0), 1);
  return one(node.dtype(0), Shape(std::move(extents)));
}

InferredOutputs qlinearPool(const NodeView& node) {
  const Shape& shape = node.shapeOfRank(0, 3);
  const bool last = channelsLast(node);
  std::vector<std::int64_t> inputs(shape.extents().begin() + (last ? 1 : 2),
                                   shape.extents().end() - (last ? 1 : 0));
  const PlacedWindow placed = placedWindow(node, inputs, poolKernel(node, inputs.size()));
  std::vector<std::int64_t> extents = shape.extents();
  std::copy(placed.outputs.begin(), placed.outputs.end(), extents.begin() + (last ? 1 : 2));
  return one(node.dtype(0), Shape(std::move(extents)));
}

/// Inputs: the output's scale and zero point, then tensor, scale, zero point for each operand.
InferredOutputs qlinearConcat(const NodeView& node) {
  std::vector<std::int64_t> extents = node.shapeOfRank(2, 1).extents();
  const std::size_t axis = node.axis("axis", 0, extents.size());
  node.requiredInteger("axis");
  for (std::size_t i = 5; i + 2 < node.inputCount(); i += 3) {
    const Shape& shape = node.shapeOfRank(i, extents.size());
    extents[axis] = checkedAdd(extents[axis], shape[axis]);
  }
  return one(node.dtype(2), Shape(std::move(extents)));
}

/// Inputs A, scale, zero point, B, scale, zero point, [C], [scale, zero point of the output]:
/// without the last two the result stays float.
InferredOutputs qGemm(const NodeView& node) {
  const DType dtype = node.hasInput(8) ? node.dtype(8) : DType::float32;
  return one(dtype, gemmSpec(node, 0, 3).output);
}

InferredOutputs contribQuantize(const NodeView& node) {
  return one(node.hasInput(2) ? node.dtype(2) : DType::uint8, node.shape(0));
}

InferredOutputs contribDequantize(const NodeView& node) {
  return one(node.dtype(1), node.shape(0));
}

/// SkipLayerNormalization and its simplified form: outputs y, [means], [inverse deviations], [the
/// sum that was normalised].
InferredOutputs skipNormalization(const NodeView& node) {
  const Shape& shape = node.shapeOfRank(0, 2);
  node.input(2);
  broadcast(node, shape, node.shape(1));
  std::vector<std::int64_t> statistics = shape.extents();
  statistics.back() = 1;
  const Inferred statistic{DType::float32, Shape(std::move(statistics))};
  return {{node.dtype(0), shape}, statistic, statistic, {node.dtype(0), shape}};
}

/// A [..., K] times the matrix [K, N] that B packs.
InferredOutputs matMulNBits(const NodeView& node) {
  std::vector<std::int64_t> extents = node.shapeOfRank(0, 1).extents();
  node.input(2);
  if (extents.back() != node.requiredInteger("K")) {
    node.fail("does not fit A of " + node.shape(0).text(), "K");
  }
  extents.back() = node.requiredInteger("N");
  if (extents.back() < 1) node.fail("is below 1", "N");
  return one(node.dtype(0), Shape(std::move(extents)));
}

}  // namespace infer

}  // namespace tessera::onnx_import
