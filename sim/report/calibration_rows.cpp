#include "sim/report/calibration_rows.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

#include "core/rank_correlation.h"

namespace tessera {

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
  return rankCorrelation(measured, predicted);
}

std::size_t distinct(const std::vector<Measurement>& rows, std::string Measurement::*text) {
  std::set<std::string> values;
  for (const Measurement& row : rows) values.insert(row.*text);
  return values.size();
}

}  // namespace tessera
