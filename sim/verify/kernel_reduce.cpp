#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "sim/verify/kernel.h"
#include "sim/verify/strided.h"

namespace tessera::verify {
namespace {

using Values = std::vector<double>;

double total(const Values& x, double (*of)(double)) {
  double sum = 0.0;
  for (const double value : x) sum += of(value);
  return sum;
}

double identity(double x) { return x; }
double squared(double x) { return x * x; }
double largest(const Values& x) {
  double most = -std::numeric_limits<double>::infinity();
  for (const double value : x) most = std::max(most, value);
  return most;
}

/// The logarithm of the sum of exponentials, from which the largest is taken out first.
double logSumExp(const Values& x) {
  const double most = largest(x);
  if (!std::isfinite(most)) return most;
  double sum = 0.0;
  for (const double value : x) sum += std::exp(value - most);
  return most + std::log(sum);
}

double product(const Values& x) {
  double result = 1.0;
  for (const double value : x) result *= value;
  return result;
}

double smallest(const Values& x) {
  double least = std::numeric_limits<double>::infinity();
  for (const double value : x) least = std::min(least, value);
  return least;
}

double mean(const Values& x) { return total(x, identity) / static_cast<double>(x.size()); }

double indexOf(Values::const_iterator found, const Values& x) {
  return static_cast<double>(found - x.begin());
}

struct Reduction {
  std::string_view name;
  double (*function)(const Values& x);
};

constexpr auto reductions = std::to_array<Reduction>({
    {"l1", [](const Values& x) { return total(x, [](double v) { return std::fabs(v); }); }},
    {"l2", [](const Values& x) { return std::sqrt(total(x, squared)); }},
    {"logsum", [](const Values& x) { return std::log(total(x, identity)); }},
    {"logsumexp", logSumExp},
    {"max", largest},
    {"mean", mean},
    {"min", smallest},
    {"prod", product},
    {"sum", [](const Values& x) { return total(x, identity); }},
    {"sumsquare", [](const Values& x) { return total(x, squared); }},
    {"argmax", [](const Values& x) { return indexOf(std::max_element(x.begin(), x.end()), x); }},
    {"argmin", [](const Values& x) { return indexOf(std::min_element(x.begin(), x.end()), x); }},
    {"argmaxlast",
     [](const Values& x) {
       const auto at = std::max_element(x.rbegin(), x.rend());
       return static_cast<double>(x.rend() - at - 1);
     }},
    {"argminlast",
     [](const Values& x) {
       const auto at = std::min_element(x.rbegin(), x.rend());
       return static_cast<double>(x.rend() - at - 1);
     }},
});

}  // namespace

void run(const Call& call, const Reduce& reduce) {
  requireWhole(call);
  const auto known = std::find_if(reductions.begin(), reductions.end(), [&](const Reduction& each) {
    return each.name == reduce.function;
  });
  if (known == reductions.end()) cannotRun(call, "'" + reduce.function + "' is not known");
  const Box all = wholeBox(call.inputShape(0));
  const std::vector<std::int64_t> strides = rowMajorStrides(all);
  Box kept = all;
  Box reduced = all;
  for (std::size_t axis = 0; axis < all.size(); ++axis) {
    const bool isReduced =
        std::find(reduce.axes.begin(), reduce.axes.end(), axis) != reduce.axes.end();
    (isReduced ? kept : reduced)[axis] = {0, 1};
  }
  const Values x = readReals(call.inputs[0], all).values;
  Values results;
  forEachOffset<1>(kept, {strides}, [&](const std::array<std::int64_t, 1>& base) {
    Values gathered;
    forEachOffset<1>(reduced, {strides}, [&](const std::array<std::int64_t, 1>& at) {
      gathered.push_back(x[static_cast<std::size_t>(base[0] + at[0])]);
    });
    results.push_back(known->function(gathered));
  });
  if (results.size() != static_cast<std::size_t>(call.outputShape().elements())) {
    cannotRun(call, "its output has another shape than its axes say");
  }
  finish(call, call.outputBox(), std::move(results));
}

void run(const Call& call, const Softmax& softmax) {
  requireWhole(call);
  const Box all = wholeBox(call.inputShape(0));
  Values values = readReals(call.inputs[0], all).values;
  const std::size_t axis = std::min(softmax.axis, all.empty() ? 0 : all.size() - 1);
  const std::int64_t extent = all.empty() ? 1 : all[axis].length();
  const std::vector<std::int64_t> strides = rowMajorStrides(all);
  const std::int64_t stride = all.empty() ? 1 : strides[axis];
  Box lines = all;
  if (!lines.empty()) lines[axis] = {0, 1};
  forEachOffset<1>(lines, {strides}, [&](const std::array<std::int64_t, 1>& base) {
    Values line;
    for (std::int64_t i = 0; i < extent; ++i) {
      line.push_back(values[static_cast<std::size_t>(base[0] + i * stride)] * softmax.beta);
    }
    const double norm = logSumExp(line);
    for (std::int64_t i = 0; i < extent; ++i) {
      const double logarithm = line[static_cast<std::size_t>(i)] - norm;
      values[static_cast<std::size_t>(base[0] + i * stride)] =
          softmax.logarithmic ? logarithm : std::exp(logarithm);
    }
  });
  finish(call, call.outputBox(), std::move(values));
}

}  // namespace tessera::verify
