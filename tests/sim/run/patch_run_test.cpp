#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <optional>
#include <vector>

#include "core/receptive_field.h"
#include "core/work.h"
#include "sim/run/simulate.h"
#include "sim/run/stage_regions.h"
#include "sim/schedule/patch_based.h"
#include "sim/verify/tile_table.h"
#include "tests/support/int8_network.h"
#include "tests/support/patch_oracle.h"
#include "tests/support/property.h"
#include "tests/support/random_stage.h"

// Whole runs of patch-based schedules: what is live, what is read, what it adds up to.

namespace tessera {
namespace {

struct PatchRunCase {
  test::RandomStage stage;
  Schedule schedule;
  Runtime runtime;
  std::size_t block = 0;  ///< of the stage within the schedule
};

Grid someGridOfSeveral(const test::RandomStage& stage) {
  const TensorId output = stage.graph[stage.operators.back()].outputs.front();
  const Region whole = wholeRegion(stage.graph, output);
  const auto upTo = [](std::int64_t extent) {
    return *rc::gen::inRange<std::int64_t>(1, 1 + std::min<std::int64_t>(extent, 5));
  };
  const std::int64_t rows = upTo(whole.rows.end);
  const std::int64_t columns = upTo(whole.columns.end);
  if (rows * columns == 1 && whole.rows.end > 1) return {2, 1};
  RC_PRE(rows * columns > 1);
  return {rows, columns};
}

PatchRunCase someCase() {
  PatchRunCase result{
      test::randomStage(*rc::gen::arbitrary<std::uint64_t>()), {}, runtimeNamed("liveness"), 0};
  Block block;
  block.grid = someGridOfSeveral(result.stage);
  block.operators = result.stage.operators;
  block.tiles = *rc::gen::element(TilePolicy::clipped, TilePolicy::full);
  block.input = *rc::gen::element(StageInput::resident, StageInput::streamed);
  block.buffers = *rc::gen::element(TileBuffers::perPatch, TileBuffers::largest);
  result.runtime.rules.depthwiseInPlace =
      *rc::gen::element(DepthwiseInPlace::no, DepthwiseInPlace::yes, DepthwiseInPlace::shared);
  result.runtime.rules.elementwiseInPlace = *rc::gen::arbitrary<bool>();
  result.runtime.rules.scratch =
      *rc::gen::element(Kernels::none, Kernels::reference, Kernels::cmsisNn, Kernels::cmsisNnC,
                        Kernels::cmsisNnMve, Kernels::tinyengine);
  result.runtime.rules.residualUntilAdd = *rc::gen::arbitrary<bool>();
  result.schedule = completed(result.stage.graph, {block}, "test");
  while (result.schedule.blocks[result.block].grid.whole()) ++result.block;
  return result;
}

TEST(PatchRun, EveryStepsBytesAreTheSumOfItsLiveBuffers) {
  test::checkProperty(500, [] {
    const PatchRunCase it = someCase();
    const Trace trace = simulate(it.stage.graph, it.schedule, it.runtime);
    for (std::size_t i = 0; i < trace.steps.size(); ++i) {
      Bytes sum;
      Bytes workspace;
      for (const std::size_t index : liveBuffers(trace, i)) {
        const Buffer& buffer = trace.buffers[index];
        sum += buffer.bytes;
        if (isWorkspace(buffer.kind)) workspace += buffer.bytes;
      }
      RC_ASSERT(sum == trace.steps[i].live);
      RC_ASSERT(workspace == trace.steps[i].scratch);
    }
    const Totals totals = simulateTotals(Program(it.stage.graph, it.runtime.rules), it.schedule);
    RC_ASSERT(totals.peak == trace.totals.peak);
    RC_ASSERT(totals.executed == trace.totals.executed);
    RC_ASSERT(totals.executedFull == trace.totals.executedFull);
  });
}

/// The buffer of a tensor that is live in a step, or nothing; a tensor never has two.
const Buffer* bufferOf(const Trace& trace, TensorId tensor, std::size_t step) {
  const Buffer* found = nullptr;
  for (const Buffer& buffer : trace.buffers) {
    if (buffer.tensor != tensor || !buffer.steps.contains(static_cast<std::int64_t>(step)))
      continue;
    RC_ASSERT(found == nullptr);
    found = &buffer;
  }
  return found;
}

TEST(PatchRun, WhatAStepReadsWasWrittenBeforeAndIsStillLive) {
  test::checkProperty(500, [] {
    PatchRunCase it = someCase();
    it.runtime = runtimeNamed("liveness");  // the paper's quirks let go of what is still read
    const Graph& graph = it.stage.graph;
    const Trace trace = simulate(graph, it.schedule, it.runtime);
    const std::vector<BlockTiles> tiles = verify::scheduleTiles(graph, it.schedule);
    const verify::TileTable table(graph, it.schedule, tiles);
    std::map<TensorId, Patch> written;  // tiles: by which patch
    for (std::size_t i = 0; i < trace.steps.size(); ++i) {
      const Step& step = trace.steps[i];
      for (std::size_t k = 0; k < graph[step.op].inputs.size(); ++k) {
        const TensorId input = graph[step.op].inputs[k];
        if (graph[input].role != TensorRole::activation) continue;
        const bool patched = !it.schedule.blocks[step.block].grid.whole();
        if (patched && regionMap(graph, step.op, k).clipped(table.computed(step)).empty()) continue;
        const Buffer* buffer = bufferOf(trace, graph.storage(input), i);
        RC_ASSERT(buffer != nullptr);
        if (buffer->kind == BufferKind::tile) RC_ASSERT(written.at(input) == step.patch);
      }
      for (const TensorId output : graph[step.op].outputs) {
        RC_ASSERT(bufferOf(trace, graph.storage(output), i) != nullptr);
        written[output] = step.patch;
      }
    }
  });
}

TEST(PatchRun, EverythingButTheOutputsIsDeadAtTheEnd) {
  test::checkProperty(500, [] {
    const PatchRunCase it = someCase();
    const Graph& graph = it.stage.graph;
    const Trace trace = simulate(graph, it.schedule, it.runtime);
    const auto end = static_cast<std::int64_t>(trace.steps.size());
    for (const Buffer& buffer : trace.buffers) {
      RC_ASSERT(!buffer.steps.empty());
      RC_ASSERT(buffer.steps.end <= end);
      const TensorId tensor = buffer.tensor;
      if (isPersistent(buffer.kind)) RC_ASSERT((buffer.steps == Interval{0, end}));
      if (buffer.kind == BufferKind::scratch) RC_ASSERT(buffer.steps.length() == 1);
      if (isWorkspace(buffer.kind)) continue;
      if (graph.isOutput(tensor)) RC_ASSERT(buffer.steps.end == end);
    }
  });
}

TEST(PatchRun, WorkEqualsTheOracle) {
  test::checkProperty(500, [] {
    const PatchRunCase it = someCase();
    const Graph& graph = it.stage.graph;
    const Block& block = it.schedule.blocks[it.block];
    const bool full = block.tiles == TilePolicy::full;
    const auto tiles =
        test::patchOracle(graph, block.operators, block.grid.rows, block.grid.columns,
                          full ? test::Borders::full : test::Borders::clipped);
    const Trace trace = simulate(graph, it.schedule, it.runtime);
    std::size_t at = 0;
    for (const Step& step : trace.steps) {
      if (step.block != it.block) continue;
      const std::size_t operators = block.operators.size();
      RC_ASSERT(step.macs.has_value());
      RC_ASSERT(step.macs->count() == tiles[at / operators].operators[at % operators].macs);
      ++at;
    }
    RC_ASSERT(at == tiles.size() * block.operators.size());
  });
}

/// Where an operator of the stage stands in the block; nothing for others.
std::optional<std::size_t> positionInBlock(const Block& block, std::optional<OperatorId> op) {
  if (!op) return std::nullopt;
  const auto at = std::find(block.operators.begin(), block.operators.end(), *op);
  if (at == block.operators.end()) return std::nullopt;
  return static_cast<std::size_t>(at - block.operators.begin());
}

TEST(PatchRun, EveryElementThatATileReadsWasComputedInItsPatch) {
  test::checkProperty(500, [] {
    const PatchRunCase it = someCase();
    const Graph& graph = it.stage.graph;
    const Block& block = it.schedule.blocks[it.block];
    const BlockTiles regions = blockTiles(graph, block);
    for (std::size_t op = 0; op < block.operators.size(); ++op) {
      const std::vector<TensorId>& inputs = graph[block.operators[op]].inputs;
      for (std::size_t k = 0; k < inputs.size(); ++k) {
        const auto producer = positionInBlock(block, graph.producer(inputs[k]));
        if (!producer) continue;
        RC_ASSERT(*producer < op);
        const RegionMap map = regionMap(graph, block.operators[op], k);
        for (std::size_t tile = 0; tile < regions.operators[op].clipped.size(); ++tile) {
          const Region read = map.clipped(regions.operators[op].clipped[tile]);
          const Region written = regions.operators[*producer].clipped[tile];
          RC_ASSERT(written.rows.contains(read.rows));
          RC_ASSERT(written.columns.contains(read.columns));
        }
      }
    }
  });
}

/// Per operator: what is computed beyond the union of all tiles, element by element.
TEST(PatchRun, RecomputedIsWhatAnEarlierTileComputedAlready) {
  test::checkProperty(300, [] {
    PatchRunCase it = someCase();
    const Graph& graph = it.stage.graph;
    Block& block = it.schedule.blocks[it.block];
    block.tiles = TilePolicy::clipped;
    const BlockTiles regions = blockTiles(graph, block);
    const Trace trace = simulate(graph, it.schedule, it.runtime);
    std::vector<std::map<std::pair<std::int64_t, std::int64_t>, bool>> seen(block.operators.size());
    std::size_t at = 0;
    for (const Step& step : trace.steps) {
      if (step.block != it.block) continue;
      const std::size_t op = at++ % block.operators.size();
      const auto tile =
          static_cast<std::size_t>(step.patch.row * block.grid.columns + step.patch.column);
      const auto& [rows, columns] = regions.operators[op].clipped[tile];
      std::int64_t again = 0;
      for (std::int64_t r = rows.begin; r < rows.end; ++r) {
        for (std::int64_t c = columns.begin; c < columns.end; ++c) {
          if (!seen[op].try_emplace({r, c}, true).second) ++again;
        }
      }
      const std::int64_t area = rows.length() * columns.length();
      const OperatorId id = block.operators[op];
      const MacShare share(*macs(graph, id), wholeRegion(graph, graph[id].outputs[0]).area());
      RC_ASSERT(step.recomputed == share.of(again));
      RC_ASSERT(*step.macs == share.of(area));
    }
  });
}

TEST(PatchRun, FullTilesOfADivisibleGridAreAllOfOneSize) {
  test::Int8Network builder;
  const TensorId x = builder.input("x", {1, 3, 32, 32});
  const TensorId a = builder.conv("a", x, 8, 3, 2, 1);
  const TensorId b = builder.conv("b", a, 8, 3, 1, 1, 8);
  const Graph graph(builder.finish({builder.conv("c", b, 16, 3, 2, 1)}));
  Block patches;
  patches.grid = {2, 4};
  patches.tiles = TilePolicy::full;
  patches.input = StageInput::streamed;
  const Trace trace = simulate(graph, patchBased(graph, operatorNamed(graph, "c"), patches),
                               runtimeNamed("liveness"));
  for (std::size_t i = 3; i < trace.steps.size(); ++i) {
    EXPECT_EQ(trace.steps[i].macs, trace.steps[i % 3].macs);
    EXPECT_EQ(trace.steps[i].live, trace.steps[i % 3].live);
  }
}

TEST(PatchRun, LargestBuffersAreOneSizeForAllPatches) {
  test::Int8Network builder;
  const TensorId x = builder.input("x", {1, 3, 30, 30});
  const TensorId a = builder.conv("a", x, 8, 3, 1, 1);
  const Graph graph(builder.finish({builder.conv("b", a, 8, 3, 1, 1)}));
  Block patches;
  patches.grid = {3, 3};
  patches.buffers = TileBuffers::largest;
  const Trace trace = simulate(graph, patchBased(graph, operatorNamed(graph, "b"), patches),
                               runtimeNamed("liveness"));
  for (const Buffer& buffer : trace.buffers) {
    if (buffer.kind != BufferKind::tile) continue;
    EXPECT_EQ(buffer.bytes, Bytes(12 * 12 * 8));
  }
}

}  // namespace
}  // namespace tessera
