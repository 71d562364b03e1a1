#include <algorithm>

#include "importers/onnx/fold.h"
#include "importers/onnx/layout_spec.h"

namespace tessera::onnx_import {
namespace {

using Step = double (*)(double, double);

double added(double a, double b) { return a + b; }

double multiplied(double a, double b) { return a * b; }

double greaterOf(double a, double b) { return std::max(a, b); }

double lesserOf(double a, double b) { return std::min(a, b); }

/// Integers are exact in a double up to 2^53, far beyond any real extent; larger ones are not
/// evaluated.
constexpr double exactLimit = 9007199254740992.0;

/// For each element of the input, the element of the output that it goes into.
std::vector<std::size_t> targets(const Shape& shape, const std::vector<std::size_t>& axes) {
  std::vector<std::int64_t> kept = shape.extents();
  for (const std::size_t axis : axes) kept[axis] = 1;
  return broadcastIndices(Shape(kept), shape);
}

Values reduced(const NodeView& node, const Inferred& type, Step step, bool mean = false) {
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

}  // namespace

namespace fold {

Values reduceSum(const NodeView& node, const std::vector<Inferred>& types) {
  return reduced(node, types[0], added);
}

Values reduceProduct(const NodeView& node, const std::vector<Inferred>& types) {
  return reduced(node, types[0], multiplied);
}

Values reduceMax(const NodeView& node, const std::vector<Inferred>& types) {
  return reduced(node, types[0], greaterOf);
}

Values reduceMin(const NodeView& node, const std::vector<Inferred>& types) {
  return reduced(node, types[0], lesserOf);
}

Values reduceMean(const NodeView& node, const std::vector<Inferred>& types) {
  return reduced(node, types[0], added, true);
}

}  // namespace fold

}  // namespace tessera::onnx_import
