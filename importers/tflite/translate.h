#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "core/operator.h"
#include "core/tensor.h"
#include "importers/tflite/operator_view.h"

namespace tessera::tflite_import {

/// An input of the file's operator that ours reads. Absent inputs are skipped.
struct Operand {
  std::size_t input = 0;
  /// What the input is for, where it is constant; by default a parameter if it is real or
  /// quantised, and a mere constant otherwise.
  std::optional<TensorRole> role = {};
};

/// An operator in our own terms.
struct Translation {
  Attributes attributes = Opaque{};
  std::vector<Operand> operands;
  std::optional<Activation> activation = {};
  /// The shapes of the outputs that the inputs' shapes give; empty, or an entry without a value,
  /// where they do not say it.
  std::vector<std::optional<Shape>> shapes = {};
};

/// Translates one operator, whose inputs' shapes are known. Throws Error(input) where options,
/// shapes or indices contradict each other.
using TranslateRule = Translation (*)(const OperatorView& op);

/// The operator by its own rule, else opaque with all inputs.
Translation translated(const OperatorView& op);

// One table for each family: the rule, or null.
TranslateRule windowTranslation(schema::BuiltinOperator code);       // translate_window.cpp
TranslateRule matrixTranslation(schema::BuiltinOperator code);       // translate_matrix.cpp
TranslateRule elementwiseTranslation(schema::BuiltinOperator code);  // translate_elementwise.cpp
TranslateRule reshapeTranslation(schema::BuiltinOperator code);      // translate_reshape.cpp
TranslateRule layoutTranslation(schema::BuiltinOperator code);       // translate_layout.cpp
TranslateRule spaceTranslation(schema::BuiltinOperator code);        // translate_space.cpp
TranslateRule reduceTranslation(schema::BuiltinOperator code);       // translate_reduce.cpp
TranslateRule stateTranslation(schema::BuiltinOperator code);        // translate_state.cpp

// The roles of the operands that rules name most.
inline constexpr TensorRole weight = TensorRole::weight;
inline constexpr TensorRole bias = TensorRole::bias;

/// All inputs in order, with the default roles.
std::vector<Operand> allOperands(const OperatorView& op);
/// Input `data`, then all others: shapes, axes and pads lie in flash like weights, although the
/// attributes say what is in them.
std::vector<Operand> dataOperands(const OperatorView& op, std::size_t data = 0);

struct CodedRule {
  schema::BuiltinOperator code;
  TranslateRule rule;
};

template <class Table>
TranslateRule ruleIn(const Table& table, schema::BuiltinOperator code) {
  for (const auto& [known, rule] : table) {
    if (known == code) return rule;
  }
  return nullptr;
}

/// The options of the operator; throws Error(input) where they are missing. `read` is a member of
/// schema::Operator such as &schema::Operator::builtin_options_as_Conv2DOptions.
template <class Operator, class Options>
const Options& optionsOf(const OperatorView& op, const Options* (Operator::*read)() const) {
  const Options* options = (op.table().*read)();
  if (options == nullptr) op.failOptions();
  return *options;
}

}  // namespace tessera::tflite_import
