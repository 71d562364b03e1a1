#include "importers/tflite/shape_values.h"

#include <algorithm>
#include <array>

#include "importers/tflite/schema_generated.h"
#include "importers/tflite/slices.h"
#include "importers/tflite/translate.h"

namespace tessera::tflite_import {
namespace {

using Code = schema::BuiltinOperator;
using Computed = std::optional<Integers>;

constexpr std::int64_t mostElements = 64;

bool isInteger(const TensorInfo& tensor) {
  return (tensor.dtype == DType::int32 || tensor.dtype == DType::int64) &&
         tensor.quantization == nullptr;
}

Computed copied(const OperatorView& op) {
  const Integers* value = op.value(0);
  return value == nullptr ? Computed() : Computed(*value);
}

Computed shapeValue(const OperatorView& op) { return op.shape(0).extents(); }

Computed rankValue(const OperatorView& op) {
  return Integers{static_cast<std::int64_t>(op.shape(0).rank())};
}

Computed sliced(const OperatorView& op) {
  const Integers* value = op.value(0);
  if (value == nullptr || op.shape(0).rank() != 1) return std::nullopt;
  const std::optional<SliceSpec> spec = sliceSpec(op);
  if (!spec) return std::nullopt;
  Integers result;
  for (std::int64_t i = 0; i < spec->extents[0]; ++i) {
    result.push_back(value->at(static_cast<std::size_t>(spec->starts[0] + i * spec->steps[0])));
  }
  return result;
}

/// Scalars that are packed, and lists that are joined, one after the other.
Computed joined(const OperatorView& op) {
  Integers result;
  for (std::size_t i = 0; i < op.inputCount(); ++i) {
    const Integers* value = op.value(i);
    if (value == nullptr || op.shape(i).rank() > 1) return std::nullopt;
    if (op.code() == Code::PACK && op.shape(i).rank() != 0) return std::nullopt;
    result.insert(result.end(), value->begin(), value->end());
    if (result.size() > mostElements) return std::nullopt;
  }
  return result;
}

Computed gathered(const OperatorView& op) {
  const Integers* value = op.value(0);
  const Integers* indices = op.value(1);
  if (value == nullptr || indices == nullptr || op.shape(0).rank() != 1) return std::nullopt;
  Integers result;
  for (const std::int64_t index : *indices) {
    if (index < 0 || index >= static_cast<std::int64_t>(value->size())) {
      op.fail("index " + std::to_string(index) + " is outside its input");
    }
    result.push_back((*value)[static_cast<std::size_t>(index)]);
  }
  return result;
}

/// Nothing on overflow and on division by 0.
std::optional<std::int64_t> combined(Code code, std::int64_t a, std::int64_t b) {
  std::int64_t result = 0;
  switch (code) {
    case Code::ADD:
      return __builtin_add_overflow(a, b, &result) ? std::nullopt : std::optional(result);
    case Code::SUB:
      return __builtin_sub_overflow(a, b, &result) ? std::nullopt : std::optional(result);
    case Code::MUL:
      return __builtin_mul_overflow(a, b, &result) ? std::nullopt : std::optional(result);
    case Code::MAXIMUM:
      return std::max(a, b);
    case Code::MINIMUM:
      return std::min(a, b);
    case Code::DIV:
    case Code::FLOOR_DIV:
      if (b == 0 || (a == INT64_MIN && b == -1)) return std::nullopt;
      return a / b - (code == Code::FLOOR_DIV && a % b != 0 && (a < 0) != (b < 0));
    default:
      return std::nullopt;
  }
}

Computed arithmetic(const OperatorView& op) {
  const Integers* a = op.value(0);
  const Integers* b = op.value(1);
  if (a == nullptr || b == nullptr || a->empty() || b->empty()) return std::nullopt;
  const std::size_t count = std::max(a->size(), b->size());
  if ((a->size() != count && a->size() != 1) || (b->size() != count && b->size() != 1)) {
    return std::nullopt;
  }
  Integers result;
  for (std::size_t i = 0; i < count; ++i) {
    const auto each =
        combined(op.code(), (*a)[a->size() == 1 ? 0 : i], (*b)[b->size() == 1 ? 0 : i]);
    if (!each) return std::nullopt;
    result.push_back(*each);
  }
  return result;
}

Computed product(const OperatorView& op) {
  const Integers* value = op.value(0);
  if (value == nullptr || op.shape(0).rank() != 1) return std::nullopt;
  std::int64_t result = 1;
  for (const std::int64_t each : *value) {
    if (__builtin_mul_overflow(result, each, &result)) return std::nullopt;
  }
  return Integers{result};
}

struct ValueRule {
  Code code;
  Computed (*compute)(const OperatorView& op);
};

constexpr auto rules = std::to_array<ValueRule>({
    {Code::SHAPE, shapeValue},     {Code::RANK, rankValue},     {Code::STRIDED_SLICE, sliced},
    {Code::SLICE, sliced},         {Code::PACK, joined},        {Code::CONCATENATION, joined},
    {Code::GATHER, gathered},      {Code::CAST, copied},        {Code::RESHAPE, copied},
    {Code::SQUEEZE, copied},       {Code::EXPAND_DIMS, copied}, {Code::ADD, arithmetic},
    {Code::SUB, arithmetic},       {Code::MUL, arithmetic},     {Code::DIV, arithmetic},
    {Code::FLOOR_DIV, arithmetic}, {Code::MAXIMUM, arithmetic}, {Code::MINIMUM, arithmetic},
    {Code::REDUCE_PROD, product},
});

}  // namespace

std::optional<Integers> computedValue(const OperatorView& op, const Shape& output) {
  const bool readsShapeOnly = op.code() == Code::SHAPE || op.code() == Code::RANK;
  if (op.outputCount() != 1 || !isInteger(op.output(0)) || op.inputCount() == 0)
    return std::nullopt;
  if (!readsShapeOnly && (!op.hasInput(0) || !isInteger(op.input(0)))) return std::nullopt;
  const auto rule = std::find_if(rules.begin(), rules.end(),
                                 [&](const ValueRule& each) { return each.code == op.code(); });
  if (rule == rules.end()) return std::nullopt;
  if (output.elements() > mostElements) return std::nullopt;
  Computed value = rule->compute(op);
  // Axes that we do not follow are left alone.
  if (!value || static_cast<std::int64_t>(value->size()) != output.elements()) return std::nullopt;
  if (op.output(0).dtype == DType::int32) {
    const auto narrow = [](std::int64_t each) { return each >= INT32_MIN && each <= INT32_MAX; };
    if (!std::all_of(value->begin(), value->end(), narrow)) return std::nullopt;
  }
  return value;
}

}  // namespace tessera::tflite_import
