#include "core/shape.h"

#include <gtest/gtest.h>

#include "tests/support/expect_error.h"

namespace tessera {
namespace {

TEST(Shape, ElementsAndText) {
  EXPECT_EQ((Shape{1, 3, 224, 224}.elements()), 150528);
  EXPECT_EQ((Shape{1, 3, 224, 224}.text()), "1x3x224x224");
  EXPECT_EQ(Shape{}.elements(), 1);
  EXPECT_EQ(Shape{}.text(), "scalar");
  EXPECT_EQ((Shape{4, 0, 2}.elements()), 0);
}

TEST(Shape, OverflowIsFoundEvenBesideAZero) {
  const std::int64_t huge = 1LL << 40;
  test::expectError(ErrorCode::input, {"64 bits"}, [&] { (Shape{huge, huge}).elements(); });
  test::expectError(ErrorCode::input, {"64 bits"}, [&] { (Shape{0, huge, huge}).elements(); });
}

void expectMap(const FeatureMap& map, std::int64_t batch, std::int64_t channels, std::int64_t rows,
               std::int64_t columns) {
  EXPECT_EQ(map.batch, batch);
  EXPECT_EQ(map.channels, channels);
  EXPECT_EQ(map.rows, rows);
  EXPECT_EQ(map.columns, columns);
}

TEST(Shape, FeatureMapsOfBothLayouts) {
  expectMap(featureMap({2, 3, 4, 5}, Layout::channelsFirst), 2, 3, 4, 5);
  expectMap(featureMap({2, 4, 5, 3}, Layout::channelsLast), 2, 3, 4, 5);
  expectMap(featureMap({2, 3, 4}, Layout::channelsFirst), 2, 3, 4, 1);
  expectMap(featureMap({2, 4, 3}, Layout::channelsLast), 2, 3, 4, 1);
  expectMap(featureMap({2, 3}, Layout::channelsFirst), 2, 3, 1, 1);
  expectMap(featureMap({7}, Layout::channelsFirst), 1, 7, 1, 1);
  expectMap(featureMap({}, Layout::channelsLast), 1, 1, 1, 1);
  expectMap(featureMap({2, 3, 4, 5, 6}, Layout::channelsFirst), 2, 3, 4, 30);
}

}  // namespace
}  // namespace tessera
