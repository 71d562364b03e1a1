#include "core/checked.h"
#include "importers/onnx/attention_spec.h"
#include "importers/onnx/matrix_spec.h"
#include "importers/onnx/translate.h"
#include "importers/onnx/window.h"

namespace tessera::onnx_import {
namespace {

/// A, scale, zero point, B, scale, zero point, scale and zero point of the result.
Translation contribBinary(Attributes attributes) {
  Translation result{std::move(attributes), {{0}, {3}}, {}};
  trail(result, {1, 2, 4, 5, 6, 7});
  result.quantized = {{false, 0, 1, 2}, {false, 3, 4, 5}, {true, 0, 6, 7}};
  return result;
}

/// x, scale, zero point, scale and zero point of the result.
Translation contribUnary(Attributes attributes) {
  Translation result = withFirstInput(std::move(attributes));
  trail(result, {1, 2, 3, 4});
  result.quantized = {{false, 0, 1, 2}, {true, 0, 3, 4}};
  return result;
}

}  // namespace

namespace translate {

Translation contribAdd(const NodeView&, const InferredOutputs&) {
  return contribBinary(Elementwise{"add"});
}

Translation contribMul(const NodeView&, const InferredOutputs&) {
  return contribBinary(Elementwise{"mul"});
}

Translation contribSigmoid(const NodeView&, const InferredOutputs&) {
  return contribUnary(Activation{"sigmoid", {}});
}

Translation contribLeakyRelu(const NodeView& node, const InferredOutputs&) {
  return contribUnary(Activation{"leakyrelu", {node.real("alpha", 0.01)}});
}

Translation contribSoftmax(const NodeView& node, const InferredOutputs&) {
  return contribUnary(
      Softmax{node.axis("axis", -1, std::max<std::size_t>(node.shape(0).rank(), 1)), false});
}

// Windows are read channels first: with channels_last the operator stays opaque.
Translation contribGlobalAveragePool(const NodeView& node, const InferredOutputs&) {
  return contribUnary(channelsLast(node) ? Attributes(Opaque{}) : GlobalPool{PoolKind::average});
}

Translation contribAveragePool(const NodeView& node, const InferredOutputs&) {
  if (channelsLast(node)) return contribUnary(Opaque{});
  const auto inputs = spatialExtents(node, 0);
  Window window = placedWindow(node, inputs, poolKernel(node, inputs.size())).window;
  return contribUnary(
      Pool{PoolKind::average, std::move(window), node.integer("count_include_pad", 0) != 0});
}

/// Scale and zero point of the result, then tensor, scale, zero point for each operand.
Translation contribConcat(const NodeView& node, const InferredOutputs&) {
  Translation result{Concat{node.axis("axis", 0, node.shape(2).rank())}, {}, {{true, 0, 0, 1}}};
  for (std::size_t i = 2; i + 2 < node.inputCount(); i += 3) {
    result.operands.push_back({i});
    result.quantized.push_back({false, i, i + 1, i + 2});
  }
  trail(result, {0, 1});
  for (std::size_t i = 2; i + 2 < node.inputCount(); i += 3) trail(result, {i + 1, i + 2});
  return result;
}

/// A, scale, zero point, B, scale, zero point, [C], [scale and zero point of the result].
Translation contribGemm(const NodeView& node, const InferredOutputs&) {
  const MatrixSpec spec = gemmSpec(node, 0, 3);
  const bool turnLeft = node.integer("transA", 0) != 0;
  const bool turnRight = node.integer("transB", 0) != 0;
  Translation result;
  if (!turnLeft && node.input(3).constant && !node.input(0).constant) {
    result.attributes = FullyConnected{spec.inner, turnRight};
  } else {
    result.attributes = MatMul{spec.inner, turnLeft, turnRight};
  }
  result.operands = {{0}, {3, TensorRole::weight}, {6, TensorRole::bias}};
  trail(result, {1, 2, 4, 5, 7, 8});
  result.quantized = {{false, 0, 1, 2}, {false, 3, 4, 5, turnRight ? 0 : 1}};
  if (node.hasInput(7)) result.quantized.push_back({true, 0, 7, 8});
  return result;
}

Translation contribQuantize(const NodeView& node, const InferredOutputs&) {
  Translation result = withFirstInput(Quantize{});
  trail(result, {1, 2});
  result.quantized = {{true, 0, 1, 2, node.integer("axis", 1)}};
  return result;
}

Translation contribDequantize(const NodeView& node, const InferredOutputs&) {
  Translation result = withFirstInput(Dequantize{});
  trail(result, {1, 2});
  result.quantized = {{false, 0, 1, 2, node.integer("axis", 1)}};
  return result;
}

Translation contribGelu(const NodeView&, const InferredOutputs&) {
  return withFirstInput(Activation{"gelu", {}});
}

Translation contribAttention(const NodeView& node, const InferredOutputs&) {
  return withAllInputs(node, Opaque{contribAttentionSpec(node).macs()});
}

Translation multiHeadAttention(const NodeView& node, const InferredOutputs&) {
  return withAllInputs(node, Opaque{multiHeadAttentionSpec(node).macs()});
}

Translation skipNormalization(const NodeView& node, const InferredOutputs&) {
  return withAllInputs(node, Opaque{0});
}

/// M x N x K: each element of A meets each of the N columns.
Translation matMulNBits(const NodeView& node, const InferredOutputs&) {
  const std::int64_t macs = checkedMul(node.shape(0).elements(), node.requiredInteger("N"));
  Translation result = withAllInputs(node, Opaque{macs});
  for (Operand& operand : result.operands) {
    if (operand.input == 1) operand.role = weight;
  }
  return result;
}

}  // namespace translate

}  // namespace tessera::onnx_import
