#include "importers/tflite/translate.h"

#include <array>

#include "importers/tflite/custom_options.h"

namespace tessera::tflite_import {

Translation translated(const OperatorView& op) {
  using Family = TranslateRule (*)(schema::BuiltinOperator);
  constexpr std::array<Family, 8> families{
      windowTranslation, spaceTranslation,  elementwiseTranslation, reshapeTranslation,
      layoutTranslation, reduceTranslation, matrixTranslation,      stateTranslation};
  for (const Family family : families) {
    if (const TranslateRule rule = family(op.code())) return rule(op);
  }
  return {Opaque{{}, integerOptions(op)}, allOperands(op)};
}

std::vector<Operand> allOperands(const OperatorView& op) {
  std::vector<Operand> operands;
  for (std::size_t i = 0; i < op.inputCount(); ++i) operands.push_back({i});
  return operands;
}

std::vector<Operand> dataOperands(const OperatorView& op, std::size_t data) {
  std::vector<Operand> operands{{data}};
  for (std::size_t i = 0; i < op.inputCount(); ++i) {
    if (i != data) operands.push_back({i});
  }
  return operands;
}

}  // namespace tessera::tflite_import
