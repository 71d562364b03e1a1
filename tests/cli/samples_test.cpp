#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <vector>

#include "core/deployment.h"
#include "core/receptive_field.h"
#include "importers/importer.h"
#include "sim/run/simulate.h"
#include "sim/schedule/patch_based.h"
#include "sim/search/patch_search.h"
#include "tests/cli/files.h"
#include "tests/support/brute_force_liveness.h"

// Every generated sample, float and int8, layer by layer and in patches.

namespace tessera {
namespace {

namespace fs = std::filesystem;

Graph deployed(const fs::path& path) {
  return Graph(deploy(importModel(path).network, Deployment::int8));
}

void expectStepsAddUp(const Trace& trace, const std::string& what) {
  for (std::size_t i = 0; i < trace.steps.size(); ++i) {
    Bytes sum;
    for (const std::size_t buffer : liveBuffers(trace, i)) sum += trace.buffers[buffer].bytes;
    ASSERT_EQ(sum, trace.steps[i].live) << what << ", step " << i;
  }
}

TEST(Samples, EveryStepsBytesAreTheSumOfItsLiveBuffersAndTheBruteForceCount) {
  ASSERT_EQ(test::generatedSamples().size(), 32U);
  for (const fs::path& path : test::generatedSamples()) {
    const Graph graph = deployed(path);
    const Trace trace = simulate(graph, layerWise(graph), runtimeNamed("liveness"));
    expectStepsAddUp(trace, path);
    const std::vector<std::int64_t> expected = test::bruteForceLiveness(graph);
    ASSERT_EQ(trace.steps.size(), expected.size()) << path;
    for (std::size_t i = 0; i < expected.size(); ++i) {
      ASSERT_EQ(trace.steps[i].live.count(), expected[i]) << path << ", step " << i;
    }
  }
}

TEST(Samples, EveryPossibleSplitAddsUpInPatches) {
  std::size_t schedules = 0;
  for (const fs::path& path : test::generatedSamples()) {
    const Graph graph = deployed(path);
    for (const OperatorId split : possibleSplits(graph)) {
      const Region output = wholeRegion(graph, graph[split].outputs.front());
      Block patches;
      patches.grid = {std::min<std::int64_t>(3, output.rows.end),
                      std::min<std::int64_t>(2, output.columns.end)};
      if (patches.grid.whole()) continue;
      const Schedule schedule = patchBased(graph, split, patches);
      expectStepsAddUp(simulate(graph, schedule, runtimeNamed("liveness")), schedule.name);
      ++schedules;
    }
  }
  EXPECT_GT(schedules, 600U);
}

}  // namespace
}  // namespace tessera
