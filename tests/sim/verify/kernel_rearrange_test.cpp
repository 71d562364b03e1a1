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

TEST(Rearrange, DepthToSpaceUndoesSpaceToDepth) {
  const Floats image{1, 2, 3, 4, 5, 6, 7, 8};
  NetworkBuilder net;
  const TensorId x = net.floats("x", {1, 1, 2, 4}, image);
  const Floats deep = test::computed(net, Rearrange{}, {x}, {1, 4, 1, 2}, "SpaceToDepth");
  EXPECT_EQ(deep, (Floats{1, 3, 2, 4, 5, 7, 6, 8}));
  NetworkBuilder back;
  const TensorId y = back.floats("x", {1, 4, 1, 2}, deep);
  EXPECT_EQ(test::computed(back, Rearrange{}, {y}, {1, 1, 2, 4}, "DepthToSpace"), image);
}

TEST(Rearrange, DepthToSpaceHasTwoOrdersOfChannels) {
  const Floats channels{0, 1, 2, 3, 4, 5, 6, 7};
  const auto spread = [&](bool outside) {
    NetworkBuilder net;
    const TensorId x = net.floats("x", {1, 8, 1, 1}, channels);
    return test::computed(net, Rearrange{0, outside}, {x}, {1, 2, 2, 2}, "DepthToSpace");
  };
  EXPECT_EQ(spread(false), (Floats{0, 2, 4, 6, 1, 3, 5, 7}));
  EXPECT_EQ(spread(true), channels);
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
