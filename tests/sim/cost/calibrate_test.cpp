#include "sim/cost/calibrate.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "sim/cost/unsureness.h"
#include "tests/support/expect_error.h"

namespace tessera {
namespace {

std::size_t termIndex(LatencyTerm term) { return static_cast<std::size_t>(term); }

/// A network of `pointwise`, `depthwise` and `convolution` counted cycles.
CalibrationRow row(const std::string& model, double pointwise, double depthwise,
                   double convolution) {
  CalibrationRow made;
  made.id = model;
  made.model = model;
  made.family = model;
  made.board = "board";
  made.mcu = "STM32L4R5ZI";
  made.version = "1.0";
  made.counted[termIndex(LatencyTerm::pointwiseMac)] = pointwise;
  made.counted[termIndex(LatencyTerm::depthwiseMac)] = depthwise;
  made.counted[termIndex(LatencyTerm::convolutionMac)] = convolution;
  return made;
}

/// Rows whose measured cycles follow from known factors, with a scale of 2.
std::vector<CalibrationRow> exactRows() {
  std::vector<CalibrationRow> rows{row("a", 1e6, 1e5, 0), row("b", 2e5, 4e5, 1e5),
                                   row("c", 0, 1e5, 3e6), row("d", 5e5, 5e5, 5e5),
                                   row("e", 1e5, 3e6, 0)};
  for (CalibrationRow& each : rows) {
    each.measured = 2 * (1.5 * each.counted[termIndex(LatencyTerm::pointwiseMac)] +
                         0.5 * each.counted[termIndex(LatencyTerm::depthwiseMac)] +
                         1.0 * each.counted[termIndex(LatencyTerm::convolutionMac)]);
  }
  return rows;
}

TEST(Calibrate, FindsTheCoefficientsThatMadeTheData) {
  const std::vector<CalibrationRow> rows = exactRows();
  const Calibration found = calibrate(rows, {1e-7});
  const LatencyModel& model = found.model;
  ASSERT_EQ(model.boards.size(), 1U);
  const auto cyclesPerCount = [&](LatencyTerm term) {
    return model.boards[0].scale * model.factors[termIndex(term)];
  };
  EXPECT_NEAR(cyclesPerCount(LatencyTerm::pointwiseMac), 3.0, 1e-3);
  EXPECT_NEAR(cyclesPerCount(LatencyTerm::depthwiseMac), 1.0, 1e-3);
  EXPECT_NEAR(cyclesPerCount(LatencyTerm::convolutionMac), 2.0, 1e-3);
  EXPECT_LT(found.model.errorFitted, 1e-4);
  EXPECT_LT(model.errorUnseenModel, 1e-3);
}

TEST(Calibrate, FollowsTheDataWhereTheyChange) {
  std::vector<CalibrationRow> rows = exactRows();
  for (CalibrationRow& each : rows) each.measured *= 3;
  const LatencyModel before = calibrate(exactRows()).model;
  const LatencyModel after = calibrate(rows).model;
  EXPECT_NEAR(after.boards[0].scale / before.boards[0].scale, 3.0, 1e-6);
  for (std::size_t i = 0; i < latencyTerms; ++i) {
    EXPECT_NEAR(after.factors[i], before.factors[i], 1e-6);
  }
}

TEST(Calibrate, HoldsFactorsTogetherByTheCounts) {
  const LatencyModel free = calibrate(exactRows(), {1e-7}).model;
  const LatencyModel held = calibrate(exactRows(), {100}).model;
  const auto spread = [](const LatencyModel& model) {
    return model.factors[termIndex(LatencyTerm::pointwiseMac)] /
           model.factors[termIndex(LatencyTerm::depthwiseMac)];
  };
  EXPECT_NEAR(spread(free), 3.0, 1e-3);
  EXPECT_NEAR(spread(held), 1.0, 0.05);
}

TEST(Calibrate, GivesEachBoardAScaleOfItsOwn) {
  std::vector<CalibrationRow> rows = exactRows();
  for (CalibrationRow each : exactRows()) {
    each.board = "other";
    each.measured *= 1.25;
    rows.push_back(each);
  }
  const LatencyModel model = calibrate(rows).model;
  ASSERT_EQ(model.boards.size(), 2U);
  EXPECT_NEAR(model.boards[1].scale / model.boards[0].scale, 1.25, 1e-5);
  EXPECT_EQ(model.boards[0].rows, 5U);
}

TEST(Calibrate, NamesTheTermsThatTheDataDoNotTell) {
  const std::vector<LatencyTerm> unknown = calibrate(exactRows()).notIdentified;
  const auto contains = [&](LatencyTerm term) {
    return std::find(unknown.begin(), unknown.end(), term) != unknown.end();
  };
  EXPECT_TRUE(contains(LatencyTerm::softmax));
  EXPECT_TRUE(contains(LatencyTerm::fullyConnectedMac));
  EXPECT_FALSE(contains(LatencyTerm::depthwiseMac));
}

TEST(Calibrate, TellsWeightsInFlashFromKernels) {
  std::vector<CalibrationRow> rows = exactRows();
  rows[0].flashBytes = 1e6;
  rows[1].flashBytes = 4e5;
  rows[3].flashBytes = 2e6;
  for (CalibrationRow& each : rows) each.measured += 0.9 * each.flashBytes;
  EXPECT_NEAR(calibrate(rows, {1e-7}).model.boards[0].flashByte, 0.9, 0.02);
}

TEST(Calibrate, LeavesOneOutForItsErrors) {
  std::vector<CalibrationRow> rows = exactRows();
  rows[4].measured *= 2;
  const Calibration found = calibrate(rows);
  EXPECT_GT(std::abs(found.residuals[4].modelLeftOut), std::abs(found.residuals[4].fitted));
  double mean = 0;
  for (const Residual& each : found.residuals) mean += std::abs(each.modelLeftOut) / 5;
  EXPECT_NEAR(found.model.errorUnseenModel, mean, 1e-12);
}

TEST(Calibrate, RefusesWhatCannotBeFitted) {
  std::vector<CalibrationRow> two = exactRows();
  two.resize(2);
  test::expectError(ErrorCode::input, {"2 models", "at least three"}, [&] { calibrate(two); });
  std::vector<CalibrationRow> zero = exactRows();
  zero[1].measured = 0;
  test::expectError(ErrorCode::input, {"row 'b'", "not above 0"}, [&] { calibrate(zero); });
  std::vector<CalibrationRow> empty = exactRows();
  empty[2].counted.fill(0);
  test::expectError(ErrorCode::input, {"row 'c'", "known cost"}, [&] { calibrate(empty); });
}

TEST(Calibrate, GivesEachVersionFactorsOfItsOwnNearThoseOfTheOther) {
  std::vector<CalibrationRow> rows = exactRows();
  for (CalibrationRow each : exactRows()) {
    each.version = "2.0";
    each.measured -= each.counted[termIndex(LatencyTerm::depthwiseMac)] * 0.5;
    rows.push_back(each);
  }
  const LatencyModel model = calibrate(rows).model;
  ASSERT_EQ(model.versions.size(), 2U);
  const auto ratio = [&](const std::string& version) {
    const TermCycles& factors = factorsOf(model, version);
    return factors[termIndex(LatencyTerm::depthwiseMac)] /
           factors[termIndex(LatencyTerm::pointwiseMac)];
  };
  EXPECT_LT(ratio("2.0"), ratio("1.0"));
  EXPECT_EQ(factorsOf(model, "3.0"), model.factors);
}

TEST(Calibrate, TheIntervalIsThatOfFamiliesLeftOut) {
  std::vector<CalibrationRow> rows = exactRows();
  rows[2].measured *= 1.6;
  const Calibration fit = calibrate(rows, {1e-7});
  std::vector<double> errors;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    std::vector<FamilyMix> others = fit.model.families;
    others.erase(others.begin() + static_cast<std::ptrdiff_t>(i));
    errors.push_back(std::abs(fit.residuals[i].familyLeftOut) /
                     unsureness(others, rows[i].counted));
  }
  EXPECT_DOUBLE_EQ(fit.model.interval, *std::max_element(errors.begin(), errors.end()));
  ASSERT_EQ(fit.model.families.size(), 5U);
  EXPECT_EQ(fit.model.families[2].family, "c");
  EXPECT_NEAR(fit.model.families[2].shares[termIndex(LatencyTerm::convolutionMac)], 30.0 / 31,
              1e-9);
}

TEST(Calibrate, ManyRowsOfOneFamilyWeighAsMuchAsOneOfAnother) {
  // The eleventh family alone has convolutions, which take thrice what is counted.
  std::vector<CalibrationRow> rows;
  for (int i = 0; i < 10; ++i) {
    rows.push_back(row("f" + std::to_string(i), 1e6, 0, 0));
    rows.back().measured = 1e6;
  }
  for (int i = 0; i < 10; ++i) {
    rows.push_back(row("size " + std::to_string(i), 0, 0, 1e6));
    rows.back().family = "convolutions";
    rows.back().measured = 3e6;
  }
  const Calibration fit = calibrate(rows);
  EXPECT_LT(fit.residuals.back().familyLeftOut, -0.5);
  EXPECT_LT(fit.model.interval, 0.05);
}

TEST(CommonFactors, AreThoseOfAllRowsTogetherAndNeverNothing) {
  std::vector<CalibrationRow> rows = exactRows();
  for (CalibrationRow& each : rows) {
    each.measured = each.counted[termIndex(LatencyTerm::pointwiseMac)] +
                    each.counted[termIndex(LatencyTerm::convolutionMac)] + 1;
  }
  const TermCycles factors = commonFactors(rows, {1e-7});
  EXPECT_GT(factors[termIndex(LatencyTerm::pointwiseMac)], 0.5);
  EXPECT_EQ(factors[termIndex(LatencyTerm::depthwiseMac)], 0.1);
}

}  // namespace
}  // namespace tessera
