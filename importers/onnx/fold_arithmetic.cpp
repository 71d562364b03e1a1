#include <cmath>
#include <functional>
#include <limits>
#include <span>

#include "core/element_function.h"
#include "importers/onnx/fold.h"
#include "importers/onnx/translate.h"

namespace tessera::onnx_import {
namespace {

using Ints = std::optional<std::int64_t>;

// Integer arithmetic gives nothing where the result does not fit or is not defined.
Ints wholeSum(std::int64_t a, std::int64_t b) {
  std::int64_t r = 0;
  return __builtin_add_overflow(a, b, &r) ? Ints() : Ints(r);
}

Ints wholeDifference(std::int64_t a, std::int64_t b) {
  std::int64_t r = 0;
  return __builtin_sub_overflow(a, b, &r) ? Ints() : Ints(r);
}

Ints wholeProduct(std::int64_t a, std::int64_t b) {
  std::int64_t r = 0;
  return __builtin_mul_overflow(a, b, &r) ? Ints() : Ints(r);
}

Ints wholeQuotient(std::int64_t a, std::int64_t b) {
  if (b == 0 || (b == -1 && a == std::numeric_limits<std::int64_t>::min())) return std::nullopt;
  return a / b;
}

/// Mod with fmod = 0: the result has the divisor's sign.
Ints wholeRemainder(std::int64_t a, std::int64_t b) {
  if (b == 0) return std::nullopt;
  if (b == -1) return 0;
  const std::int64_t r = a % b;
  return r != 0 && (r < 0) != (b < 0) ? r + b : r;
}

Ints wholePower(std::int64_t a, std::int64_t b) {
  if (b < 0 || b > 64) return std::nullopt;
  Ints r = 1;
  for (std::int64_t i = 0; r && i < b; ++i) r = wholeProduct(*r, a);
  return r;
}

/// Both inputs broadcast to the output's shape, element by element.
template <class OnInts, class OnReals>
Values foldBinary(const NodeView& node, const Inferred& type, OnInts onInts, OnReals onReals) {
  const Value* a = node.value(0);
  const Value* b = node.value(1);
  if (a == nullptr || b == nullptr || node.inputCount() != 2) return std::nullopt;
  if (node.opset() < 7 && (node.hasAttribute("axis") || node.hasAttribute("broadcast"))) {
    return std::nullopt;
  }
  const auto left = broadcastIndices(a->shape, *type.shape);
  const auto right = broadcastIndices(b->shape, *type.shape);
  const bool real = a->real() || b->real();
  Value result{real ? DType::float64 : DType::int64, *type.shape, {}, {}};
  for (std::size_t i = 0; i < left.size(); ++i) {
    if (real) {
      result.reals.push_back(onReals(a->asReal(left[i]), b->asReal(right[i])));
    } else {
      const Ints element = onInts(a->ints[left[i]], b->ints[right[i]]);
      if (!element) return std::nullopt;
      result.ints.push_back(*element);
    }
  }
  return std::vector<Value>{std::move(result)};
}

/// The result is 0 or 1 and the inputs' types do not matter.
template <class Predicate>
Values foldComparison(const NodeView& node, const Inferred& type, Predicate holds) {
  return foldBinary(
      node, type, [&](std::int64_t a, std::int64_t b) { return Ints(holds(a, b) ? 1 : 0); },
      [&](double a, double b) { return holds(a, b) ? 1.0 : 0.0; });
}

template <class Better>
Values foldExtreme(const NodeView& node, const Inferred& type, Better isBetter) {
  if (node.inputCount() == 1) return std::vector<Value>{*node.value(0)};
  return foldBinary(
      node, type, [&](std::int64_t a, std::int64_t b) { return Ints(isBetter(a, b) ? a : b); },
      [&](double a, double b) { return isBetter(a, b) ? a : b; });
}

template <class OnInts, class OnReals>
Values foldUnary(const NodeView& node, OnInts onInts, OnReals onReals) {
  Value result = *node.value(0);
  for (double& element : result.reals) element = onReals(element);
  for (std::int64_t& element : result.ints) {
    const Ints changed = onInts(element);
    if (!changed) return std::nullopt;
    element = *changed;
  }
  return std::vector<Value>{std::move(result)};
}

}  // namespace

namespace fold {

Values add(const NodeView& node, const std::vector<Inferred>& types) {
  return foldBinary(node, types[0], wholeSum, std::plus<double>{});
}

Values sub(const NodeView& node, const std::vector<Inferred>& types) {
  return foldBinary(node, types[0], wholeDifference, std::minus<double>{});
}

Values mul(const NodeView& node, const std::vector<Inferred>& types) {
  return foldBinary(node, types[0], wholeProduct, std::multiplies<double>{});
}

Values div(const NodeView& node, const std::vector<Inferred>& types) {
  return foldBinary(node, types[0], wholeQuotient, std::divides<double>{});
}

Values mod(const NodeView& node, const std::vector<Inferred>& types) {
  return foldBinary(node, types[0], wholeRemainder,
                    [](double a, double b) { return std::fmod(a, b); });
}

Values pow(const NodeView& node, const std::vector<Inferred>& types) {
  return foldBinary(node, types[0], wholePower, [](double a, double b) { return std::pow(a, b); });
}

Values maximum(const NodeView& node, const std::vector<Inferred>& types) {
  return foldExtreme(node, types[0], std::greater<>{});
}

Values minimum(const NodeView& node, const std::vector<Inferred>& types) {
  return foldExtreme(node, types[0], std::less<>{});
}

Values equal(const NodeView& node, const std::vector<Inferred>& types) {
  return foldComparison(node, types[0], std::equal_to<>{});
}

Values greater(const NodeView& node, const std::vector<Inferred>& types) {
  return foldComparison(node, types[0], std::greater<>{});
}

Values less(const NodeView& node, const std::vector<Inferred>& types) {
  return foldComparison(node, types[0], std::less<>{});
}

Values greaterOrEqual(const NodeView& node, const std::vector<Inferred>& types) {
  return foldComparison(node, types[0], std::greater_equal<>{});
}

Values lessOrEqual(const NodeView& node, const std::vector<Inferred>& types) {
  return foldComparison(node, types[0], std::less_equal<>{});
}

Values bothHold(const NodeView& node, const std::vector<Inferred>& types) {
  return foldComparison(node, types[0], std::logical_and<>{});
}

Values eitherHolds(const NodeView& node, const std::vector<Inferred>& types) {
  return foldComparison(node, types[0], std::logical_or<>{});
}

Values oneHolds(const NodeView& node, const std::vector<Inferred>& types) {
  return foldComparison(node, types[0], [](auto a, auto b) { return (a != 0) != (b != 0); });
}

/// A function that ONNX defines on reals only.
Values realFunction(const NodeView& node, const std::vector<Inferred>&) {
  const ElementFunction& function = knownElementFunction(lowered(node.type()));
  return foldUnary(
      node, [](std::int64_t a) { return Ints(a); },
      [&](double a) { return function.real(std::span<const double>(&a, 1)); });
}

Values negate(const NodeView& node, const std::vector<Inferred>&) {
  return foldUnary(
      node, [](std::int64_t a) { return wholeDifference(0, a); }, [](double a) { return -a; });
}

Values absolute(const NodeView& node, const std::vector<Inferred>&) {
  return foldUnary(
      node, [](std::int64_t a) { return a < 0 ? wholeDifference(0, a) : Ints(a); },
      [](double a) { return std::fabs(a); });
}

Values invert(const NodeView& node, const std::vector<Inferred>&) {
  return foldUnary(
      node, [](std::int64_t a) { return Ints(a == 0 ? 1 : 0); }, [](double a) { return a; });
}

Values sign(const NodeView& node, const std::vector<Inferred>&) {
  return foldUnary(
      node, [](std::int64_t a) { return Ints((a > 0) - (a < 0)); },
      [](double a) { return static_cast<double>((a > 0.0) - (a < 0.0)); });
}

Values cast(const NodeView& node, const std::vector<Inferred>& types) {
  return std::vector<Value>{converted(*node.value(0), *types[0].dtype)};
}

Values where(const NodeView& node, const std::vector<Inferred>& types) {
  const Value* condition = node.value(0);
  const Value* a = node.value(1);
  const Value* b = node.value(2);
  if (condition == nullptr || a == nullptr || b == nullptr || condition->real() ||
      a->dtype != b->dtype) {
    return std::nullopt;
  }
  const auto at = broadcastIndices(condition->shape, *types[0].shape);
  const auto left = broadcastIndices(a->shape, *types[0].shape);
  const auto right = broadcastIndices(b->shape, *types[0].shape);
  Value result{a->dtype, *types[0].shape, {}, {}};
  for (std::size_t i = 0; i < at.size(); ++i) {
    const bool first = condition->ints[at[i]] != 0;
    if (a->real()) {
      result.reals.push_back(first ? a->reals[left[i]] : b->reals[right[i]]);
    } else {
      result.ints.push_back(first ? a->ints[left[i]] : b->ints[right[i]]);
    }
  }
  return std::vector<Value>{std::move(result)};
}

}  // namespace fold

}  // namespace tessera::onnx_import
