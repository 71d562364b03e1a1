#include "gui/models/arena_map.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <set>

#include "gui/models/arena_shapes.h"
#include "gui/models/buffer_uses.h"
#include "sim/report/svg/palette.h"
#include "tests/gui/support.h"

namespace tessera::gui {
namespace {

const Trace& traceOf(const Run& run) { return run->report.run.trace; }

std::vector<std::size_t> liveByLooking(const Trace& trace, Interval steps) {
  std::vector<std::size_t> live;
  for (std::size_t i = 0; i < trace.buffers.size(); ++i) {
    if (!intersect(trace.buffers[i].steps, steps).empty()) live.push_back(i);
  }
  return live;
}

/// The operators that read the tensor's bytes, under whatever name.
std::set<std::size_t> readersOf(const Graph& graph, TensorId tensor) {
  std::set<std::size_t> readers;
  for (std::size_t i = 0; i < graph.tensors().size(); ++i) {
    if (graph.storage(TensorId(i)) != graph.storage(tensor)) continue;
    for (const OperatorId op : graph.consumers(TensorId(i))) readers.insert(op.index());
  }
  return readers;
}

TEST(ArenaMap, FindsWhatLookingAtEveryBufferFinds) {
  const gui::Run run = test::mobilenet("patch:8x8@auto");
  const ArenaMap map(run);
  const auto count = static_cast<std::int64_t>(traceOf(run).steps.size());
  ASSERT_GT(map.size(), 512U) << "more than one row of its index";
  for (std::int64_t begin = 0; begin < count; begin += 13) {
    for (const std::int64_t width : {1, 40, 400}) {
      const Interval steps{begin, begin + width};
      EXPECT_EQ(map.liveIn(steps), liveByLooking(traceOf(run), steps)) << begin;
    }
  }
  EXPECT_TRUE(map.liveIn({5, 5}).empty());
}

TEST(ArenaMap, FindsTheBufferAtAnAddress) {
  const gui::Run run = test::mobilenet();
  const ArenaMap map(run);
  for (std::size_t i = 0; i < map.size(); ++i) {
    const auto found = map.at(map.steps(i).begin, map.addresses(i).begin);
    ASSERT_TRUE(found);
    EXPECT_TRUE(map.addresses(*found).contains(map.addresses(i).begin));
    EXPECT_TRUE(map.steps(*found).contains(map.steps(i).begin));
  }
  EXPECT_FALSE(map.at(0, map.arena().count()));
}

TEST(ArenaMap, FreeAndTakenBytesAreTheArena) {
  const gui::Run run = test::mobilenet();
  const ArenaMap map(run);
  const auto step = static_cast<std::int64_t>(traceOf(run).totals.peakStep);
  std::set<std::int64_t> taken;
  for (const std::size_t i : map.liveIn({step, step + 1})) {
    for (std::int64_t at = map.addresses(i).begin; at < map.addresses(i).end; ++at)
      taken.insert(at);
  }
  EXPECT_EQ(map.freeIn(step).count(),
            map.arena().count() - static_cast<std::int64_t>(taken.size()));
}

TEST(ArenaMap, WithoutAPlanHasNoAddresses) {
  const ArenaMap map(test::unplanned(test::mobilenet()));
  EXPECT_FALSE(map.planned());
  EXPECT_EQ(map.arena(), Bytes(0));
  EXPECT_FALSE(map.at(0, 0));
  EXPECT_FALSE(ArenaMap().planned());
}

TEST(ArenaShapes, CoverThePixelsThatTheBuffersTake) {
  const gui::Run run = test::mobilenet();
  const ArenaMap map(run);
  const std::vector<double> ends = stepEnds(run->report, TimelineAxis::steps);
  const ArenaScale scale{{20, 60}, 400, 200, static_cast<double>(map.arena().count())};
  const auto shapes = arenaShapes(map, ends, scale);
  const auto live = map.liveIn({20, 60});
  ASSERT_EQ(shapes.size(), live.size()) << "ten pixels a step: each is drawn";
  for (std::size_t i = 0; i < live.size(); ++i) {
    ASSERT_EQ(shapes[i].buffer, std::optional(live[i]));
    const Interval steps = intersect(map.steps(live[i]), {20, 60});
    EXPECT_NEAR(shapes[i].x, static_cast<double>(steps.begin - 20) * 10, 1e-9);
    EXPECT_NEAR(shapes[i].width, static_cast<double>(steps.length()) * 10, 1e-9);
    const double aByte = 200 / scale.most;
    EXPECT_NEAR(shapes[i].height, static_cast<double>(map.addresses(live[i]).length()) * aByte,
                1e-6);
    EXPECT_NEAR(200 - shapes[i].y, static_cast<double>(map.addresses(live[i]).end) * aByte, 1e-6);
    EXPECT_EQ(shapes[i].paint, svg::paintOf(map.kind(live[i])));
  }
}

TEST(ArenaShapes, NarrowOnesShareWholePixels) {
  const gui::Run run = test::mobilenet("patch:8x8@auto");
  const ArenaMap map(run);
  const std::vector<double> ends = stepEnds(run->report, TimelineAxis::steps);
  const ArenaScale scale{{0, ends.back()}, 4, 100, static_cast<double>(map.arena().count())};
  const auto shapes = arenaShapes(map, ends, scale);
  EXPECT_LT(shapes.size(), map.size() / 2);
  // By pixels: the paint of the last narrow buffer that begins in that column and covers that row.
  std::map<std::pair<int, int>, std::size_t> expected;
  for (std::size_t i = 0; i < map.size(); ++i) {
    const double left = static_cast<double>(map.steps(i).begin) / ends.back() * 4;
    if (static_cast<double>(map.steps(i).length()) / ends.back() * 4 >= 1) continue;
    const auto row = [&](std::int64_t address) {
      return static_cast<int>(std::lround(100 * (1 - static_cast<double>(address) / scale.most)));
    };
    const int top = std::min(99, row(map.addresses(i).end));
    for (int y = top; y < std::max(top + 1, row(map.addresses(i).begin)); ++y) {
      expected[{static_cast<int>(left), y}] = svg::paintOf(map.kind(i));
    }
  }
  std::map<std::pair<int, int>, std::size_t> drawn;
  for (const ArenaShape& shape : shapes) {
    if (shape.buffer) continue;
    for (int y = 0; y < static_cast<int>(shape.height); ++y) {
      drawn[{static_cast<int>(shape.x), static_cast<int>(shape.y) + y}] = shape.paint;
    }
  }
  EXPECT_EQ(drawn, expected);
}

TEST(ArenaShapes, MoveFromOnePlanToAnother) {
  const gui::Run run = test::mobilenet();
  const ArenaMap map(run);
  const std::vector<double> ends = stepEnds(run->report, TimelineAxis::steps);
  const ArenaScale scale{{0, 10}, 400, 1000, 1000};
  ArenaMove move{{}, 0.75};
  for (const Bytes offset : run->report.run.arena->plan.offsets) {
    move.from.push_back(offset + Bytes(400));
  }
  const std::size_t lowest = *map.at(0, 0);
  const auto bottom = [&](const std::vector<ArenaShape>& shapes) {
    for (const ArenaShape& shape : shapes) {
      if (shape.buffer == lowest) return shape.y + shape.height;
    }
    return -1.0;
  };
  EXPECT_EQ(bottom(arenaShapes(map, ends, scale)), 1000);
  EXPECT_EQ(bottom(arenaShapes(map, ends, scale, move)), 900);
}

TEST(ArenaShapes, OfNothingAreNone) {
  const std::vector<double> ends{1, 2};
  EXPECT_TRUE(arenaShapes(ArenaMap(), ends, {{0, 2}, 100, 100, 10}).empty());
  EXPECT_TRUE(arenaShapes(ArenaMap(test::mobilenet()), ends, {{0, 0}, 100, 100, 10}).empty());
}

TEST(BufferUses, AnActivationIsWrittenFirstAndReadLast) {
  const gui::Run run = test::mobilenet("layer");
  const Graph& graph = run->report.model.graph;
  for (std::size_t i = 0; i < traceOf(run).buffers.size(); ++i) {
    const Buffer& buffer = traceOf(run).buffers[i];
    if (!graph.producer(buffer.tensor) || graph.isOutput(buffer.tensor)) continue;
    const BufferUses uses = usesOf(*run, i);
    EXPECT_EQ(uses.producers, std::vector<std::int64_t>{buffer.steps.begin});
    ASSERT_FALSE(uses.consumers.empty());
    EXPECT_EQ(uses.consumers.back(), buffer.steps.end - 1);
    EXPECT_EQ(uses.consumers.size(), readersOf(graph, buffer.tensor).size());
  }
}

TEST(BufferUses, OfATileAreItsOwnPatches) {
  const gui::Run run = test::mobilenet();
  std::size_t tiles = 0;
  for (std::size_t i = 0; i < traceOf(run).buffers.size(); ++i) {
    const Buffer& buffer = traceOf(run).buffers[i];
    if (buffer.kind != BufferKind::tile) continue;
    ++tiles;
    const BufferUses uses = usesOf(*run, i);
    ASSERT_EQ(uses.producers.size(), 1U);
    EXPECT_EQ(traceOf(run).steps[static_cast<std::size_t>(uses.producers[0])].patch, buffer.patch);
    EXPECT_FALSE(uses.consumers.empty());
  }
  EXPECT_GT(tiles, 100U);
}

TEST(BufferUses, AreToldInWords) {
  const gui::Run run = test::mobilenet();
  for (std::size_t i = 0; i < traceOf(run).buffers.size(); ++i) {
    if (traceOf(run).buffers[i].kind != BufferKind::stageInput) continue;
    const auto lines = explainBuffer(*run, i);
    ASSERT_GE(lines.size(), 3U);
    EXPECT_EQ(lines[1], "there before the first step");
    EXPECT_EQ(lines[2].rfind("read by ", 0), 0U) << lines[2];
    EXPECT_NE(lines[2].find(" in 16 steps, "), std::string::npos) << lines[2];
    return;
  }
  FAIL() << "no stage input";
}

}  // namespace
}  // namespace tessera::gui
