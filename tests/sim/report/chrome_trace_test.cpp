#include "sim/report/chrome_trace.h"

#include <gtest/gtest.h>

#include <map>
#include <nlohmann/json.hpp>

#include "tests/support/simulation_report.h"

namespace tessera {
namespace {

using nlohmann::json;

std::vector<json> eventsOf(const json& trace, const std::string& phase, const std::string& key,
                           const std::string& value) {
  std::vector<json> events;
  for (const json& event : trace["traceEvents"]) {
    if (event["ph"] == phase && event.value(key, "") == value) events.push_back(event);
  }
  return events;
}

TEST(ChromeTrace, StepsAddUpToTheTrace) {
  const SimulationReport report = test::patchedReport();
  const json trace = json::parse(simulationTrace(report));
  const auto steps = eventsOf(trace, "X", "cat", "step");
  const Trace& run = report.run.trace;
  ASSERT_EQ(steps.size(), run.steps.size());
  std::int64_t macs = 0;
  std::int64_t recomputed = 0;
  std::int64_t peak = 0;
  for (const json& step : steps) {
    macs += step["args"]["macs"].get<std::int64_t>();
    recomputed += step["args"]["recomputed_macs"].get<std::int64_t>();
    peak = std::max(peak, step["args"]["live_bytes"].get<std::int64_t>());
  }
  EXPECT_EQ(Macs(macs), run.totals.executed);
  EXPECT_EQ(Macs(recomputed), run.totals.executed - run.totals.macs);
  EXPECT_EQ(Bytes(peak), run.totals.peak);
}

TEST(ChromeTrace, CountersEqualTheStepsLiveBytes) {
  const SimulationReport report = test::patchedReport();
  const json trace = json::parse(simulationTrace(report));
  const auto live = eventsOf(trace, "C", "name", "live bytes");
  ASSERT_EQ(live.size(), report.run.trace.steps.size() + 1);
  for (std::size_t i = 0; i < report.run.trace.steps.size(); ++i) {
    EXPECT_EQ(live[i]["args"]["bytes"], report.run.trace.steps[i].live.count());
    EXPECT_EQ(live[i]["ts"], static_cast<double>(i));
  }
  EXPECT_EQ(live.back()["args"]["bytes"], 0);
  const auto arena = eventsOf(trace, "C", "name", "arena bytes");
  ASSERT_EQ(arena.size(), 2U);
  EXPECT_EQ(arena[0]["args"]["bytes"], report.run.arena->plan.arena.count());
}

TEST(ChromeTrace, PatchesSpanTheirSteps) {
  const SimulationReport report = test::patchedReport();
  const json trace = json::parse(simulationTrace(report));
  const auto patches = eventsOf(trace, "X", "cat", "patch");
  ASSERT_EQ(patches.size(), 4U);
  double at = 0;
  for (const json& patch : patches) {
    EXPECT_EQ(patch["ts"], at);
    EXPECT_EQ(patch["dur"], 4.0);  // stem, expand, depthwise, project
    at += 4.0;
  }
}

TEST(ChromeTrace, TimeIsMicrosecondsWhereTheRunHasALatency) {
  SimulationReport report = test::patchedReport();
  test::addTestTarget(report, Bytes(4096));
  const json trace = json::parse(simulationTrace(report));
  const auto steps = eventsOf(trace, "X", "cat", "step");
  double at = 0;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    EXPECT_DOUBLE_EQ(steps[i]["ts"].get<double>(), at);
    EXPECT_DOUBLE_EQ(steps[i]["dur"].get<double>(), 1000.0 * static_cast<double>(i + 1));
    at += 1000.0 * static_cast<double>(i + 1);
  }
  EXPECT_EQ(eventsOf(trace, "C", "name", "SRAM budget bytes").front()["args"]["bytes"], 4096);
}

TEST(ChromeTrace, OfAComparisonHasAProcessForEachSchedule) {
  const SimulationReport one = test::patchedReport();
  const ComparisonReport report{one.model, one.runtime, {one.run, one.run}};
  const json trace = json::parse(comparisonTrace(report));
  const auto names = eventsOf(trace, "M", "name", "process_name");
  ASSERT_EQ(names.size(), 2U);
  EXPECT_EQ(names[1]["args"]["name"], one.run.schedule.name);
  std::map<int, std::size_t> steps;
  for (const json& step : eventsOf(trace, "X", "cat", "step")) ++steps[step["pid"].get<int>()];
  const std::size_t each = one.run.trace.steps.size();
  EXPECT_EQ(steps, (std::map<int, std::size_t>{{1, each}, {2, each}}));
}

}  // namespace
}  // namespace tessera
