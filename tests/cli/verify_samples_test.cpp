#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <string>
#include <vector>

#include "core/receptive_field.h"
#include "importers/importer.h"
#include "sim/schedule/patch_based.h"
#include "sim/search/patch_search.h"
#include "tests/cli/files.h"
#include "tests/sim/verify/arena_case.h"

// Every generated sample, float and int8, executed in its arena: layer by layer under every
// planner, and in patches that end at the first, a middle and the last possible split.

namespace tessera {
namespace {

namespace fs = std::filesystem;

#if defined(__SANITIZE_ADDRESS__)
// Sanitized code is some ten times slower: there only the models of less than 1 MB run.
constexpr std::uintmax_t largestModel = 1'000'000;
#else
constexpr std::uintmax_t largestModel = UINTMAX_MAX;
#endif

std::vector<fs::path> samples() {
  std::vector<fs::path> files = test::generatedSamples();
  std::erase_if(files, [](const fs::path& file) { return fs::file_size(file) >= largestModel; });
  return files;
}

class VerifySample : public testing::TestWithParam<fs::path> {
 protected:
  const verify::ReferenceRun values_ = test::valuesOf(Graph(importModel(GetParam()).network));
  const Graph& graph_ = values_.graph;
};

TEST_P(VerifySample, LayerByLayerEqualsThePlainRunUnderEveryPlanner) {
  for (const PlannerKind planner : allPlanners) {
    Runtime runtime = runtimeNamed("liveness");
    if (planner == PlannerKind::tinyengine) runtime.rules.depthwiseInPlace = DepthwiseInPlace::yes;
    const test::ArenaCase it(values_, layerWise(graph_), runtime, planner);
    EXPECT_EQ(it.verdict(), "bits equal") << name(planner);
  }
}

/// A grid that is at most that fine and that the split's output has room for.
Grid fitting(const Graph& graph, OperatorId split, Grid wanted) {
  const Region output = wholeRegion(graph, graph[split].outputs.front());
  return {std::min(wanted.rows, output.rows.end), std::min(wanted.columns, output.columns.end)};
}

TEST_P(VerifySample, PatchesEqualThePlainRun) {
  const std::vector<OperatorId> splits = possibleSplits(graph_);
  if (splits.empty()) return;  // a network without feature maps
  const OperatorId middle = splits[splits.size() / 2];
  struct Run {
    OperatorId split;
    Grid grid;
    PlannerKind planner;
    TilePolicy tiles = TilePolicy::clipped;
    StageInput input = StageInput::resident;
    TileBuffers buffers = TileBuffers::perPatch;
  };
  const std::array runs{
      Run{splits.front(), {4, 4}, PlannerKind::exact},
      Run{splits.front(), {5, 3}, PlannerKind::tflm, TilePolicy::full},
      Run{middle,
          {3, 3},
          PlannerKind::tinyengine,
          TilePolicy::full,
          StageInput::streamed,
          TileBuffers::largest},
      Run{middle, {2, 3}, PlannerKind::tflm, TilePolicy::clipped, StageInput::streamed},
      Run{splits.back(), {2, 2}, PlannerKind::exact},
  };
  for (const Run& run : runs) {
    Block block;
    block.grid = fitting(graph_, run.split, run.grid);
    block.tiles = run.tiles;
    block.input = run.input;
    block.buffers = run.buffers;
    if (block.grid.whole()) continue;
    Runtime runtime = runtimeNamed("liveness");
    if (run.planner == PlannerKind::tinyengine)
      runtime.rules.depthwiseInPlace = DepthwiseInPlace::yes;
    const test::ArenaCase it(values_, patchBased(graph_, run.split, block), runtime, run.planner);
    EXPECT_EQ(it.verdict(), "bits equal") << it.schedule.name;
  }
}

TEST_P(VerifySample, AFloatNetworkEqualsThePlainRunInInt8) {
  const Graph stored(importModel(GetParam()).network);
  const verify::ReferenceRun deployed = test::valuesOf(stored, Deployment::int8);
  if (!deployed.calibrated) return;  // the file is int8
  for (const Tensor& tensor : deployed.graph.tensors()) {
    ASSERT_TRUE(tensor.role != TensorRole::activation || tensor.dtype == DType::int8);
  }
  const std::vector<OperatorId> splits = possibleSplits(deployed.graph);
  Block block;
  if (!splits.empty()) {
    block.grid = fitting(deployed.graph, splits[splits.size() / 2], {3, 3});
  }
  const Schedule schedule = block.grid.whole()
                                ? layerWise(deployed.graph)
                                : patchBased(deployed.graph, splits[splits.size() / 2], block);
  const test::ArenaCase it(deployed, schedule, runtimeNamed("liveness"), PlannerKind::exact);
  EXPECT_EQ(it.verdict(), "bits equal");
}

INSTANTIATE_TEST_SUITE_P(Samples, VerifySample, testing::ValuesIn(samples()), test::testName);

}  // namespace
}  // namespace tessera
