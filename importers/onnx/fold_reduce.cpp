#include <algorithm>
#include <array>

#include "importers/onnx/fold.h"
#include "importers/onnx/layout_spec.h"

namespace tessera::onnx_import {
namespace {

using Values = std::optional<std::vector<Value>>;
using Step = double (*)(double, double);

double sum(double a, double b) { return a + b; }
double product(double a, double b) { return a * b; }
double larger(double a, double b) { return std::max(a, b); }
double smaller(double a, double b) { return std::min(a, b); }

/// Integers are exact in a double up to 2^53, far beyond any real extent; larger ones are not
/// evaluated.
constexpr double exactLimit = 9007199254740992.0;

/// For each element of the input, the element of the output that it goes into.
std::vector<std::size_t> targets(const Shape& shape, const std::vector<std::size_t>& axes) {
  std::vector<std::int64_t> kept = shape.extents();
  for (const std::size_t axis : axes) kept[axis] = 1;
  return broadcastIndices(Shape(kept), shape);
}

Values reduced(const NodeView& node, const Inferred& type, Step step, bool mean) {
  const auto axes = reducedAxes(node);
  if (!axes) return std::nullopt;
  const Value& input = *node.value(0);
  if (input.size() == 0) return std::nullopt;
  const auto count = static_cast<std::size_t>(type.shape->elements());
  std::vector<double> results(count, 0.0);
  std::vector<std::size_t> seen(count, 0);
  const std::vector<std::size_t> into = targets(input.shape, *axes);
  for (std::size_t i = 0; i < input.size(); ++i) {
    double& result = results[into[i]];
    result = seen[into[i]]++ == 0 ? input.asReal(i) : step(result, input.asReal(i));
    if (!input.real() && !(result > -exactLimit && result < exactLimit)) return std::nullopt;
  }
  for (std::size_t i = 0; i < count; ++i) {
    if (seen[i] == 0) return std::nullopt;  // of nothing: the identity element differs by operator
    if (mean) results[i] /= static_cast<double>(seen[i]);
  }
  return std::vector<Value>{{DType::float64, *type.shape, {}, std::move(results)}};
}

template <Step step, bool mean = false>
Values foldReduce(const NodeView& node, const std::vector<Inferred>& types) {
  return reduced(node, types[0], step, mean);
}

constexpr auto reduceFolds = std::to_array<NamedFold>({
    {"ReduceSum", foldReduce<sum>},
    {"ReduceProd", foldReduce<product>},
    {"ReduceMax", foldReduce<larger>},
    {"ReduceMin", foldReduce<smaller>},
    {"ReduceMean", foldReduce<sum, true>},
});

}  // namespace

FoldRule reduceFold(std::string_view type) { return foldIn(reduceFolds, type); }

}  // namespace tessera::onnx_import
