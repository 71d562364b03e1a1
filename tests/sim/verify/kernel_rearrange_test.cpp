#include <gtest/gtest.h>

#include "tests/sim/verify/one_operator.h"
#include "tests/support/expect_error.h"

namespace tessera::verify {
namespace {

using test::NetworkBuilder;
using Floats = std::vector<float>;

TEST(Rearrange, TileAndExpandRepeat) {
  NetworkBuilder tile;
  const TensorId x = tile.floats("x", {1, 2}, {1, 2});
  EXPECT_EQ(test::computed(tile, Rearrange{}, {x}, {2, 4}, "Tile"),
            (Floats{1, 2, 1, 2, 1, 2, 1, 2}));
  NetworkBuilder expand;
  const TensorId column = expand.floats("x", {2, 1}, {1, 2});
  EXPECT_EQ(test::computed(expand, Rearrange{}, {column}, {2, 2, 2}, "Expand"),
            (Floats{1, 1, 2, 2, 1, 1, 2, 2}));
}

TEST(Rearrange, GatherReadsAlongItsAxis) {
  for (const std::size_t axis : {0U, 1U}) {  // the shapes do not tell which
    NetworkBuilder net;
    const TensorId x = net.floats("x", {2, 2}, {1, 2, 3, 4});
    const TensorId at = net.values("at", {2}, DType::int64, std::vector<std::int64_t>{-1, 0});
    EXPECT_EQ(test::computed(net, Rearrange{axis, false}, {x, at}, {2, 2}, "Gather"),
              axis == 0 ? (Floats{3, 4, 1, 2}) : (Floats{2, 1, 4, 3}));
  }
}

TEST(Rearrange, GatherRefusesIndicesThatAreNotThere) {
  NetworkBuilder net;
  const TensorId x = net.floats("x", {2}, {1, 2});
  const TensorId at = net.values("at", {1}, DType::int64, std::vector<std::int64_t>{2});
  net.output(net.op("y", Rearrange{}, {x, at}, {1}, DType::float32, "Gather"));
  test::expectError(ErrorCode::unsupported, {"'y'", "out of range"},
                    [&] { plainRun(net.graph(), {}); });
}

Rearrange moving(Moves moves, bool channelsOutside = false, std::int64_t groups = 1) {
  Rearrange rearrange;
  rearrange.moves = moves;
  rearrange.channelsOutside = channelsOutside;
  rearrange.groups = groups;
  return rearrange;
}

TEST(Rearrange, DepthToSpaceUndoesSpaceToDepth) {
  for (const bool outside : {false, true}) {
    const Floats image{1, 2, 3, 4, 5, 6, 7, 8, 11, 12, 13, 14, 15, 16, 17, 18};
    NetworkBuilder net;
    const TensorId x = net.floats("x", {1, 2, 2, 4}, image);
    const Floats deep =
        test::computed(net, moving(Moves::spaceToDepth, outside), {x}, {1, 8, 1, 2});
    EXPECT_EQ(deep, outside ? (Floats{1, 3, 2, 4, 5, 7, 6, 8, 11, 13, 12, 14, 15, 17, 16, 18})
                            : (Floats{1, 3, 11, 13, 2, 4, 12, 14, 5, 7, 15, 17, 6, 8, 16, 18}));
    NetworkBuilder back;
    const TensorId y = back.floats("x", {1, 8, 1, 2}, deep);
    EXPECT_EQ(test::computed(back, moving(Moves::depthToSpace, outside), {y}, {1, 2, 2, 4}), image);
  }
}

TEST(Rearrange, DepthToSpaceHasTwoOrdersOfChannels) {
  const Floats channels{0, 1, 2, 3, 4, 5, 6, 7};
  const auto spread = [&](bool outside) {
    NetworkBuilder net;
    const TensorId x = net.floats("x", {1, 8, 1, 1}, channels);
    return test::computed(net, moving(Moves::depthToSpace, outside), {x}, {1, 2, 2, 2});
  };
  EXPECT_EQ(spread(false), (Floats{0, 2, 4, 6, 1, 3, 5, 7}));
  EXPECT_EQ(spread(true), channels);
}

TEST(Rearrange, AChannelShuffleDealsTheGroupsOut) {
  NetworkBuilder net;
  const TensorId x = net.floats("x", {1, 6, 1}, {0, 1, 2, 10, 11, 12});
  EXPECT_EQ(test::computed(net, moving(Moves::channelShuffle, false, 2), {x}, {1, 6, 1}),
            (Floats{0, 10, 1, 11, 2, 12}));
}

TEST(Rearrange, PackStacksAlongANewAxis) {
  for (const std::size_t axis : {0U, 1U}) {
    NetworkBuilder net;
    const TensorId a = net.floats("a", {2}, {1, 2});
    const TensorId b = net.floats("b", {2}, {3, 4});
    EXPECT_EQ(test::computed(net, Rearrange{axis}, {a, b}, {2, 2}, "PACK"),
              axis == 0 ? (Floats{1, 2, 3, 4}) : (Floats{1, 3, 2, 4}));
  }
}

TEST(Rearrange, AStridedSliceDropsAxes) {
  NetworkBuilder net;
  const TensorId x = net.floats("x", {2, 3}, {1, 2, 3, 4, 5, 6});
  Rearrange rearrange;
  rearrange.slice = {{1, 2}, {1, -2}};
  rearrange.dropped = {0};
  EXPECT_EQ(test::computed(net, rearrange, {x}, {2}, "STRIDED_SLICE"), (Floats{6, 4}));
}

TEST(Rearrange, WhatItsAttributesDoNotSayIsRefused) {
  NetworkBuilder net;
  const TensorId x = net.floats("x", {2}, {1, 2});
  net.output(net.op("y", Rearrange{}, {x}, {2}, DType::float32, "ScatterND"));
  test::expectError(ErrorCode::unsupported, {"'y' (ScatterND)", "which elements go where"},
                    [&] { plainRun(net.graph(), {}); });
}

}  // namespace
}  // namespace tessera::verify
