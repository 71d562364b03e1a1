#include "importers/onnx/translate.h"

#include <algorithm>
#include <array>
#include <utility>

namespace tessera::onnx_import {
namespace {

TranslateRule translationRule(std::string_view domain, std::string_view type) {
  using Family = TranslateRule (*)(std::string_view);
  constexpr std::array<Family, 5> families{elementwiseTranslation, windowTranslation,
                                           layoutTranslation, matrixTranslation,
                                           quantizedTranslation};
  if (domain == "com.microsoft") return microsoftTranslation(type);
  if (!domain.empty()) return nullptr;
  for (const Family family : families) {
    if (const TranslateRule rule = family(type)) return rule;
  }
  return nullptr;
}

}  // namespace

Translation translated(const NodeView& node, const InferredOutputs& outputs) {
  if (const TranslateRule rule = translationRule(node.domain(), node.type())) {
    return rule(node, outputs);
  }
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
