#include <gtest/gtest.h>

#include <string>

#include "sim/report/run_figures.h"
#include "sim/run/simulate.h"
#include "sim/schedule/patch_based.h"
#include "sim/search/patch_search.h"
#include "sim/study/results.h"
#include "sim/study/run_schedule.h"
#include "tests/cli/sample_graph.h"

// Figures of MCUNetV2 (Lin et al., NeurIPS 2021), Table 1 and Fig. 1, as design.md recomputes them.

namespace tessera {
namespace {

using test::sampleGraph;

ScheduleRun patched(const Graph& graph, const std::string& split, const Runtime& runtime) {
  const Program program(graph, runtime.rules);
  Block patches;
  patches.grid = {4, 4};
  return runSchedule(program, patchBased(graph, operatorNamed(graph, split), patches));
}

double kibOf(Bytes bytes) { return static_cast<double>(bytes.count()) / 1024.0; }

double layerWisePeak(const Graph& graph, const Runtime& runtime) {
  return kibOf(simulate(graph, layerWise(graph), runtime).totals.peak);
}

/// One column of Table 1.
struct PublishedColumn {
  const char* model;
  const char* split;
  std::int64_t patch;
  double stageFull;  ///< extra MACs of the stage, full tiles, in percent
  double overallClipped;
  double overallFull;
};

class Table1 : public testing::TestWithParam<PublishedColumn> {};

TEST_P(Table1, IsReproduced) {
  const PublishedColumn& published = GetParam();
  const Graph graph = sampleGraph(published.model);
  const ScheduleRun run = patched(graph, published.split, runtimeNamed("paper"));
  EXPECT_DOUBLE_EQ(layerWisePeak(graph, runtimeNamed("paper")), 1372.0);
  EXPECT_DOUBLE_EQ(kibOf(run.trace.totals.peak), 171.5);
  const StageSummary& stage = run.stages.at(0);
  EXPECT_EQ(stage.inputs.at(0).largestRows, published.patch);
  EXPECT_EQ(stage.inputs.at(0).largestColumns, published.patch);
  const Totals& totals = run.trace.totals;
  EXPECT_NEAR(100 * ratio(stage.executedFull - stage.once, stage.once), published.stageFull, 0.05);
  EXPECT_NEAR(100 * ratio(totals.executed - totals.macs, totals.macs), published.overallClipped,
              0.005);
  EXPECT_NEAR(100 * ratio(totals.executedFull - totals.macs, totals.macs), published.overallFull,
              0.005);
}

INSTANTIATE_TEST_SUITE_P(
    McuNetV2, Table1,
    testing::Values(PublishedColumn{"mbv2-w1.0-r224", "b3.project", 75, 41.9, 9.28, 12.71},
                    PublishedColumn{"mbv2-w1.0-r224-rd", "b2.project", 63, 18.3, 2.82, 3.80}));

TEST(Paper, StageMacsOfBothNetworks) {
  const auto stageFull = [](const char* model, const char* split) {
    const Graph graph = sampleGraph(model);
    const Macs macs = patched(graph, split, runtimeNamed("paper")).stages.at(0).executedFull;
    return static_cast<double>(macs.count()) / 1e6;
  };
  EXPECT_NEAR(stageFull("mbv2-w1.0-r224", "b3.project"), 129.52, 0.005) << "130 M in the paper";
  EXPECT_NEAR(stageFull("mbv2-w1.0-r224-rd", "b2.project"), 73.25, 0.005) << "73 M in the paper";
}

TEST(Paper, SwitchesTurnOneFigureIntoTheOther) {
  const Graph graph = sampleGraph("mbv2-w1.0-r224");
  Runtime runtime = runtimeNamed("liveness");
  EXPECT_DOUBLE_EQ(layerWisePeak(graph, runtime), 1470.0);
  setSwitch(runtime, "depthwise_in_place=yes");
  EXPECT_DOUBLE_EQ(layerWisePeak(graph, runtime), 1372.0);
  runtime = runtimeNamed("paper");
  setSwitch(runtime, "residual_until=add");
  EXPECT_DOUBLE_EQ(kibOf(patched(graph, "b3.project", runtime).trace.totals.peak), 196.0);
  runtime = runtimeNamed("paper");
  setSwitch(runtime, "stage_input=resident");
  EXPECT_NEAR(kibOf(patched(graph, "b3.project", runtime).trace.totals.peak), 305.5, 0.05);
}

TEST(Paper, SmallerNetworkFollowsFromTheSameCode) {
  const Graph graph = sampleGraph("mbv2-w0.35-r144");
  const ScheduleRun run = patched(graph, "b3.project", runtimeNamed("paper"));
  const Totals& totals = run.trace.totals;
  EXPECT_DOUBLE_EQ(layerWisePeak(graph, runtimeNamed("paper")), 283.5);
  EXPECT_NEAR(kibOf(totals.peak), 44.9, 0.05);
  EXPECT_NEAR(100 * ratio(totals.executed - totals.macs, totals.macs), 23.0, 0.05);
  EXPECT_NEAR(100 * ratio(totals.executedFull - totals.macs, totals.macs), 32.1, 0.05);
}

TEST(Paper, SearchFindsThePapersSplitAndGrid) {
  const Graph graph = sampleGraph("mbv2-w1.0-r224");
  const Program program(graph, runtimeNamed("paper").rules);
  PatchSearchOptions options;
  options.grids = gridsUpTo(8, false);
  const SearchResult result = searchPatches(program, options);
  ASSERT_TRUE(result.complete());
  ASSERT_TRUE(result.recommended.has_value());
  const Candidate& best = result.candidates[*result.recommended];
  EXPECT_EQ(graph[best.split].name, "b3.project");
  EXPECT_EQ(best.grid, (Grid{4, 4}));
  EXPECT_DOUBLE_EQ(kibOf(best.totals.peak), 171.5);
}

}  // namespace
}  // namespace tessera
