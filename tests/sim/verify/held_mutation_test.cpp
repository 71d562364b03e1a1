#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <string>

#include "core/receptive_field.h"
#include "sim/schedule/patch_based.h"
#include "sim/verify/arena_run.h"
#include "tests/sim/verify/arena_case.h"
#include "tests/support/int8_network.h"
#include "tests/support/real_values.h"

// Every single error in what a stage holds is found: a carry of one row or column less, a ring of
// one row more or less, a lag of one element, a held buffer that lives a step less, sums that begin
// late. Reals everywhere, so that no value hides another.

namespace tessera {
namespace {

using test::ArenaCase;
using verify::ReferenceRun;

/// Stem of stride 2, bottleneck with a residual, strided convolution, head under a global pool.
Graph heldNetwork() {
  test::Int8Network net;
  const TensorId x = net.input("image", {1, 2, 23, 19});
  const TensorId stem = net.conv("stem", x, 3, 3, 2, 1);
  const Shape map = net[stem].shape;
  const TensorId expand = net.conv("expand", stem, 5, 1, 1, 0);
  const TensorId dw = net.conv("dw", expand, 5, 3, 1, 1, 5);
  const TensorId project = net.conv("project", dw, 3, 1, 1, 0);
  const TensorId sum = net.add("sum", Elementwise{"add"}, {stem, project}, map);
  const TensorId wide = net.conv("wide", sum, 4, 5, 1, 2);
  const TensorId split = net.conv("split", wide, 4, 3, 2, 1);
  const TensorId mean = net.add("mean", GlobalPool{}, {split}, {1, 4, 1, 1});
  return Graph(net.finish({net.conv("head", mean, 3, 1, 1, 0)}));
}

const ReferenceRun& values() {
  static const Graph graph = test::withRealValues(heldNetwork(), 7);
  static const ReferenceRun real = test::valuesOf(graph);
  return real;
}

struct Tiling {
  const char* name;
  Extent tile;
  OverlapModes overlap;
  TileOrder order = TileOrder::layers;
  StageInput input = StageInput::streamed;
  bool sums = false;
};

constexpr OverlapModes both{Overlap::cache, Overlap::cache};
constexpr OverlapModes rowsOnly{Overlap::cache, Overlap::recompute};
constexpr OverlapModes columnsOnly{Overlap::recompute, Overlap::cache};

constexpr std::array tilings{
    Tiling{"Pixels", {1, 1}, both},
    Tiling{"PixelsIntoSums", {1, 1}, both, TileOrder::layers, StageInput::rows, true},
    Tiling{"Stripes", {2, 5}, both},
    Tiling{"Rows", {1, 2}, rowsOnly, TileOrder::layers, StageInput::resident},
    Tiling{"Columns", {2, 1}, columnsOnly},
    Tiling{"Blocks", {2, 2}, both, TileOrder::layers, StageInput::rows},
    Tiling{"Pulled", {3, 2}, rowsOnly, TileOrder::pull},
};

class HeldMutation : public testing::TestWithParam<Tiling> {
 protected:
  static ArenaCase sound() {
    const Tiling& tiling = GetParam();
    const Graph& graph = values().graph;
    Block block;
    block.operators = stageOperators(graph, operatorNamed(graph, tiling.sums ? "mean" : "split"));
    if (tiling.sums) block.result = BlockResult::accumulate;
    setTile(graph, block, tiling.tile);
    block.overlap = tiling.overlap;
    block.order = tiling.order;
    block.input = tiling.input;
    return {values(), completed(graph, {block}, "held"), runtimeNamed("liveness"),
            PlannerKind::tflm};
  }

  void expectFound(const ArenaCase& mutant, const std::string& what) {
    ++mutants_;
    EXPECT_NE(mutant.verdict(), "bits equal") << what;
  }

  /// The tiles of the one block that runs in patches, and each layout in it.
  static BlockTiles& staged(ArenaCase& it) {
    return *std::find_if(it.tiles.begin(), it.tiles.end(),
                         [](const BlockTiles& tiles) { return !tiles.operators.empty(); });
  }
  static void forEachHeld(ArenaCase& it, const std::function<void(TileLayout&)>& change) {
    BlockTiles& tiles = staged(it);
    for (TileLayout& layout : tiles.layouts) {
      if (layout.keeping != Keeping::nothing) change(layout);
    }
    for (InputTiles& input : tiles.inputs) {
      const bool streamed = GetParam().input != StageInput::resident;
      if (streamed && input.layout.keeping != Keeping::nothing) change(input.layout);
    }
  }

  int mutants_ = 0;
};

TEST_P(HeldMutation, TheSoundCaseIsSound) { EXPECT_EQ(sound().verdict(), "bits equal"); }

TEST_P(HeldMutation, ARingOfOneRowMoreOrLessIsFound) {
  ArenaCase it = sound();
  forEachHeld(it, [&](TileLayout& layout) {
    const std::int64_t rows = layout.ringRows;
    if (rows < 2) return;  // of one row: none less, and rows of one parity do not miss a second
    for (const std::int64_t other : {rows - 1, rows + 1}) {
      layout.ringRows = other;
      expectFound(it, std::to_string(rows) + " rows, " + std::to_string(other));
    }
    layout.ringRows = rows;
  });
  EXPECT_EQ(mutants_ > 0, GetParam().overlap.rows == Overlap::cache);
}

TEST_P(HeldMutation, ACarryOfOneRowOrColumnLessIsFound) {
  ArenaCase it = sound();
  BlockTiles& tiles = staged(it);
  for (std::size_t op = 0; op < tiles.layouts.size(); ++op) {
    TileLayout& layout = tiles.layouts[op];
    if (layout.keeping != Keeping::window) continue;
    for (std::size_t strip = 0; strip < tiles.strips(); ++strip) {
      // Rows of earlier strips lie in the ring already.
      const Interval rows = tiles.operators[op].clipped.rowsOf(strip);
      if (!rows.contains(layout.rows.keptFrom[strip])) continue;
      const NumberRuns kept = layout.rows.keptFrom;
      layout.rows.keptFrom.set(strip, kept[strip] + 1);
      expectFound(it, "a row after strip " + std::to_string(strip));
      layout.rows.keptFrom = kept;
    }
    for (std::size_t column = 0; column < tiles.columns(); ++column) {
      if (layout.across.carried(column) == 0) continue;
      const NumberRuns kept = layout.across.keptFrom;
      layout.across.keptFrom.set(column, kept[column] + 1);
      expectFound(it, "a column after " + std::to_string(column));
      layout.across.keptFrom = kept;
    }
  }
  EXPECT_GT(mutants_, 0);
}

TEST_P(HeldMutation, ALagOfOneElementIsFound) {
  ArenaCase it = sound();
  BlockTiles& tiles = staged(it);
  for (std::size_t op = 0; op < tiles.operators.size(); ++op) {
    // A ring of whole rows still has what an earlier tile of the strip computed.
    const bool still = tiles.layouts[op].keeping == Keeping::ring &&
                       GetParam().overlap.columns == Overlap::recompute;
    if (still) continue;
    TileRegions& regions = tiles.operators[op].clipped;
    for (std::size_t tile = 0; tile < regions.size(); ++tile) {
      const Region original = regions[tile];
      if (original.empty()) continue;
      for (const bool rows : {true, false}) {
        Region less = original;
        --(rows ? less.rows : less.columns).end;
        regions.set(tile, less);
        expectFound(it, "operator " + std::to_string(op) + ", tile " + std::to_string(tile));
        regions.set(tile, original);
      }
    }
  }
  EXPECT_GT(mutants_, 40);
}

TEST_P(HeldMutation, AHeldBufferThatLivesHalfAsLongIsFound) {
  ArenaCase it = sound();
  for (Buffer& buffer : it.trace.buffers) {
    if (buffer.kind != BufferKind::cache && buffer.kind != BufferKind::sums) continue;
    const Interval original = buffer.steps;
    const std::int64_t middle = original.begin + original.length() / 2;
    buffer.steps.end = middle;
    expectFound(it, std::string(name(buffer.kind)) + " ends early");
    buffer.steps = {middle, original.end};
    expectFound(it, std::string(name(buffer.kind)) + " begins late");
    buffer.steps = original;
  }
  EXPECT_EQ(mutants_ > 0, GetParam().overlap.rows == Overlap::cache || GetParam().sums);
}

TEST_P(HeldMutation, AHeldBufferMovedOntoALivingOneIsFound) {
  const ArenaCase original = sound();
  const std::vector<Buffer>& buffers = original.trace.buffers;
  for (std::size_t a = 0; a < buffers.size() && mutants_ < 100; ++a) {
    if (buffers[a].kind != BufferKind::cache) continue;
    for (std::size_t b = 0; b < buffers.size(); ++b) {
      const bool held = buffers[b].kind == BufferKind::cache && b != a;
      if (!held || intersect(buffers[a].steps, buffers[b].steps).empty()) continue;
      ArenaCase it = original;
      it.plan.offsets[a] = it.plan.offsets[b];
      it.plan.arena = std::max(it.plan.arena, it.plan.offsets[a] + buffers[a].bytes);
      expectFound(it, "ring on ring");
    }
  }
}

/// A block whose result lies over its dying input.
struct Overlapping {
  const char* name;
  const char* first;
  const char* last;
  Extent tile;
  OverlapModes overlap;
};

constexpr std::array overlapping{
    Overlapping{"WholeTile", "wide", "wide", {12, 10}, {}},
    Overlapping{"RowByRow", "wide", "wide", {1, 10}, {}},
    Overlapping{"TwoRows", "wide", "wide", {2, 10}, {}},
    Overlapping{"Pixels", "wide", "wide", {1, 1}, {}},
    Overlapping{"Blocks", "wide", "wide", {3, 4}, {}},
    Overlapping{"Bottleneck", "expand", "sum", {1, 10}, both},
    Overlapping{"BottleneckInPixels", "expand", "sum", {1, 1}, both},
    Overlapping{"BottleneckInBlocks", "expand", "sum", {5, 3}, {}},
};

class SafeDistanceMutation : public testing::TestWithParam<Overlapping> {};

TEST_P(SafeDistanceMutation, ADistanceOfAnyByteLessIsFound) {
  const Graph& graph = values().graph;
  Block block;
  block.operators = stageOperators(graph, operatorNamed(graph, GetParam().last),
                                   operatorNamed(graph, GetParam().first));
  block.result = BlockResult::overInput;
  block.overlap = GetParam().overlap;
  setTile(graph, block, GetParam().tile);
  for (const PlannerKind planner : {PlannerKind::tflm, PlannerKind::exact}) {
    ArenaCase it(values(), completed(graph, {block}, "over"), runtimeNamed("liveness"), planner);
    EXPECT_EQ(it.verdict(), "bits equal");
    const auto result = std::find_if(it.trace.buffers.begin(), it.trace.buffers.end(),
                                     [](const Buffer& buffer) { return buffer.before; });
    ASSERT_NE(result, it.trace.buffers.end());
    const auto at = static_cast<std::size_t>(result - it.trace.buffers.begin());
    const std::int64_t distance = result->before->count();
    ASSERT_GT(distance, 0);
    for (std::int64_t less = 1; less <= std::min<std::int64_t>(distance, 80); ++less) {
      result->before = Bytes(distance - less);
      it.plan.offsets[at] += Bytes(1);
      it.plan.arena = std::max(it.plan.arena, it.plan.offsets[at] + result->bytes);
      EXPECT_NE(it.verdict(), "bits equal") << less << " of " << distance;
    }
    result->before = Bytes(distance);
    EXPECT_NE(it.verdict(), "bits equal") << "not so far away as the trace says";
  }
}

INSTANTIATE_TEST_SUITE_P(Over, SafeDistanceMutation, testing::ValuesIn(overlapping),
                         [](const auto& info) { return info.param.name; });

/// A block that accumulates: the channels of an expanded tensor in chunks, or a fully connected
/// layer at its end.
struct Accumulating {
  const char* name;
  const char* first;
  const char* last;
  Extent tile;
  std::int64_t channels;
};

constexpr std::array accumulating{
    Accumulating{"ChunksOfOne", "expand", "sum", {3, 4}, 1},
    Accumulating{"ChunksOfTwo", "expand", "sum", {2, 10}, 2},
    Accumulating{"ChunksIntoTheResult", "expand", "project", {4, 5}, 2},
    Accumulating{"ChunksOfTheWholeTile", "expand", "project", {12, 10}, 3},
    Accumulating{"Product", "last", "product", {2, 3}, 0},
    Accumulating{"ProductOfPixels", "last", "product", {1, 1}, 0},
};

/// The held network with a convolution and a fully connected layer at its end.
Graph productNetwork() {
  test::Int8Network net;
  const TensorId x = net.input("image", {1, 3, 12, 10});
  const TensorId expand = net.conv("expand", x, 5, 1, 1, 0);
  const TensorId dw = net.conv("dw", expand, 5, 3, 1, 1, 5);
  const TensorId project = net.conv("project", dw, 3, 1, 1, 0);
  const TensorId sum = net.add("sum", Elementwise{"add"}, {x, project}, {1, 3, 12, 10});
  const TensorId last = net.conv("last", sum, 2, 3, 2, 1);
  const TensorId row = net.add("row", Reshape{}, {last}, {1, 60});
  net[row].aliasOf = last;
  const TensorId matrix = net.weights("matrix", {4, 60});
  return Graph(net.finish({net.add("product", FullyConnected{60, true}, {row, matrix}, {1, 4})}));
}

const ReferenceRun& productValues() {
  static const Graph graph = test::withRealValues(productNetwork(), 11);
  static const ReferenceRun real = test::valuesOf(graph);
  return real;
}

class AccumulatorMutation : public testing::TestWithParam<Accumulating> {
 protected:
  static ArenaCase sound(PlannerKind planner = PlannerKind::tflm) {
    const Graph& graph = productValues().graph;
    Block block;
    block.operators = stageOperators(graph, operatorNamed(graph, GetParam().last),
                                     operatorNamed(graph, GetParam().first));
    block.channels = GetParam().channels;
    if (block.channels == 0) block.result = BlockResult::accumulate;
    setTile(graph, block, GetParam().tile);
    return {productValues(), completed(graph, {block}, "sums"), runtimeNamed("liveness"), planner};
  }
  static bool isMutable(const Buffer& buffer) {
    return buffer.kind == BufferKind::sums || !buffer.channels.empty();
  }
};

TEST_P(AccumulatorMutation, TheSoundCaseIsSound) {
  for (const PlannerKind planner : {PlannerKind::tflm, PlannerKind::exact}) {
    EXPECT_EQ(sound(planner).verdict(), "bits equal");
  }
}

TEST_P(AccumulatorMutation, ALifeOfOneStepLessIsFound) {
  ArenaCase it = sound();
  int mutants = 0;
  for (Buffer& buffer : it.trace.buffers) {
    if (!isMutable(buffer)) continue;
    const Interval original = buffer.steps;
    for (const Interval steps :
         {Interval{original.begin, original.end - 1}, Interval{original.begin + 1, original.end}}) {
      buffer.steps = steps;
      ++mutants;
      EXPECT_NE(it.verdict(), "bits equal") << bufferName(it.values.graph, buffer);
    }
    buffer.steps = original;
  }
  EXPECT_GT(mutants, 1);
}

TEST_P(AccumulatorMutation, AByteLessIsFound) {
  ArenaCase it = sound();
  for (Buffer& buffer : it.trace.buffers) {
    if (!isMutable(buffer)) continue;
    buffer.bytes -= Bytes(1);
    EXPECT_NE(it.verdict(), "bits equal") << bufferName(it.values.graph, buffer);
    buffer.bytes += Bytes(1);
  }
}

TEST_P(AccumulatorMutation, AChunkOfOtherChannelsIsFound) {
  ArenaCase it = sound();
  for (Buffer& buffer : it.trace.buffers) {
    if (buffer.channels.empty()) continue;
    const Interval original = buffer.channels;
    for (const Interval other : {Interval{original.begin, original.end - 1},
                                 Interval{original.begin - 1, original.end - 1},
                                 Interval{original.begin + 1, original.end + 1}}) {
      if (other.begin < 0 || other.empty()) continue;
      buffer.channels = other;
      EXPECT_NE(it.verdict(), "bits equal") << bufferName(it.values.graph, buffer);
    }
    buffer.channels = original;
  }
}

TEST_P(AccumulatorMutation, SumsMovedOntoALivingBufferAreFound) {
  const ArenaCase original = sound();
  const std::vector<Buffer>& buffers = original.trace.buffers;
  int mutants = 0;
  for (std::size_t a = 0; a < buffers.size(); ++a) {
    if (buffers[a].kind != BufferKind::sums) continue;
    for (std::size_t b = 0; b < buffers.size() && mutants < 150; ++b) {
      // Nobody misses what is not written yet.
      const Interval both = intersect(buffers[a].steps, buffers[b].steps);
      const bool unwritten = buffers[b].kind == BufferKind::stageOutput;
      if (b == a || both.length() < 2 || unwritten) continue;
      ArenaCase it = original;
      it.plan.offsets[a] = it.plan.offsets[b];
      it.plan.arena = std::max(it.plan.arena, it.plan.offsets[a] + buffers[a].bytes);
      ++mutants;
      EXPECT_NE(it.verdict(), "bits equal") << bufferName(original.values.graph, buffers[b]);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Sums, AccumulatorMutation, testing::ValuesIn(accumulating),
                         [](const auto& info) { return info.param.name; });

INSTANTIATE_TEST_SUITE_P(Held, HeldMutation, testing::ValuesIn(tilings),
                         [](const auto& info) { return info.param.name; });

}  // namespace
}  // namespace tessera
