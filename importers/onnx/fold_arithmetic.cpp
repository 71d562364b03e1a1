#include <algorithm>
#include <array>
#include <cmath>
#include <functional>

#include "importers/onnx/fold.h"

namespace tessera::onnx_import {
namespace {

using Values = std::optional<std::vector<Value>>;
using Ints = std::optional<std::int64_t>;

// Integer arithmetic gives nothing where the result does not fit or is not defined.
Ints add(std::int64_t a, std::int64_t b) {
  std::int64_t r = 0;
  return __builtin_add_overflow(a, b, &r) ? Ints() : Ints(r);
}
Ints sub(std::int64_t a, std::int64_t b) {
  std::int64_t r = 0;
  return __builtin_sub_overflow(a, b, &r) ? Ints() : Ints(r);
}
Ints mul(std::int64_t a, std::int64_t b) {
  std::int64_t r = 0;
  return __builtin_mul_overflow(a, b, &r) ? Ints() : Ints(r);
}
Ints div(std::int64_t a, std::int64_t b) {
  if (b == 0 || (b == -1 && a == std::numeric_limits<std::int64_t>::min())) return std::nullopt;
  return a / b;
}
/// Mod with fmod = 0: the result has the divisor's sign.
Ints mod(std::int64_t a, std::int64_t b) {
  if (b == 0) return std::nullopt;
  if (b == -1) return 0;
  const std::int64_t r = a % b;
  return r != 0 && (r < 0) != (b < 0) ? r + b : r;
}
Ints power(std::int64_t a, std::int64_t b) {
  if (b < 0 || b > 64) return std::nullopt;
  Ints r = 1;
  for (std::int64_t i = 0; r && i < b; ++i) r = mul(*r, a);
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

template <Ints (*onInts)(std::int64_t, std::int64_t), class OnReals>
Values foldArithmetic(const NodeView& node, const std::vector<Inferred>& types) {
  return foldBinary(node, types[0], onInts, OnReals{});
}

struct Fmod {
  double operator()(double a, double b) const { return std::fmod(a, b); }
};
struct Pow {
  double operator()(double a, double b) const { return std::pow(a, b); }
};

/// The result is 0 or 1 and the inputs' types do not matter.
template <class Predicate>
Values foldComparison(const NodeView& node, const std::vector<Inferred>& types) {
  auto values = foldBinary(
      node, types[0],
      [](std::int64_t a, std::int64_t b) { return Ints(Predicate{}(a, b) ? 1 : 0); },
      [](double a, double b) { return Predicate{}(a, b) ? 1.0 : 0.0; });
  return values;
}

struct Xor {
  template <class T>
  bool operator()(T a, T b) const {
    return (a != T{}) != (b != T{});
  }
};

template <class Choose>
Values foldExtreme(const NodeView& node, const std::vector<Inferred>& types) {
  if (node.inputCount() == 1) return std::vector<Value>{*node.value(0)};
  return foldBinary(
      node, types[0], [](std::int64_t a, std::int64_t b) { return Ints(Choose{}(a, b) ? a : b); },
      [](double a, double b) { return Choose{}(a, b) ? a : b; });
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

Values foldNegate(const NodeView& node, const std::vector<Inferred>&) {
  return foldUnary(
      node, [](std::int64_t a) { return sub(0, a); }, [](double a) { return -a; });
}
Values foldAbsolute(const NodeView& node, const std::vector<Inferred>&) {
  return foldUnary(
      node, [](std::int64_t a) { return a < 0 ? sub(0, a) : Ints(a); },
      [](double a) { return std::fabs(a); });
}
Values foldInvert(const NodeView& node, const std::vector<Inferred>&) {
  return foldUnary(
      node, [](std::int64_t a) { return Ints(a == 0 ? 1 : 0); }, [](double a) { return a; });
}
Values foldSign(const NodeView& node, const std::vector<Inferred>&) {
  return foldUnary(
      node, [](std::int64_t a) { return Ints((a > 0) - (a < 0)); },
      [](double a) { return static_cast<double>((a > 0.0) - (a < 0.0)); });
}

/// A function that ONNX defines on reals only.
template <double (*function)(double)>
Values foldReal(const NodeView& node, const std::vector<Inferred>&) {
  return foldUnary(
      node, [](std::int64_t a) { return Ints(a); }, function);
}

double reciprocal(double a) { return 1.0 / a; }
double relu(double a) { return std::max(a, 0.0); }

Values foldCast(const NodeView& node, const std::vector<Inferred>& types) {
  return std::vector<Value>{converted(*node.value(0), *types[0].dtype)};
}

Values foldWhere(const NodeView& node, const std::vector<Inferred>& types) {
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

constexpr auto arithmeticFolds = std::to_array<NamedFold>({
    {"Add", foldArithmetic<add, std::plus<double>>},
    {"Sub", foldArithmetic<sub, std::minus<double>>},
    {"Mul", foldArithmetic<mul, std::multiplies<double>>},
    {"Div", foldArithmetic<div, std::divides<double>>},
    {"Mod", foldArithmetic<mod, Fmod>},
    {"Pow", foldArithmetic<power, Pow>},
    {"Max", foldExtreme<std::greater<>>},
    {"Min", foldExtreme<std::less<>>},
    {"Equal", foldComparison<std::equal_to<>>},
    {"Greater", foldComparison<std::greater<>>},
    {"Less", foldComparison<std::less<>>},
    {"GreaterOrEqual", foldComparison<std::greater_equal<>>},
    {"LessOrEqual", foldComparison<std::less_equal<>>},
    {"And", foldComparison<std::logical_and<>>},
    {"Or", foldComparison<std::logical_or<>>},
    {"Xor", foldComparison<Xor>},
    {"Not", foldInvert},
    {"Neg", foldNegate},
    {"Abs", foldAbsolute},
    {"Sign", foldSign},
    {"Sqrt", foldReal<std::sqrt>},
    {"Floor", foldReal<std::floor>},
    {"Ceil", foldReal<std::ceil>},
    {"Round", foldReal<std::nearbyint>},
    {"Exp", foldReal<std::exp>},
    {"Log", foldReal<std::log>},
    {"Reciprocal", foldReal<reciprocal>},
    {"Relu", foldReal<relu>},
    {"Cast", foldCast},
    {"CastLike", foldCast},
    {"Where", foldWhere},
});

}  // namespace

FoldRule arithmeticFold(std::string_view type) { return foldIn(arithmeticFolds, type); }

}  // namespace tessera::onnx_import
