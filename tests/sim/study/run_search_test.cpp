#include "sim/study/run_search.h"

#include <gtest/gtest.h>

#include "sim/study/run_schedule.h"
#include "tests/support/simulation_report.h"

namespace tessera {
namespace {

/// Of the model and runtime of `patchedReport`.
SearchReport searchedAs(const SearchRequest& request, const SearchWatch& watch = {}) {
  const SimulationReport source = test::patchedReport();
  const Graph graph = source.model.graph;
  const Program program(graph, source.runtime.rules);
  return runSearch(program, source.model, source.runtime, source.target, planOptions({}), request,
                   watch);
}

TEST(RunSearch, PlansTheArenaOfWhatItRecommends) {
  SearchRequest request;
  request.largestGrid = 3;
  const SearchReport report = searchedAs(request);
  ASSERT_TRUE(report.result.complete());
  ASSERT_TRUE(report.arena);
  const Graph graph = report.model.graph;
  const Program program(graph, report.runtime.rules);
  const ScheduleRun run =
      runAndPlan(program, recommendedSchedule(report, request.patches), report.runtime);
  EXPECT_EQ(report.arena->plan.arena, run.arena->plan.arena);
}

TEST(RunSearch, WhatIsGivenIsTheBudget) {
  SearchRequest request;
  request.largestGrid = 2;
  request.sram = Bytes(12345);
  EXPECT_EQ(searchedAs(request).sram, Bytes(12345));
}

TEST(RunSearch, StoppedAtOnceItHasNothingToPlan) {
  const std::atomic<bool> stop = true;
  const SearchReport report = searchedAs({}, {&stop, {}});
  EXPECT_FALSE(report.result.complete());
  EXPECT_TRUE(report.result.candidates.empty());
  EXPECT_FALSE(report.arena);
}

}  // namespace
}  // namespace tessera
