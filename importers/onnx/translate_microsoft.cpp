#include <array>

#include "importers/onnx/matrix_spec.h"
#include "importers/onnx/translate.h"
#include "importers/onnx/window.h"

namespace tessera::onnx_import {
namespace {

constexpr TensorRole constant = TensorRole::constant;

void trail(Translation& result, std::initializer_list<std::size_t> inputs) {
  for (const std::size_t input : inputs) result.operands.push_back({input, constant});
}

/// A, scale, zero point, B, scale, zero point, scale and zero point of the result.
Translation binary(Attributes attributes) {
  Translation result{std::move(attributes), {{0}, {3}}, {}};
  trail(result, {1, 2, 4, 5, 6, 7});
  result.quantized = {{false, 0, 1, 2}, {false, 3, 4, 5}, {true, 0, 6, 7}};
  return result;
}

/// x, scale, zero point, scale and zero point of the result.
Translation unary(Attributes attributes) {
  Translation result = withFirstInput(std::move(attributes));
  trail(result, {1, 2, 3, 4});
  result.quantized = {{false, 0, 1, 2}, {true, 0, 3, 4}};
  return result;
}

Translation add(const NodeView&, const InferredOutputs&) { return binary(Elementwise{"add"}); }
Translation mul(const NodeView&, const InferredOutputs&) { return binary(Elementwise{"mul"}); }

Translation sigmoid(const NodeView&, const InferredOutputs&) {
  return unary(Activation{"sigmoid", {}});
}

Translation leakyRelu(const NodeView& node, const InferredOutputs&) {
  return unary(Activation{"leakyrelu", {node.real("alpha", 0.01)}});
}

Translation softmax(const NodeView& node, const InferredOutputs&) {
  return unary(
      Softmax{node.axis("axis", -1, std::max<std::size_t>(node.shape(0).rank(), 1)), false});
}

/// Windows are read channels first: with channels_last the operator stays opaque.
bool channelsLast(const NodeView& node) { return node.integer("channels_last", 0) != 0; }

Translation globalAveragePool(const NodeView& node, const InferredOutputs&) {
  return unary(channelsLast(node) ? Attributes(Opaque{}) : GlobalPool{PoolKind::average});
}

Translation averagePool(const NodeView& node, const InferredOutputs&) {
  if (channelsLast(node)) return unary(Opaque{});
  const auto inputs = spatialExtents(node, 0);
  Window window = placedWindow(node, inputs, poolKernel(node, inputs.size())).window;
  return unary(
      Pool{PoolKind::average, std::move(window), node.integer("count_include_pad", 0) != 0});
}

/// Scale and zero point of the result, then tensor, scale, zero point for each operand.
Translation concat(const NodeView& node, const InferredOutputs&) {
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
Translation qGemm(const NodeView& node, const InferredOutputs&) {
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

Translation quantize(const NodeView& node, const InferredOutputs&) {
  Translation result = withFirstInput(Quantize{});
  trail(result, {1, 2});
  result.quantized = {{true, 0, 1, 2, node.integer("axis", 1)}};
  return result;
}

Translation dequantize(const NodeView& node, const InferredOutputs&) {
  Translation result = withFirstInput(Dequantize{});
  trail(result, {1, 2});
  result.quantized = {{false, 0, 1, 2, node.integer("axis", 1)}};
  return result;
}

Translation gelu(const NodeView&, const InferredOutputs&) {
  return withFirstInput(Activation{"gelu", {}});
}

constexpr auto rules = std::to_array<NamedTranslation>({
    {"QLinearAdd", add},
    {"QLinearMul", mul},
    {"QLinearSigmoid", sigmoid},
    {"QLinearLeakyRelu", leakyRelu},
    {"QLinearSoftmax", softmax},
    {"QLinearGlobalAveragePool", globalAveragePool},
    {"QLinearAveragePool", averagePool},
    {"QLinearConcat", concat},
    {"QGemm", qGemm},
    {"QuantizeLinear", quantize},
    {"DequantizeLinear", dequantize},
    {"Gelu", gelu},
});

}  // namespace

TranslateRule microsoftTranslation(std::string_view type) { return translationIn(rules, type); }

}  // namespace tessera::onnx_import
