#include "sim/schedule/patch_based.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "sim/search/parse_schedule.h"
#include "tests/support/bottleneck.h"
#include "tests/support/expect_error.h"

namespace tessera {
namespace {

std::vector<std::string> names(const Graph& graph, const std::vector<OperatorId>& operators) {
  std::vector<std::string> result;
  for (const OperatorId id : operators) result.push_back(graph[id].name);
  return result;
}

Schedule parsedSchedule(const Graph& graph, const std::string& text) {
  return parseSchedule(Program(graph, {}), text, {});
}

TEST(PatchBased, StageIsTheSplitAndAllThatItDependsOn) {
  const Graph graph = test::bottlenecks();
  const Schedule schedule = parsedSchedule(graph, "patch:2x3@b1.project");
  EXPECT_EQ(schedule.name, "patch:2x3@b1.project");
  EXPECT_EQ(names(graph, schedule.blocks.at(0).operators),
            (std::vector<std::string>{"stem", "b1.expand", "b1.dw", "b1.project"}));
  EXPECT_EQ(schedule.blocks.at(0).grid, (Grid{2, 3}));
  EXPECT_EQ(schedule.blocks.size(), 7U);
  EXPECT_NO_THROW(checkSchedule(graph, schedule));
}

TEST(PatchBased, StageMayStartLater) {
  const Graph graph = test::bottlenecks();
  const Schedule schedule = parsedSchedule(graph, "patch:2x2@b2.expand..b2.add");
  EXPECT_EQ(names(graph, schedule.blocks.at(4).operators),
            (std::vector<std::string>{"b2.expand", "b2.dw", "b2.project", "b2.add"}));
  EXPECT_EQ(names(graph, schedule.blocks.at(3).operators), std::vector<std::string>{"b1.project"});
}

/// An image with its channels last, scaled and turned, then two convolutions and a global pool.
Graph turnedImage() {
  test::Int8Network net;
  const TensorId x = net.input("image", {1, 16, 16, 3});
  const TensorId scaled = net.add("scale", Elementwise{"mul"}, {x}, {1, 16, 16, 3});
  const TensorId turned = net.add("turn", Transpose{{0, 3, 1, 2}}, {scaled}, {1, 3, 16, 16});
  const TensorId centred = net.add("centre", Elementwise{"sub"}, {turned}, {1, 3, 16, 16});
  const TensorId a = net.conv("a", centred, 8, 3, 1, 1);
  const TensorId b = net.conv("b", a, 4, 3, 2, 1);
  return Graph(net.finish({net.add("pool", GlobalPool{}, {b}, {1, 4, 1, 1})}));
}

TEST(PatchBased, StageBeginsBehindAChangeOfLayoutOfTheInput) {
  const Graph graph = turnedImage();
  const Schedule schedule = parsedSchedule(graph, "patch:2x2@b");
  EXPECT_EQ(schedule.name, "patch:2x2@b");
  EXPECT_EQ(names(graph, schedule.blocks.at(2).operators),
            (std::vector<std::string>{"centre", "a", "b"}));
  EXPECT_NO_THROW(checkSchedule(graph, schedule));
  EXPECT_EQ(parsedSchedule(graph, "patch:2x2@auto").name, "patch:2x2@b");
  test::expectError(ErrorCode::unsupported, {"'turn'", "mixes positions"},
                    [&] { parsedSchedule(graph, "patch:2x2@turn"); });
}

TEST(PatchBased, AChangeOfLayoutBehindWorkEndsAStage) {
  test::Int8Network net;
  const TensorId x = net.input("image", {1, 3, 16, 16});
  const TensorId a = net.conv("a", x, 8, 3, 1, 1);
  const TensorId turned = net.add("turn", Transpose{{0, 1, 3, 2}}, {a}, {1, 8, 16, 16});
  const Graph graph(net.finish({net.conv("b", turned, 8, 3, 1, 1)}));
  test::expectError(ErrorCode::unsupported, {"'turn'", "mixes positions"},
                    [&] { parsedSchedule(graph, "patch:2x2@b"); });
}

TEST(PatchBased, SplitMayBeANumber) {
  const Graph graph = test::bottlenecks();
  EXPECT_EQ(parsedSchedule(graph, "patch:2x2@3").name, "patch:2x2@b1.project");
}

TEST(PatchBased, SaysWhichOperatorEndsAStageAndWhy) {
  const Graph graph = test::bottlenecks();
  const auto at = [&](const std::string& text) {
    return [&graph, text] { parsedSchedule(graph, text); };
  };
  test::expectError(ErrorCode::unsupported, {"'pool'", "whole feature map"}, at("patch:2x2@fc"));
  test::expectError(ErrorCode::unsupported, {"'b2.add'", "outside", "'b1.project'"},
                    at("patch:2x2@b2.dw"));
}

TEST(PatchBased, WordsThatAreNoScheduleAreUsageErrors) {
  const Graph graph = test::bottlenecks();
  const auto at = [&](const std::string& text) {
    return [&graph, text] { parsedSchedule(graph, text); };
  };
  for (const char* text : {"patch", "patch:4x4", "patch:4@stem", "patch:0x4@stem", "patch:1x1@stem",
                           "patch:4x4x4@stem", "patch:99999999999999999999x2@stem", "stripes"}) {
    test::expectError(ErrorCode::usage, {text, "patch:4x4@[START..]SPLIT"}, at(text));
  }
  test::expectError(ErrorCode::usage, {"'b1.projekt'", "did you mean 'b1.project'"},
                    at("patch:2x2@b1.projekt"));
  test::expectError(ErrorCode::usage, {"does not depend on"}, at("patch:2x2@b2.add..b1.dw"));
}

TEST(SubSpaces, EachHasItsBlocks) {
  const Graph graph = test::bottlenecks();
  const auto blockOf = [&](const std::string& words) {
    const Schedule schedule = parsedSchedule(graph, words);
    EXPECT_EQ(schedule.name, words);
    return *std::find_if(schedule.blocks.begin(), schedule.blocks.end(),
                         [](const Block& block) { return !block.grid.whole(); });
  };
  constexpr OverlapModes both{Overlap::cache, Overlap::cache};
  constexpr OverlapModes columns{Overlap::recompute, Overlap::cache};
  EXPECT_EQ(blockOf("patch:2x3@b2.add").overlap, OverlapModes{});
  EXPECT_EQ(blockOf("streamnet:2x3@b2.add").overlap, both);
  EXPECT_EQ(blockOf("streamnet:2x3@b2.add").grid, (Grid{2, 3}));
  EXPECT_EQ(blockOf("streamnet1d:2x3@b1.expand..b2.add").overlap, columns);
  const Block stripes = blockOf("rows:2@b2.add");
  EXPECT_EQ(stripes.overlap, both);
  EXPECT_EQ(stripes.grid.columns, 1);
  EXPECT_EQ(stripes.tile->rows, 2);
  const Block pixels = blockOf("msf:b2.add,b2.expand..pool");
  EXPECT_EQ(pixels.overlap, columns);
  EXPECT_EQ(pixels.tile, (Extent{1, 1}));
  EXPECT_EQ(parsedSchedule(graph, "msf:b2.add,b2.expand..pool").blocks[1].result,
            BlockResult::accumulate);
}

TEST(PatchBased, AutoTakesTheSplitOfLeastPeak) {
  const Graph graph = test::bottlenecks();
  EXPECT_EQ(parsedSchedule(graph, "patch:2x2@auto").name.substr(0, 10), "patch:2x2@");
}

}  // namespace
}  // namespace tessera
