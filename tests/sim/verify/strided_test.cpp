#include "sim/verify/strided.h"

#include <gtest/gtest.h>

namespace tessera::verify {
namespace {

using Strides = std::vector<std::int64_t>;

TEST(BroadcastStrides, AreZeroWhereAnExtentRepeats) {
  EXPECT_EQ(broadcastStrides({2, 3}, {2, 3}), (Strides{3, 1}));
  EXPECT_EQ(broadcastStrides({2, 1}, {4, 2, 3}), (Strides{0, 1, 0}));
  EXPECT_EQ(broadcastStrides({}, {2, 3}), (Strides{0, 0}));
  EXPECT_EQ(broadcastStrides({2}, {3}), std::nullopt);
  EXPECT_EQ(broadcastStrides({1, 2}, {2}), std::nullopt);
}

TEST(ForEachOffset, WalksInRowMajorOrder) {
  std::vector<std::array<std::int64_t, 2>> seen;
  forEachOffset<2>({{1, 3}, {0, 2}}, {Strides{10, 1}, Strides{0, 5}},
                   [&](const auto& at) { seen.push_back(at); });
  EXPECT_EQ(seen, (std::vector<std::array<std::int64_t, 2>>{{0, 0}, {1, 5}, {10, 0}, {11, 5}}));
}

TEST(ForEachOffset, VisitsAScalarOnceAndAnEmptyBoxNever) {
  int visits = 0;
  const auto count = [&](const auto&) { ++visits; };
  forEachOffset<1>(Box{}, {Strides{}}, count);
  EXPECT_EQ(visits, 1);
  forEachOffset<1>({{0, 2}, {3, 3}}, {Strides{1, 1}}, count);
  EXPECT_EQ(visits, 1);
}

}  // namespace
}  // namespace tessera::verify
