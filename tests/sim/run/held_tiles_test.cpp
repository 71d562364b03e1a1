#include "sim/run/held_tiles.h"

#include <gtest/gtest.h>

#include <string>

#include "core/receptive_field.h"
#include "sim/run/simulate.h"
#include "sim/run/stage_regions.h"
#include "sim/run/stage_replay.h"
#include "sim/schedule/patch_based.h"
#include "sim/target/runtime.h"
#include "tests/support/accumulating_stage.h"
#include "tests/support/held_oracle.h"
#include "tests/support/property.h"
#include "tests/support/random_tiling.h"

// What a block needs, computes and holds of its tensors, against sets of elements.

namespace tessera {
namespace {

struct TilingCase {
  test::RandomStage stage;
  Block block;
};

TilingCase someTiling() {
  const auto seed = *rc::gen::noShrink(rc::gen::resize(100, rc::gen::arbitrary<std::uint64_t>()));
  TilingCase result{test::randomStage(seed), {}};
  result.block = test::randomTiling(result.stage, seed);
  RC_PRE(!result.block.grid.whole());
  return result;
}

std::string regionText(const Region& region) {
  if (region.empty()) return "nothing";
  const auto interval = [](Interval of) {
    return "[" + std::to_string(of.begin) + ", " + std::to_string(of.end) + ")";
  };
  return interval(region.rows) + " x " + interval(region.columns);
}

std::string difference(const TilingCase& given, const BlockTiles& product,
                       const test::HeldOracle& oracle) {
  for (std::size_t i = 0; i < product.operators.size(); ++i) {
    const std::string& op = given.stage.graph[given.block.operators[i]].name;
    const test::HeldTensor& right = oracle.operators[i];
    const TileRegions& computed = product.operators[i].clipped;
    if (computed.size() != right.computed.size()) return op + ": not as many tiles";
    for (std::size_t tile = 0; tile < computed.size(); ++tile) {
      if (regionText(computed[tile]) != regionText(right.computed[tile])) {
        return op + " computes " + regionText(computed[tile]) + " in tile " + std::to_string(tile) +
               ", not " + regionText(right.computed[tile]);
      }
    }
    if (totalArea(product.needed[i].clipped) != right.needed) return op + ": not as much is needed";
    const HeldPositions held = heldPositions(product.needed[i].clipped, computed);
    if (held.held != right.held) return op + ": not as much is held";
    if (right.readBeforeWritten != 0) return op + ": something is read before it is written";
  }
  return "";
}

TEST(HeldTiles, EqualAnOracleOfElementSetsOnRandomStages) {
  test::checkProperty(3000, [] {
    const TilingCase given = someTiling();
    const BlockTiles product = blockTiles(given.stage.graph, given.block);
    RC_ASSERT(difference(given, product, test::heldOracle(given.stage.graph, given.block)) == "");
  });
}

TEST(HeldTiles, EveryStepsBytesAreTheSumOfItsLiveBuffersLessWhatTheyShare) {
  test::checkProperty(1000, [] {
    const TilingCase given = someTiling();
    const Trace trace = simulate(given.stage.graph, completed(given.stage.graph, {given.block}, ""),
                                 runtimeNamed("liveness"));
    std::vector<Bytes> live(trace.steps.size());
    const auto add = [&](Interval steps, Bytes bytes) {
      for (std::int64_t i = steps.begin; i < steps.end; ++i) {
        live[static_cast<std::size_t>(i)] += bytes;
      }
    };
    for (const Buffer& buffer : trace.buffers) {
      add(buffer.steps, buffer.bytes);
      add(sharedSteps(trace, buffer), Bytes(0) - sharedBytes(trace, buffer));
    }
    for (std::size_t i = 0; i < live.size(); ++i) RC_ASSERT(live[i] == trace.steps[i].live);
  });
}

TEST(HeldTiles, LiveBytesAreNeverBelowTheFloor) {
  test::checkProperty(1000, [] {
    TilingCase given = someTiling();
    const auto seed = *rc::gen::arbitrary<std::uint64_t>();
    if (seed % 3 == 0) {
      given.stage = test::accumulatingStage(seed);
      given.block = test::randomTiling(given.stage, seed);
      RC_PRE(!given.block.whole());
    }
    const Program program(given.stage.graph, runtimeNamed("liveness").rules);
    const Schedule schedule = completed(given.stage.graph, {given.block}, "test");
    const Execution execution(program, schedule);
    const Trace trace = simulate(execution);
    const std::vector<StageReplay> played = replays(execution);
    RC_ASSERT(floorOf(execution, trace, played) <= trace.totals.peak);
    for (const StageReplay& replay : played) {
      for (const std::int64_t read : replay.readBeforeWritten) RC_ASSERT(read == 0);
    }
  });
}

TEST(HeldTiles, TotalsWithoutATraceAreThoseOfTheTrace) {
  test::checkProperty(1000, [] {
    const TilingCase given = someTiling();
    Runtime runtime = runtimeNamed("liveness");
    runtime.rules.elementwiseInPlace = *rc::gen::arbitrary<bool>();
    runtime.rules.scratch = *rc::gen::element(Kernels::none, Kernels::cmsisNn, Kernels::tinyengine);
    const Program program(given.stage.graph, runtime.rules);
    const Schedule schedule = completed(given.stage.graph, {given.block}, "test");
    const Trace trace = simulate(program, schedule);
    const Totals totals = simulateTotals(program, schedule);
    RC_ASSERT(totals.peak == trace.totals.peak);
    RC_ASSERT(totals.peakStep == trace.totals.peakStep);
    RC_ASSERT(totals.steps == trace.totals.steps);
    RC_ASSERT(totals.calls == trace.totals.calls);
    RC_ASSERT(totals.moved == trace.totals.moved);
    RC_ASSERT(totals.executed == trace.totals.executed);
    RC_ASSERT(totals.executedClipped == trace.totals.executedClipped);
    RC_ASSERT(totals.executedFull == trace.totals.executedFull);
  });
}

}  // namespace
}  // namespace tessera
