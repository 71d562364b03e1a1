#include <gtest/gtest.h>

#include <map>
#include <string>

#include "sim/memory/validate.h"
#include "sim/run/arena.h"
#include "sim/run/simulate.h"
#include "sim/schedule/patch_based.h"
#include "tests/cli/sample_graph.h"

// TinyEngine's published peaks, as design.md recomputes them after its code generator.

namespace tessera {
namespace {

using test::sampleGraph;

struct Planned {
  Trace trace;
  RunArena run;
  double kib = 0.0;
};

Planned planned(const Graph& graph, const Schedule& schedule) {
  const Runtime runtime = runtimeNamed("tinyengine");
  Planned result;
  result.trace = simulate(graph, schedule, runtime);
  result.run = planArena(result.trace, runtime);
  result.kib = static_cast<double>(result.run.plan.arena.count()) / 1024.0;
  EXPECT_FALSE(validate(result.run.problem, result.run.plan).has_value());
  return result;
}

struct PublishedPeak {
  const char* model;
  double kib;
};

class TinyEngine : public testing::TestWithParam<PublishedPeak> {};

/// The float sample deployed as int8 and the quantised one are the same network.
TEST_P(TinyEngine, GivesThePublishedPeakLayerByLayer) {
  for (const std::string suffix : {"", "-int8"}) {
    const Graph graph = sampleGraph(GetParam().model + suffix);
    EXPECT_NEAR(planned(graph, layerWise(graph)).kib, GetParam().kib, 0.05) << suffix;
  }
}

INSTANTIATE_TEST_SUITE_P(
    Stm32H743, TinyEngine,
    testing::Values(PublishedPeak{"mcunet-vww0", 59.4}, PublishedPeak{"mcunet-vww1", 91.8},
                    PublishedPeak{"mcunet-in0", 48.9}, PublishedPeak{"mcunet-in1", 95.7},
                    PublishedPeak{"mcunet-in2", 214.6}, PublishedPeak{"proxyless-w0.3", 259.4}));

Schedule patches(const Graph& graph, std::int64_t grid) {
  const Runtime runtime = runtimeNamed("tinyengine");
  Block block;
  block.grid = {grid, grid};
  block.tiles = runtime.tiles;
  block.buffers = runtime.tileBuffers;
  return patchBased(graph, operatorNamed(graph, "b3.project"), block);
}

TEST(TinyEnginePatches, GiveThePublishedPeaksOfMobileNetV2) {
  for (const std::string suffix : {"", "-int8"}) {
    const Graph graph = sampleGraph("mbv2-w0.5-r144" + suffix);
    EXPECT_NEAR(planned(graph, patches(graph, 2)).kib, 112.0, 0.05) << suffix;
    EXPECT_NEAR(planned(graph, patches(graph, 3)).kib, 63.5, 0.05) << suffix;
  }
}

TEST(TinyEnginePatches, AllHaveOneSizeAndAreCopiedIntoTheStagesOutput) {
  const Graph graph = sampleGraph("mbv2-w0.5-r144");
  const Planned run = planned(graph, patches(graph, 3));
  std::map<TensorId, Bytes> sizes;
  std::size_t copied = 0;
  for (const Buffer& buffer : run.trace.buffers) {
    if (buffer.kind == BufferKind::tile) {
      EXPECT_EQ(sizes.try_emplace(buffer.tensor, buffer.bytes).first->second, buffer.bytes);
    } else if (buffer.kind == BufferKind::scratch) {
      EXPECT_EQ(buffer.bytes, Bytes(6 * 6 * 16)) << "a ninth of the 18x18x16 output";
      ++copied;
    } else if (buffer.kind == BufferKind::stageOutput) {
      EXPECT_EQ(buffer.steps.begin, 0);
    } else if (buffer.kind == BufferKind::stageInput) {
      EXPECT_TRUE(buffer.patch.has_value()) << "the image stays with the camera";
    }
  }
  EXPECT_EQ(copied, 9U);
}

}  // namespace
}  // namespace tessera
