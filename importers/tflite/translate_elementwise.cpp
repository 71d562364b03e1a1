#include <algorithm>
#include <array>
#include <string_view>

#include "core/element_function.h"
#include "importers/shapes.h"
#include "importers/tflite/options.h"
#include "importers/tflite/schema_generated.h"
#include "importers/tflite/translate.h"

namespace tessera::tflite_import {
namespace {

using Code = schema::BuiltinOperator;
using Table = schema::Operator;

/// The element function that is the operator as it stands, or null. Operators with parameters, or
/// whose operands have roles, have a translation of their own below.
const ElementFunction* elementFunctionOf(Code code) {
  const std::string_view name = schema::EnumNameBuiltinOperator(code);
  const auto all = elementFunctions();
  const auto at = std::find_if(all.begin(), all.end(), [&](const ElementFunction& each) {
    return !name.empty() && each.use.tflite == name;
  });
  return at == all.end() ? nullptr : &*at;
}

Translation likeFirst(const OperatorView& op, Attributes attributes) {
  return {std::move(attributes), {{0}}, {}, {op.shape(0)}};
}

Translation activation(const OperatorView& op) {
  return likeFirst(op, Activation{std::string(elementFunctionOf(op.code())->name), {}});
}

/// Work that is not counted, on every element.
Translation opaqueLikeFirst(const OperatorView& op) {
  return {Opaque{}, allOperands(op), {}, {op.shape(0)}};
}

Translation reluN1To1(const OperatorView& op) {
  return likeFirst(op, Activation{"clip", {-1.0, 1.0}});
}

Translation relu0To1(const OperatorView& op) {
  return likeFirst(op, Activation{"clip", {0.0, 1.0}});
}

Translation elu(const OperatorView& op) { return likeFirst(op, Activation{"elu", {1.0}}); }

Translation leakyRelu(const OperatorView& op) {
  const double alpha = optionsOf(op, &Table::builtin_options_as_LeakyReluOptions).alpha();
  return likeFirst(op, Activation{"leakyrelu", {alpha}});
}

Translation gelu(const OperatorView& op) {
  const auto* options = op.table().builtin_options_as_GeluOptions();
  const bool approximate = options != nullptr && options->approximate();
  return likeFirst(op, Activation{approximate ? "gelutanh" : "gelu", {}});
}

Shape broadcastInputs(const OperatorView& op) {
  Shape shape = op.shape(0);
  for (std::size_t i = 1; i < op.inputCount(); ++i) {
    const std::optional<Shape> wider = broadcastShape(shape, op.shape(i));
    if (!wider) {
      op.fail("inputs of " + shape.text() + " and " + op.shape(i).text() + " do not broadcast");
    }
    shape = *wider;
  }
  return shape;
}

const schema::BinaryOptions* binaryOptions(const OperatorView& op) {
  const schema::Operator& table = op.table();
  switch (table.builtin_options_type()) {
    case schema::BuiltinOptions::add:
      return table.builtin_options_as_add();
    case schema::BuiltinOptions::sub:
      return table.builtin_options_as_sub();
    case schema::BuiltinOptions::mul:
      return table.builtin_options_as_mul();
    case schema::BuiltinOptions::div:
      return table.builtin_options_as_div();
    default:
      return nullptr;
  }
}

Translation elementwise(const OperatorView& op) {
  Translation result{Elementwise{std::string(elementFunctionOf(op.code())->name)},
                     allOperands(op),
                     {},
                     {broadcastInputs(op)}};
  if (const auto* options = binaryOptions(op)) {
    result.activation = fusedActivation(op, options->fused_activation_function());
  }
  return result;
}

/// The condition may be a vector that chooses whole rows, which is no broadcast.
Translation select(const OperatorView& op) {
  const Shape& x = op.shape(1);
  const bool rows = op.shape(0).rank() == 1 && x.rank() > 1;
  Attributes attributes = Elementwise{"where"};
  if (rows) attributes = Rearrange{};
  return {std::move(attributes), allOperands(op), {}, {x}};
}

Translation prelu(const OperatorView& op) {
  return {Elementwise{"prelu"}, {{0}, {1, TensorRole::parameter}}, {}, {broadcastInputs(op)}};
}

template <class Kind>
Translation conversion(const OperatorView& op) {
  return likeFirst(op, Kind{});
}

constexpr auto elementwiseTranslations = std::to_array<CodedRule>({
    {Code::RELU_N1_TO_1, reluN1To1},
    {Code::RELU_0_TO_1, relu0To1},
    {Code::ELU, elu},
    {Code::LEAKY_RELU, leakyRelu},
    {Code::GELU, gelu},
    {Code::SELECT, select},
    {Code::PRELU, prelu},
    {Code::L2_NORMALIZATION, opaqueLikeFirst},
    {Code::LOCAL_RESPONSE_NORMALIZATION, opaqueLikeFirst},
    {Code::CUMSUM, opaqueLikeFirst},
    {Code::QUANTIZE, conversion<Quantize>},
    {Code::DEQUANTIZE, conversion<Dequantize>},
    {Code::CAST, conversion<Cast>},
});

}  // namespace

TranslateRule elementwiseTranslation(schema::BuiltinOperator code) {
  if (const ElementFunction* function = elementFunctionOf(code)) {
    return function->takes(1) && !function->takes(2) ? activation : elementwise;
  }
  return ruleIn(elementwiseTranslations, code);
}

}  // namespace tessera::tflite_import
