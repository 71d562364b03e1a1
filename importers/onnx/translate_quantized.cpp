#include "importers/onnx/matrix_spec.h"
#include "importers/onnx/translate.h"
#include "importers/onnx/window.h"

namespace tessera::onnx_import {
namespace {

/// Block-wise scales (opset 21) are not one a channel: the tensor then carries none.
bool blockwise(const NodeView& node) { return node.integer("block_size", 0) != 0; }

Translation convolution(const NodeView& node, std::size_t w) {
  const auto kernel = convolutionKernel(node, 0, w);
  Window window = placedWindow(node, spatialExtents(node, 0), kernel).window;
  return {Convolution{std::move(window), node.integer("group", 1)}, {{0}, {w, weight}}, {}};
}

}  // namespace

namespace translate {

Translation quantize(const NodeView& node, const InferredOutputs&) {
  Translation result = withFirstInput(Quantize{});
  trail(result, {1, 2});
  if (!blockwise(node)) result.quantized = {{true, 0, 1, 2, node.integer("axis", 1)}};
  return result;
}

Translation dequantize(const NodeView& node, const InferredOutputs&) {
  Translation result{Dequantize{}, {{0}}, {}};
  trail(result, {1, 2});
  if (!blockwise(node)) result.quantized = {{false, 0, 1, 2, node.integer("axis", 1)}};
  return result;
}

Translation dynamicQuantize(const NodeView& node, const InferredOutputs&) {
  return withAllInputs(node, Quantize{});
}

/// x, scale, zero point, w, scale, zero point, scale and zero point of y, [bias].
Translation qlinearConv(const NodeView& node, const InferredOutputs&) {
  Translation result = convolution(node, 3);
  result.operands.push_back({8, TensorRole::bias});
  trail(result, {1, 2, 4, 5, 6, 7});
  result.quantized = {{false, 0, 1, 2, -1}, {false, 3, 4, 5, 0}, {true, 0, 6, 7, -1}};
  return result;
}

/// x, w, [zero point of x], [zero point of w]; nothing says the scales.
Translation convInteger(const NodeView& node, const InferredOutputs&) {
  Translation result = convolution(node, 1);
  trail(result, {2, 3});
  return result;
}

Translation qlinearMatmul(const NodeView& node, const InferredOutputs&) {
  Translation result{
      MatMul{matmulSpec(node, 0, 3).inner, false, false}, {{0, weight}, {3, weight}}, {}};
  trail(result, {1, 2, 4, 5, 6, 7});
  // Scales of a and y are one a row, those of b one a column.
  result.quantized = {{false, 0, 1, 2, -2}, {false, 3, 4, 5, -1}, {true, 0, 6, 7, -2}};
  return result;
}

Translation matmulInteger(const NodeView& node, const InferredOutputs&) {
  Translation result{
      MatMul{matmulSpec(node, 0, 1).inner, false, false}, {{0, weight}, {1, weight}}, {}};
  trail(result, {2, 3});
  return result;
}

}  // namespace translate

}  // namespace tessera::onnx_import
