#include <array>

#include "importers/onnx/infer.h"

namespace tessera::onnx_import {
namespace {

InferredOutputs quantize(const NodeView& node) {
  const DType otherwise = node.hasInput(2) ? node.dtype(2) : DType::uint8;
  node.input(1);
  return one(dtypeAttribute(node, "output_dtype", otherwise), node.shape(0));
}

InferredOutputs dequantize(const NodeView& node) {
  return one(dtypeAttribute(node, "output_dtype", node.dtype(1)), node.shape(0));
}

InferredOutputs dynamicQuantize(const NodeView& node) {
  return {{DType::uint8, node.shape(0)}, {DType::float32, Shape{}}, {DType::uint8, Shape{}}};
}

constexpr auto quantizeRules = std::to_array<NamedRule>({
    {"QuantizeLinear", quantize},
    {"DequantizeLinear", dequantize},
    {"DynamicQuantizeLinear", dynamicQuantize},
});

}  // namespace

InferRule quantizeRule(std::string_view type) { return ruleIn(quantizeRules, type); }

}  // namespace tessera::onnx_import
