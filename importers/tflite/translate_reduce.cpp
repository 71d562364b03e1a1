#include <array>
#include <string_view>

#include "importers/tflite/schema_generated.h"
#include "importers/tflite/translate.h"

namespace tessera::tflite_import {
namespace {

using Code = schema::BuiltinOperator;
using Table = schema::Operator;

std::string_view functionOf(Code code) {
  switch (code) {
    case Code::SUM:
      return "sum";
    case Code::REDUCE_PROD:
      return "prod";
    case Code::REDUCE_MAX:
      return "max";
    case Code::REDUCE_MIN:
      return "min";
    case Code::REDUCE_ANY:
      return "any";
    case Code::REDUCE_ALL:
      return "all";
    case Code::ARG_MAX:
      return "argmax";
    case Code::ARG_MIN:
      return "argmin";
    default:
      return "mean";
  }
}

/// `axes` of input 0, each once; nothing where they are computed.
std::optional<std::vector<bool>> reducedAxes(const OperatorView& op) {
  const Integers* given = op.value(1);
  if (given == nullptr) return std::nullopt;
  std::vector<bool> reduced(op.shape(0).rank(), false);
  for (const std::int64_t axis : *given) reduced[op.axis(axis, reduced.size())] = true;
  return reduced;
}

Translation reduced(const OperatorView& op, bool keepsRank) {
  const auto axes = reducedAxes(op);
  if (!axes) return {Opaque{}, allOperands(op)};
  Reduce reduce{std::string(functionOf(op.code())), {}};
  Integers extents;
  for (std::size_t axis = 0; axis < axes->size(); ++axis) {
    if ((*axes)[axis]) reduce.axes.push_back(axis);
    if (!(*axes)[axis]) extents.push_back(op.shape(0)[axis]);
    if ((*axes)[axis] && keepsRank) extents.push_back(1);
  }
  return {std::move(reduce), dataOperands(op), {}, {Shape(std::move(extents))}};
}

Translation reduction(const OperatorView& op) {
  const auto* options = op.table().builtin_options_as_ReducerOptions();
  return reduced(op, options != nullptr && options->keep_dims());
}

Translation argument(const OperatorView& op) { return reduced(op, false); }

/// Along the last axis.
Translation softmaxOf(const OperatorView& op, bool logarithmic, double beta) {
  const Shape& x = op.shape(0);
  const std::size_t axis = x.rank() == 0 ? 0 : x.rank() - 1;
  return {Softmax{axis, logarithmic, beta}, {{0}}, {}, {x}};
}

/// Without options beta is 1.
Translation softmax(const OperatorView& op) {
  const auto* options = op.table().builtin_options_as_SoftmaxOptions();
  return softmaxOf(op, false, options == nullptr ? 1.0 : options->beta());
}

Translation logSoftmax(const OperatorView& op) { return softmaxOf(op, true, 1.0); }

constexpr auto reduceTranslations = std::to_array<CodedRule>({
    {Code::MEAN, reduction},
    {Code::SUM, reduction},
    {Code::REDUCE_PROD, reduction},
    {Code::REDUCE_MAX, reduction},
    {Code::REDUCE_MIN, reduction},
    {Code::REDUCE_ANY, reduction},
    {Code::REDUCE_ALL, reduction},
    {Code::ARG_MAX, argument},
    {Code::ARG_MIN, argument},
    {Code::SOFTMAX, softmax},
    {Code::LOG_SOFTMAX, logSoftmax},
});

}  // namespace

TranslateRule reduceTranslation(schema::BuiltinOperator code) {
  return ruleIn(reduceTranslations, code);
}

}  // namespace tessera::tflite_import
