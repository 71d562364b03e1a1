#include "sim/report/calibration_rows.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

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

std::vector<std::size_t> worstFirst(const CalibrationReport& report) {
  std::vector<std::size_t> order(report.rows.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto& residuals = report.fit.residuals;
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return std::abs(residuals[a].familyLeftOut) > std::abs(residuals[b].familyLeftOut);
  });
  return order;
}

double predictedMilliseconds(const CalibrationReport& report, std::size_t row) {
  return 1e3 * report.rows[row].seconds * (1 + report.fit.residuals[row].fitted);
}

double rankCorrelation(const CalibrationReport& report) {
  std::vector<double> measured;
  std::vector<double> predicted;
  for (std::size_t i = 0; i < report.rows.size(); ++i) {
    measured.push_back(report.rows[i].seconds);
    predicted.push_back(report.rows[i].seconds * (1 + report.fit.residuals[i].familyLeftOut));
  }
  return correlation(ranks(measured), ranks(predicted));
}

std::size_t distinct(const std::vector<Measurement>& rows, std::string Measurement::*text) {
  std::set<std::string> values;
  for (const Measurement& row : rows) values.insert(row.*text);
  return values.size();
}

}  // namespace tessera
