#include "importers/onnx/attention_spec.h"
#include "importers/onnx/matrix_spec.h"
#include "importers/onnx/recurrent_spec.h"
#include "importers/onnx/translate.h"

namespace tessera::onnx_import {
namespace {

/// C may broadcast; one value an output feature (or one for all) is a bias.
TensorRole roleOfC(const NodeView& node, std::int64_t features) {
  const std::int64_t elements = node.hasInput(2) ? node.shape(2).elements() : 0;
  return elements == features || elements == 1 ? bias : TensorRole::parameter;
}

}  // namespace

namespace translate {

Translation matmul(const NodeView& node, const InferredOutputs&) {
  return {MatMul{matmulSpec(node, 0, 1).inner, false, false}, {{0, weight}, {1, weight}}, {}};
}

/// alpha * A * B + beta * C. With a constant B it is fully connected, and alpha and beta go into
/// the constants. Otherwise a MatMul has no place for them.
Translation gemm(const NodeView& node, const InferredOutputs&) {
  const MatrixSpec spec = gemmSpec(node, 0, 1);
  const bool turnLeft = node.integer("transA", 0) != 0;
  const bool turnRight = node.integer("transB", 0) != 0;
  const double alpha = node.real("alpha", 1.0);
  const double beta = node.hasInput(2) ? node.real("beta", 1.0) : 1.0;
  const Operand b{1, weight, {}, alpha};
  const Operand c{2, roleOfC(node, spec.output[1]), {}, beta};
  const auto fixed = [&](std::size_t i) { return node.input(i).fixed(); };
  const bool scalable =
      (alpha == 1.0 || node.input(1).constant) && (beta == 1.0 || node.input(2).constant);
  if (!turnLeft && !node.input(0).constant && fixed(1) && scalable) {
    return {FullyConnected{spec.inner, turnRight}, {{0}, b, c}, {}};
  }
  if (alpha != 1.0 || beta != 1.0) return withAllInputs(node, Opaque{});
  return {MatMul{spec.inner, turnLeft, turnRight}, {{0, weight}, b, c}, {}};
}

Translation attention(const NodeView& node, const InferredOutputs&) {
  return withAllInputs(node, Opaque{attentionSpec(node).macs()});
}

Translation recurrent(const NodeView& node, const InferredOutputs&) {
  const RecurrentSpec spec = recurrentSpec(node);
  return {Recurrent{spec.hidden, spec.directions, spec.stepMacs()},
          {{0}, {1, weight}, {2, weight}, {3, bias}, {4}, {5}, {6}, {7}},
          {}};
}

}  // namespace translate

}  // namespace tessera::onnx_import
