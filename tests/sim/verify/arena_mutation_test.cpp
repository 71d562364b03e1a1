#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

#include "core/receptive_field.h"
#include "sim/schedule/patch_based.h"
#include "sim/verify/arena_run.h"
#include "tests/sim/verify/arena_case.h"
#include "tests/support/int8_network.h"
#include "tests/support/real_values.h"

// Every single error of one element, one step or a few bytes in what is executed is found, except
// where it provably changes nothing; the tests say what that is.

namespace tessera {
namespace {

using test::ArenaCase;
using verify::ReferenceRun;

/// Stem of stride 2, average pool, bottleneck with a residual, strided convolution, head. Without
/// activations: nothing hides a wrong value.
Graph bottleneckNetwork() {
  test::Int8Network net;
  const TensorId x = net.input("image", {1, 2, 22, 18});
  const TensorId stem = net.conv("stem", x, 4, 3, 2, 1);
  const Shape map = net[stem].shape;
  const TensorId pool =
      net.add("pool", Pool{PoolKind::average, test::window(2, 3, 1, 1), false}, {stem}, map);
  const TensorId expand = net.conv("expand", pool, 8, 1, 1, 0);
  const TensorId dw = net.conv("dw", expand, 8, 3, 1, 1, 8);
  const TensorId project = net.conv("project", dw, 4, 1, 1, 0);
  const TensorId sum = net.add("sum", Elementwise{"add"}, {pool, project}, map);
  const TensorId split = net.conv("split", sum, 5, 3, 2, 1);
  const TensorId smaller = net.conv("smaller", split, 5, 3, 2, 1, 5);
  const TensorId mean = net.add("mean", GlobalPool{}, {smaller}, {1, 5, 1, 1});
  return Graph(net.finish({net.conv("head", mean, 3, 1, 1, 0), split}));
}

const ReferenceRun& values(Deployment deployment) {
  static const Graph graph = test::withRealValues(bottleneckNetwork(), 5);
  static const ReferenceRun real = test::valuesOf(graph);
  static const ReferenceRun integer = test::valuesOf(graph, Deployment::int8);
  return deployment == Deployment::int8 ? integer : real;
}

struct Variant {
  const char* name;
  Deployment deployment = Deployment::asStored;
  bool patches = true;
  TilePolicy tiles = TilePolicy::clipped;
  StageInput input = StageInput::resident;
  bool inPlace = false;
  Kernels scratch = Kernels::none;
};

constexpr std::array variants{
    Variant{"LayersFloat32", Deployment::asStored, false},
    Variant{"LayersInt8InPlace", Deployment::int8, false, {}, {}, true},
    Variant{"LayersInt8CmsisScratch", Deployment::int8, false, {}, {}, false, Kernels::cmsisNn},
    Variant{"PatchesInt8TinyengineWorkspace", Deployment::int8, true, TilePolicy::full,
            StageInput::streamed, true, Kernels::tinyengine},
    Variant{"PatchesFloat32"},
    Variant{"PatchesFloat32StreamedInPlace", {}, true, {}, StageInput::streamed, true},
    Variant{"PatchesInt8", Deployment::int8},
    Variant{"PatchesInt8Full", Deployment::int8, true, TilePolicy::full},
    Variant{"PatchesInt8FullStreamedInPlace", Deployment::int8, true, TilePolicy::full,
            StageInput::streamed, true},
};

class ArenaMutation : public testing::TestWithParam<Variant> {
 protected:
  static ArenaCase sound() {
    const Variant& variant = GetParam();
    const ReferenceRun& reference = values(variant.deployment);
    Block block;
    block.grid = {2, 3};
    block.tiles = variant.tiles;
    block.input = variant.input;
    Runtime runtime = runtimeNamed("liveness");
    runtime.rules.depthwiseInPlace = variant.inPlace ? DepthwiseInPlace::yes : DepthwiseInPlace::no;
    runtime.rules.scratch = variant.scratch;
    const Graph& graph = reference.graph;
    Schedule schedule = variant.patches ? patchBased(graph, operatorNamed(graph, "split"), block)
                                        : layerWise(graph);
    return {reference, std::move(schedule), runtime, PlannerKind::tflm};
  }

  /// Counts a mutant, and fails where it lives although it is not harmless.
  void expectFound(const ArenaCase& mutant, bool harmless, const std::string& what) {
    const std::string verdict = mutant.verdict();
    if (harmless) {
      ++harmless_;
      EXPECT_EQ(verdict, "bits equal") << what;
    } else {
      ++found_;
      EXPECT_NE(verdict, "bits equal") << what;
    }
  }

  int found_ = 0;
  int harmless_ = 0;
};

TEST_P(ArenaMutation, TheSoundCaseIsSound) { EXPECT_EQ(sound().verdict(), "bits equal"); }

/// Calls `change` with each side of the region moved by one, outwards and inwards.
void forEachNeighbour(const Region& region, const std::function<void(const Region&)>& change) {
  for (const std::int64_t step : {-1, 1}) {
    for (int side = 0; side < 4; ++side) {
      Region moved = region;
      std::int64_t* const sides[] = {&moved.rows.begin, &moved.rows.end, &moved.columns.begin,
                                     &moved.columns.end};
      *sides[side] += step;
      change(moved);
    }
  }
}

TEST_P(ArenaMutation, AHaloOfOneElementMoreOrLessIsFound) {
  ArenaCase it = sound();
  const Graph& graph = it.values.graph;
  for (std::size_t b = 0; b < it.tiles.size(); ++b) {
    const std::vector<OperatorId>& operators = it.schedule.blocks[b].operators;
    const bool full = it.schedule.blocks[b].tiles == TilePolicy::full;
    for (std::size_t op = 0; op < it.tiles[b].operators.size(); ++op) {
      const bool last = op + 1 == operators.size();
      const Region whole = wholeRegion(graph, graph[operators[op]].outputs.front());
      OperatorTiles& tiles = it.tiles[b].operators[op];
      TileRegions& regions = full ? tiles.full : tiles.clipped;
      for (std::size_t tile = 0; tile < regions.size(); ++tile) {
        const Region original = regions[tile];
        forEachNeighbour(original, [&](const Region& moved) {
          regions.set(tile, moved);
          // What lies beyond the tensor is neither computed nor stored; but room for it must be in
          // the buffer.
          const bool sameElements = intersect(moved, whole) == intersect(original, whole);
          const bool smaller = moved.area() < original.area();
          expectFound(it, sameElements && (last || smaller), graph[operators[op]].name);
        });
        regions.set(tile, original);
      }
    }
    for (InputTiles& input : it.tiles[b].inputs) {
      if (GetParam().input != StageInput::streamed) continue;  // it is there whole
      const Region whole = wholeRegion(graph, input.tensor);
      TileRegions& regions = full ? input.fetched.full : input.fetched.clipped;
      for (std::size_t tile = 0; tile < regions.size(); ++tile) {
        const Region original = regions[tile];
        forEachNeighbour(original, [&](const Region& moved) {
          regions.set(tile, moved);
          const bool sameElements = intersect(moved, whole) == intersect(original, whole);
          expectFound(it, sameElements && moved.area() < original.area(), "image");
        });
        regions.set(tile, original);
      }
    }
  }
  EXPECT_EQ(found_ > 200, GetParam().patches);
}

TEST_P(ArenaMutation, ALiveRangeOneStepShorterIsFound) {
  ArenaCase it = sound();
  for (Buffer& buffer : it.trace.buffers) {
    if (isWorkspace(buffer.kind)) continue;  // what kernels need of it is not executed
    const Interval original = buffer.steps;
    const Step& first = it.trace.steps[static_cast<std::size_t>(original.begin)];
    // A stage's output counts for the whole stage, although its first patch is written later.
    const bool early = buffer.kind == BufferKind::stageOutput &&
                       it.values.graph.producer(buffer.tensor) != first.op;
    ++buffer.steps.begin;
    expectFound(it, early, it.values.graph[buffer.tensor].name + " begins late");
    buffer.steps = original;
    --buffer.steps.end;
    expectFound(it, false, it.values.graph[buffer.tensor].name + " ends early");
    buffer.steps = original;
  }
  EXPECT_EQ(harmless_, GetParam().patches ? 1 : 0);
  EXPECT_GE(found_, 2 * 9);
}

/// Moves a buffer, with those that share its address because they are written in place.
void moveTo(ArenaCase& it, std::size_t buffer, Bytes offset) {
  it.plan.offsets[buffer] = offset;
  for (std::size_t i = 0; i < it.trace.buffers.size(); ++i) {
    for (std::size_t k = 0; k < it.trace.buffers.size(); ++k) {
      const auto over = it.trace.buffers[k].overwrites;
      if (!over) continue;
      if (*over == buffer && it.plan.offsets[k] != offset) moveTo(it, k, offset);
      if (k == buffer && it.plan.offsets[*over] != offset) moveTo(it, *over, offset);
    }
  }
  for (std::size_t i = 0; i < it.trace.buffers.size(); ++i) {
    it.plan.arena = std::max(it.plan.arena, it.plan.offsets[i] + it.trace.buffers[i].bytes);
  }
}

/// Row and column of byte `at` of a buffer that stores `region` of all channels, row-major.
std::pair<std::int64_t, std::int64_t> positionOfByte(const Region& region, std::int64_t at,
                                                     std::int64_t elementSize) {
  const std::int64_t position = at / elementSize % region.area();
  return {region.rows.begin + position / region.columns.length(),
          region.columns.begin + position % region.columns.length()};
}

/// The steps in which byte `at` of a buffer means something: none beyond the tensor in a tile of
/// full size; in a stage's output from the step that writes it on.
Interval meaningful(const ArenaCase& it, const Buffer& buffer, std::int64_t at) {
  const Graph& graph = it.values.graph;
  const Tensor& tensor = graph[buffer.tensor];
  const std::int64_t size = bitWidth(tensor.dtype) / 8;
  const Region whole = wholeRegion(graph, buffer.tensor);
  if (buffer.patch && !isWorkspace(buffer.kind)) {
    const verify::TileTable tiles(graph, it.schedule, it.tiles);
    const Region room = tiles.room(buffer.tensor, *buffer.patch).value();
    const auto [row, column] = positionOfByte(room, at, size);
    return whole.rows.contains(row) && whole.columns.contains(column) ? buffer.steps : Interval{};
  }
  if (buffer.kind != BufferKind::stageOutput) return buffer.steps;
  const auto [row, column] = positionOfByte(whole, at, size);
  for (std::size_t i = 0; i < it.trace.steps.size(); ++i) {
    const Step& step = it.trace.steps[i];
    if (step.op != graph.producer(buffer.tensor)) continue;
    const Grid grid = it.schedule.blocks[step.block].grid;
    const Interval rows =
        evenParts(whole.rows.end, grid.rows)[static_cast<std::size_t>(step.patch.row)];
    const Interval columns =
        evenParts(whole.columns.end, grid.columns)[static_cast<std::size_t>(step.patch.column)];
    if (rows.contains(row) && columns.contains(column)) {
      return {static_cast<std::int64_t>(i), buffer.steps.end};
    }
  }
  return {};
}

/// Whether a byte means something to both buffers in the same step.
bool collide(const ArenaCase& it, std::size_t a, std::size_t b) {
  const Buffer& first = it.trace.buffers[a];
  const Buffer& second = it.trace.buffers[b];
  const std::int64_t from = it.plan.offsets[a].count();
  const std::int64_t to = it.plan.offsets[b].count();
  const Interval shared = intersect(Interval{from, from + first.bytes.count()},
                                    Interval{to, to + second.bytes.count()});
  for (std::int64_t at = shared.begin; at < shared.end; ++at) {
    const Interval both =
        intersect(meaningful(it, first, at - from), meaningful(it, second, at - to));
    if (!both.empty()) return true;
  }
  return false;
}

TEST_P(ArenaMutation, TwoLiveBuffersThatOverlapAreFound) {
  const ArenaCase original = sound();
  const std::vector<Buffer>& buffers = original.trace.buffers;
  for (std::size_t a = 0; a < buffers.size(); ++a) {
    for (std::size_t b = 0; b < buffers.size(); ++b) {
      if (a == b || intersect(buffers[a].steps, buffers[b].steps).empty()) continue;
      if (isWorkspace(buffers[a].kind) && isWorkspace(buffers[b].kind)) continue;
      for (const Bytes shared : {std::min(buffers[a].bytes, buffers[b].bytes), Bytes(4)}) {
        ArenaCase it = original;
        moveTo(it, a, it.plan.offsets[b] + buffers[b].bytes - shared);
        if (it.verdict() != "bits equal") {
          ++found_;
          continue;
        }
        ++harmless_;
        EXPECT_FALSE(collide(it, a, b))
            << it.values.graph[buffers[a].tensor].name << " over "
            << it.values.graph[buffers[b].tensor].name << " by " << shared.count();
      }
    }
  }
  EXPECT_GT(found_, GetParam().patches ? 100 : 30);
  EXPECT_LT(harmless_, found_ / 2);
  EXPECT_EQ(harmless_ > 0, GetParam().patches);
}

INSTANTIATE_TEST_SUITE_P(Arena, ArenaMutation, testing::ValuesIn(variants),
                         [](const auto& info) { return info.param.name; });

}  // namespace
}  // namespace tessera
