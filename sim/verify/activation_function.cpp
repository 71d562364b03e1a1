#include "sim/verify/activation_function.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <string_view>

namespace tessera::verify {
namespace {

using Function = std::function<double(double)>;

double sigmoid(double x) { return 1.0 / (1.0 + std::exp(-x)); }
double softplus(double x) { return std::log1p(std::exp(-std::fabs(x))) + std::max(x, 0.0); }
double gelu(double x) { return 0.5 * x * (1.0 + std::erf(x / std::numbers::sqrt2)); }
double geluTanh(double x) {
  const double inner = std::sqrt(2.0 / std::numbers::pi) * (x + 0.044715 * x * x * x);
  return 0.5 * x * (1.0 + std::tanh(inner));
}

/// Bounds that leave NaN alone, as ONNX's Clip and Relu do.
double bounded(double x, double low, double high) {
  if (x < low) x = low;
  return x > high ? high : x;
}

struct Plain {
  std::string_view name;
  double (*function)(double);
};

constexpr auto plain = std::to_array<Plain>({
    {"relu", [](double x) { return x < 0.0 ? 0.0 : x; }},
    {"relu6", [](double x) { return bounded(x, 0.0, 6.0); }},
    {"abs", [](double x) { return std::fabs(x); }},
    {"acos", [](double x) { return std::acos(x); }},
    {"acosh", [](double x) { return std::acosh(x); }},
    {"asin", [](double x) { return std::asin(x); }},
    {"asinh", [](double x) { return std::asinh(x); }},
    {"atan", [](double x) { return std::atan(x); }},
    {"atanh", [](double x) { return std::atanh(x); }},
    {"ceil", [](double x) { return std::ceil(x); }},
    {"cos", [](double x) { return std::cos(x); }},
    {"cosh", [](double x) { return std::cosh(x); }},
    {"erf", [](double x) { return std::erf(x); }},
    {"exp", [](double x) { return std::exp(x); }},
    {"floor", [](double x) { return std::floor(x); }},
    {"log", [](double x) { return std::log(x); }},
    {"mish", [](double x) { return x * std::tanh(softplus(x)); }},
    {"neg", [](double x) { return -x; }},
    {"reciprocal", [](double x) { return 1.0 / x; }},
    {"round", [](double x) { return std::nearbyint(x); }},
    {"sigmoid", sigmoid},
    {"sign", [](double x) { return x > 0.0   ? 1.0
                                   : x < 0.0 ? -1.0
                                             : x; }},
    {"sin", [](double x) { return std::sin(x); }},
    {"sinh", [](double x) { return std::sinh(x); }},
    {"softplus", softplus},
    {"sqrt", [](double x) { return std::sqrt(x); }},
    {"softsign", [](double x) { return x / (1.0 + std::fabs(x)); }},
    {"hardswish", [](double x) { return x * bounded(x / 6.0 + 0.5, 0.0, 1.0); }},
    {"tan", [](double x) { return std::tan(x); }},
    {"tanh", [](double x) { return std::tanh(x); }},
    {"gelu", gelu},
    {"gelutanh", geluTanh},
});

struct WithOne {
  std::string_view name;
  double (*function)(double x, double alpha);
};

constexpr auto withOne = std::to_array<WithOne>({
    {"leakyrelu", [](double x, double alpha) { return x < 0.0 ? alpha * x : x; }},
    {"elu", [](double x, double alpha) { return x < 0.0 ? alpha * std::expm1(x) : x; }},
    {"celu", [](double x, double alpha) { return x < 0.0 ? alpha * std::expm1(x / alpha) : x; }},
    {"swish", [](double x, double alpha) { return x * sigmoid(alpha * x); }},
    {"thresholdedrelu", [](double x, double alpha) { return x > alpha ? x : 0.0; }},
});

struct WithTwo {
  std::string_view name;
  double (*function)(double x, double a, double b);
};

double shrink(double x, double lambda, double bias) {
  if (x < -lambda) return x + bias;
  return x > lambda ? x - bias : 0.0;
}

constexpr auto withTwo = std::to_array<WithTwo>({
    {"clip", bounded},
    {"selu", [](double x, double alpha,
                double gamma) { return gamma * (x <= 0.0 ? alpha * std::expm1(x) : x); }},
    {"hardsigmoid",
     [](double x, double alpha, double beta) { return bounded(alpha * x + beta, 0.0, 1.0); }},
    {"shrink", shrink},
});

template <class Table>
auto found(const Table& table, std::string_view name) -> decltype(table[0].function) {
  const auto at = std::find_if(table.begin(), table.end(),
                               [&](const auto& entry) { return entry.name == name; });
  return at == table.end() ? nullptr : at->function;
}

}  // namespace

Function elementFunction(const Activation& activation) {
  const std::vector<double>& given = activation.parameters;
  if (given.empty()) {
    if (const auto function = found(plain, activation.function)) return function;
  } else if (given.size() == 1) {
    if (const auto function = found(withOne, activation.function)) {
      return [function, alpha = given[0]](double x) { return function(x, alpha); };
    }
  } else if (given.size() == 2) {
    if (const auto function = found(withTwo, activation.function)) {
      return [function, a = given[0], b = given[1]](double x) { return function(x, a, b); };
    }
  }
  return {};
}

}  // namespace tessera::verify
