#include "sim/report/calibration_rows.h"

#include <gtest/gtest.h>

namespace tessera {
namespace {

/// Rows of these measured seconds and relative errors with their family left out.
CalibrationReport calibrationReport(const std::vector<std::pair<double, double>>& rows) {
  CalibrationReport made;
  for (const auto& [seconds, error] : rows) {
    Measurement row;
    row.seconds = seconds;
    made.rows.push_back(row);
    made.fit.residuals.push_back({0, 0, error});
  }
  return made;
}

TEST(RankCorrelation, IsThatOfTheOrders) {
  EXPECT_DOUBLE_EQ(rankCorrelation(calibrationReport({{1, 0.1}, {2, -0.1}, {4, 0.3}})), 1);
  EXPECT_DOUBLE_EQ(rankCorrelation(calibrationReport({{1, 2.5}, {2, 0}, {3, -2.0 / 3}})), -1);
  // Orders 0 1 2 3 and 1 0 2 3: 1 - 6 x 2 / (4 x 15).
  EXPECT_NEAR(rankCorrelation(calibrationReport({{1, 1.5}, {2, 0}, {3, 0}, {4, 0}})), 0.8, 1e-12);
  EXPECT_DOUBLE_EQ(rankCorrelation(calibrationReport({{1, 0}})), 1);
}

TEST(WorstFirst, IsByTheErrorOfAnUnseenFamily) {
  EXPECT_EQ(worstFirst(calibrationReport({{1, 0.1}, {2, -0.3}, {4, 0.2}})),
            (std::vector<std::size_t>{1, 2, 0}));
}

}  // namespace
}  // namespace tessera
