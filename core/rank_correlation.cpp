#include "core/rank_correlation.h"

#include <cmath>
#include <cstddef>
#include <numeric>

namespace tessera {
namespace {

/// Ranks from 0; equal values share the mean of theirs.
std::vector<double> ranks(const std::vector<double>& values) {
  std::vector<double> result;
  for (const double value : values) {
    double below = 0;
    double equal = 0;
    for (const double other : values) {
      below += other < value ? 1 : 0;
      equal += other == value ? 1 : 0;
    }
    result.push_back(below + (equal - 1) / 2);
  }
  return result;
}

/// Pearson's; 1 where either does not vary.
double correlation(const std::vector<double>& a, const std::vector<double>& b) {
  const auto n = static_cast<double>(a.size());
  const double meanA = std::accumulate(a.begin(), a.end(), 0.0) / n;
  const double meanB = std::accumulate(b.begin(), b.end(), 0.0) / n;
  double both = 0;
  double onlyA = 0;
  double onlyB = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    both += (a[i] - meanA) * (b[i] - meanB);
    onlyA += (a[i] - meanA) * (a[i] - meanA);
    onlyB += (b[i] - meanB) * (b[i] - meanB);
  }
  return onlyA > 0 && onlyB > 0 ? both / std::sqrt(onlyA * onlyB) : 1;
}

}  // namespace

double rankCorrelation(const std::vector<double>& a, const std::vector<double>& b) {
  return correlation(ranks(a), ranks(b));
}

}  // namespace tessera
