#include "importers/onnx/infer.h"
#include "importers/onnx/matrix_spec.h"

namespace tessera::onnx_import {
namespace infer {

InferredOutputs matmul(const NodeView& node) {
  return one(node.dtype(0), matmulSpec(node, 0, 1).output);
}

InferredOutputs matmulInteger(const NodeView& node) {
  return one(DType::int32, matmulSpec(node, 0, 1).output);
}

InferredOutputs qlinearMatmul(const NodeView& node) {
  return one(node.dtype(7), matmulSpec(node, 0, 3).output);
}

InferredOutputs gemm(const NodeView& node) {
  const Shape output = gemmSpec(node, 0, 1).output;
  // Before opset 7 C is laid over the result by its own rule, so that only its presence counts.
  if (node.hasInput(2) && node.opset() >= 7 && broadcast(node, output, node.shape(2)) != output) {
    node.fail("C of shape " + node.shape(2).text() + " does not fit " + output.text());
  }
  return one(node.dtype(0), output);
}

InferredOutputs det(const NodeView& node) {
  const Shape& shape = node.shapeOfRank(0, 2);
  return one(node.dtype(0),
             Shape(std::vector<std::int64_t>(shape.extents().begin(), shape.extents().end() - 2)));
}

}  // namespace infer

MatrixSpec matmulSpec(const NodeView& node, std::size_t a, std::size_t b) {
  using Extents = std::vector<std::int64_t>;
  Extents left = node.shapeOfRank(a, 1).extents();
  Extents right = node.shapeOfRank(b, 1).extents();
  const bool row = left.size() == 1;
  const bool column = right.size() == 1;
  if (row) left.insert(left.begin(), 1);
  if (column) right.push_back(1);
  const std::int64_t inner = left.back();
  if (inner != right[right.size() - 2]) {
    node.fail("cannot multiply " + node.shape(a).text() + " by " + node.shape(b).text());
  }
  Extents extents = broadcast(node, Shape(Extents(left.begin(), left.end() - 2)),
                              Shape(Extents(right.begin(), right.end() - 2)))
                        .extents();
  if (!row) extents.push_back(left[left.size() - 2]);
  if (!column) extents.push_back(right.back());
  return {Shape(std::move(extents)), inner};
}

MatrixSpec gemmSpec(const NodeView& node, std::size_t a, std::size_t b) {
  const Shape& left = node.shapeOfRank(a, 2);
  const Shape& right = node.shapeOfRank(b, 2);
  const bool turnLeft = node.integer("transA", 0) != 0;
  const bool turnRight = node.integer("transB", 0) != 0;
  const std::int64_t inner = left[turnLeft ? 0 : 1];
  if (left.rank() != 2 || right.rank() != 2 || inner != right[turnRight ? 1 : 0]) {
    node.fail("cannot multiply " + left.text() + " by " + right.text());
  }
  return {Shape{left[turnLeft ? 1 : 0], right[turnRight ? 0 : 1]}, inner};
}

}  // namespace tessera::onnx_import
