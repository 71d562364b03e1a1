#include <algorithm>
#include <array>
#include <span>

#include "core/checked.h"
#include "importers/tflite/options.h"
#include "importers/tflite/schema_generated.h"
#include "importers/tflite/translate.h"

namespace tessera::tflite_import {
namespace {

using Code = schema::BuiltinOperator;
using Table = schema::Operator;

/// The elements of the weight matrices that are there: each takes part once a step.
std::int64_t stepMacs(const OperatorView& op, std::span<const std::size_t> matrices) {
  std::int64_t macs = 0;
  for (const std::size_t i : matrices) {
    if (op.hasInput(i)) macs = checkedAdd(macs, op.shape(i).elements());
  }
  return macs;
}

constexpr std::array<std::size_t, 2> twoMatrices{1, 2};
/// Four gates of x and of the state, and the projection.
constexpr std::array<std::size_t, 9> lstmMatrices{1, 2, 3, 4, 5, 6, 7, 8, 16};

/// x [batch, features], weights of features [filters, features] and of time [filters, memory], a
/// bias [units], the state; `rank` filters make a unit. MACs a step:
/// filters x (features + memory), as TFLite Micro's svdf_common.cc multiplies.
Translation svdf(const OperatorView& op) {
  const auto& options = optionsOf(op, &Table::builtin_options_as_SvdfOptions);
  const Shape& x = op.shapeOfRank(0, 2);
  const Shape& features = op.shapeOfRank(1, 2);
  if (options.rank() < 1 || features[0] % options.rank() != 0 || features[1] != x[1]) {
    op.fail("weights of " + features.text() + " and rank " + std::to_string(options.rank()) +
            " do not fit an input of " + x.text());
  }
  const std::int64_t units = features[0] / options.rank();
  return {Recurrent{units, 1, stepMacs(op, twoMatrices)},
          {{0}, {1, weight}, {2, weight}, {3, bias}, {4}},
          fusedActivation(op, options.fused_activation_function()),
          {Shape{x[0], units}}};
}

Shape withLast(const Shape& shape, std::int64_t last) {
  Integers extents = shape.extents();
  extents.back() = last;
  return Shape(std::move(extents));
}

/// x, the weights of x [units, features] and of the state [units, units], a bias, the state.
Translation rnn(const OperatorView& op) {
  const Shape& x = op.shape(0);
  const Shape& w = op.shapeOfRank(1, 2);
  if (x.rank() < 2) op.fail("an input of " + x.text());
  return {Recurrent{w[0], 1, stepMacs(op, twoMatrices)},
          {{0}, {1, weight}, {2, weight}, {3, bias}, {4}},
          {},
          {withLast(x, w[0])}};
}

TensorRole lstmRole(std::size_t input) {
  if (input <= 11 || input == 16) return weight;  // four gates of x and of the state; peepholes
  if (input <= 15 || input == 17) return bias;
  return TensorRole::parameter;  // layer normalisation
}

/// Up to 24 inputs: x, 4 + 4 gate weights, 3 peepholes, 4 biases, projection weights and bias, the
/// state of output and cell, 4 layer normalisations. The output has as many features as the state.
Translation sequenceLstm(const OperatorView& op) {
  const Shape& x = op.shape(0);
  const Shape& w = op.shapeOfRank(2, 2);
  const Shape& recurrent = op.shapeOfRank(6, 2);
  if (x.rank() < 2) op.fail("an input of " + x.text());
  Translation result{
      Recurrent{w[0], 1, stepMacs(op, lstmMatrices)}, {{0}}, {}, {withLast(x, recurrent[1])}};
  for (std::size_t i = 1; i < op.inputCount(); ++i) {
    if (i == 18 || i == 19) {
      result.operands.push_back({i});
    } else {
      result.operands.push_back({i, lstmRole(i)});
    }
  }
  return result;
}

/// Cells whose outputs the file's shapes describe.
template <std::int64_t directions>
Translation otherCells(const OperatorView& op) {
  const Shape& w = op.shape(1);
  return {Recurrent{w.rank() == 2 ? w[0] : 0, directions}, allOperands(op)};
}

constexpr auto stateTranslations = std::to_array<CodedRule>({
    {Code::SVDF, svdf},
    {Code::RNN, rnn},
    {Code::UNIDIRECTIONAL_SEQUENCE_RNN, rnn},
    {Code::UNIDIRECTIONAL_SEQUENCE_LSTM, sequenceLstm},
    {Code::LSTM, otherCells<1>},
    {Code::BIDIRECTIONAL_SEQUENCE_RNN, otherCells<2>},
    {Code::BIDIRECTIONAL_SEQUENCE_LSTM, otherCells<2>},
});

}  // namespace

TranslateRule stateTranslation(schema::BuiltinOperator code) {
  return ruleIn(stateTranslations, code);
}

}  // namespace tessera::tflite_import
