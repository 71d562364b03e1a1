#include <gtest/gtest.h>

#include "tests/sim/verify/one_operator.h"
#include "tests/support/expect_error.h"

namespace tessera::verify {
namespace {

using test::NetworkBuilder;
using Floats = std::vector<float>;

Floats resized(ResizeKind kind, double scale, std::int64_t to, const std::string& coordinates,
               const std::string& rounding = "round_prefer_floor") {
  NetworkBuilder net;
  const TensorId x = net.floats("x", {4}, {0, 10, 20, 30});
  return test::computed(net, Resize{kind, {scale}, coordinates, rounding}, {x}, {to});
}

TEST(Resize, NearestFollowsItsCoordinatesAndRounding) {
  EXPECT_EQ(resized(ResizeKind::nearest, 2, 8, "asymmetric", "floor"),
            (Floats{0, 0, 10, 10, 20, 20, 30, 30}));
  EXPECT_EQ(resized(ResizeKind::nearest, 2, 8, "asymmetric", "ceil"),
            (Floats{0, 10, 10, 20, 20, 30, 30, 30}));
  // Outputs 0 and 1 lie at 0.5 and 2.5.
  EXPECT_EQ(resized(ResizeKind::nearest, 0.5, 2, "half_pixel"), (Floats{0, 20}));
  EXPECT_EQ(resized(ResizeKind::nearest, 0.5, 2, "half_pixel", "round_prefer_ceil"),
            (Floats{10, 30}));
}

TEST(Resize, LinearInterpolatesAndStopsAtTheEdges) {
  EXPECT_EQ(resized(ResizeKind::linear, 2, 8, "half_pixel"),
            (Floats{0, 2.5F, 7.5F, 12.5F, 17.5F, 22.5F, 27.5F, 30}));
  EXPECT_EQ(resized(ResizeKind::linear, 1.75, 7, "align_corners"),
            (Floats{0, 5, 10, 15, 20, 25, 30}));
}

TEST(Resize, CubicIsRefused) {
  test::expectError(ErrorCode::unsupported, {"'y'", "cubic"},
                    [] { resized(ResizeKind::cubic, 2, 8, "half_pixel"); });
}

}  // namespace
}  // namespace tessera::verify
