#include "importers/onnx/translate.h"

#include <algorithm>
#include <utility>

#include "importers/onnx/operators.h"

namespace tessera::onnx_import {

Translation translated(const NodeView& node, const InferredOutputs& outputs) {
  const OnnxOperator* row = findOperator(node.domain(), node.type());
  return (row != nullptr ? row->translate : translate::opaque)(node, outputs);
}

Translation translate::opaque(const NodeView& node, const InferredOutputs&) {
  return withAllInputs(node, Opaque{});
}

std::vector<Operand> allOperands(const NodeView& node) {
  std::vector<Operand> operands;
  for (std::size_t i = 0; i < node.inputCount(); ++i) operands.push_back({i});
  return operands;
}

Translation withAllInputs(const NodeView& node, Attributes attributes) {
  return {std::move(attributes), allOperands(node), {}};
}

Translation withFirstInput(Attributes attributes) { return {std::move(attributes), {{0}}, {}}; }

void trail(Translation& result, std::initializer_list<std::size_t> inputs) {
  for (const std::size_t input : inputs) result.operands.push_back({input, constant});
}

std::string lowered(std::string_view type) {
  std::string text(type);
  std::transform(text.begin(), text.end(), text.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return text;
}

}  // namespace tessera::onnx_import
