#include "sim/report/fit_verdicts.h"

#include <gmock/gmock.h>

#include "tests/support/simulation_report.h"

namespace tessera {
namespace {

using testing::HasSubstr;

TEST(FitVerdicts, WithoutATargetOneVerdictStatesTheFigures) {
  const Verdicts verdicts = verdictsOf(test::patchedReport(), "net.onnx");
  ASSERT_EQ(verdicts.suites.size(), 1U);
  ASSERT_EQ(verdicts.suites[0].verdicts.size(), 1U);
  const Verdict& only = verdicts.suites[0].verdicts[0];
  EXPECT_EQ(only.outcome, Outcome::passed);
  EXPECT_TRUE(only.rule.empty());
  EXPECT_THAT(only.message, HasSubstr("net, patch:2x2@b1.project: peak "));
}

TEST(FitVerdicts, WhatTheRuntimeCannotRunNeverPasses) {
  SimulationReport report = test::patchedReport();
  report.runtime = runtimeNamed("tflm");
  const auto verdicts = verdictsOf(report, "net.onnx").suites.at(0).verdicts;
  ASSERT_EQ(verdicts.size(), 1U);
  EXPECT_EQ(verdicts[0].outcome, Outcome::failed);
  EXPECT_EQ(verdicts[0].rule, "cannot-run");
}

TEST(FitVerdicts, SramPassesUpToTheLastByteOfTheTarget) {
  SimulationReport report = test::patchedReport();
  const Bytes arena = report.run.arena->plan.arena;
  const auto sram = [&](Bytes room) {
    test::addTestTarget(report, room);
    return verdictsOf(report, "").suites.at(0).verdicts.at(0);
  };
  EXPECT_EQ(sram(arena).outcome, Outcome::passed);
  const Verdict failed = sram(arena - Bytes(1));
  EXPECT_EQ(failed.outcome, Outcome::failed);
  EXPECT_EQ(failed.rule, "sram-target");
  EXPECT_THAT(failed.message, HasSubstr("on board: SRAM does not fit: arena "));
}

TEST(FitVerdicts, FlashIsAVerdictWhereItsSizeIsKnown) {
  SimulationReport report = test::patchedReport();
  test::addTestTarget(report, Bytes(1'000'000));
  EXPECT_EQ(verdictsOf(report, "").suites[0].verdicts.size(), 1U);
  report.target->device.flash.bytes = Bytes(1);
  const auto verdicts = verdictsOf(report, "").suites.at(0).verdicts;
  ASSERT_EQ(verdicts.size(), 2U);
  EXPECT_EQ(verdicts[1].outcome, Outcome::failed);
  EXPECT_EQ(verdicts[1].rule, "flash-target");
}

TEST(FitVerdicts, EveryScheduleOfAComparisonIsASuite) {
  SimulationReport report = test::patchedReport();
  test::addTestTarget(report, Bytes(1'000'000));
  const ComparisonReport comparison{
      report.model, report.runtime, {report.run, report.run}, 0, report.target};
  const Verdicts verdicts = verdictsOf(comparison, "net.onnx");
  ASSERT_EQ(verdicts.suites.size(), 2U);
  EXPECT_EQ(verdicts.suites[1].name, "net, patch:2x2@b1.project");
  EXPECT_EQ(verdicts.suites[1].verdicts[0].outcome, Outcome::passed);
}

/// A search that recommends layer by layer, which takes 100 B and 10 cycles at 1 kHz.
SearchReport layerWiseSearch() {
  SimulationReport run = test::patchedReport();
  test::addTestTarget(run, Bytes(1000));
  SearchReport report{run.model, run.runtime, {}, {}, {}, {}, {}, run.target};
  report.result.layerWise.peak = Bytes(100);
  report.result.layerWise.cycles = Cycles(10);
  report.result.reason = "nothing is smaller";
  return report;
}

TEST(SearchVerdicts, ABudgetIsMetUpToItsLastByteAndCycle) {
  SearchReport report = layerWiseSearch();
  EXPECT_EQ(verdictsOf(report, "").suites.at(0).verdicts.at(0).name, "figures");
  report.sram = Bytes(100);
  report.latency = std::chrono::milliseconds(10);
  auto verdicts = verdictsOf(report, "").suites.at(0).verdicts;
  ASSERT_EQ(verdicts.size(), 2U);
  EXPECT_EQ(verdicts[0].outcome, Outcome::passed);
  EXPECT_EQ(verdicts[1].outcome, Outcome::passed);
  report.sram = Bytes(99);
  report.latency = std::chrono::milliseconds(9);
  verdicts = verdictsOf(report, "").suites.at(0).verdicts;
  EXPECT_EQ(verdicts[0].outcome, Outcome::failed);
  EXPECT_EQ(verdicts[0].message,
            "net, layer: peak 100 B, the budget is 99 B: 1 B too much; nothing is smaller");
  EXPECT_EQ(verdicts[1].outcome, Outcome::failed);
  EXPECT_EQ(verdicts[1].rule, "latency-budget");
}

TEST(SearchVerdicts, ASearchThatWasStoppedWithNothingFoundIsAnError) {
  SearchReport report = layerWiseSearch();
  report.result.planned = 5;
  const auto verdicts = verdictsOf(report, "").suites.at(0).verdicts;
  ASSERT_EQ(verdicts.size(), 1U);
  EXPECT_EQ(verdicts[0].outcome, Outcome::error);
}

}  // namespace
}  // namespace tessera
