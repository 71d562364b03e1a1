#include "core/weight_layout.h"

#include <gtest/gtest.h>

namespace tessera {
namespace {

Operator with(Attributes attributes) { return {"op", "Test", std::move(attributes), {}, {}, {}}; }

void expectAxis(const Operator& op, const Shape& weights, const Shape& output, Layout layout,
                std::size_t axis, std::int64_t channels) {
  const auto found = weightLayout(op, weights, output, layout);
  ASSERT_TRUE(found.has_value()) << weights.text();
  EXPECT_EQ(channelAxis(*found, weights), axis);
  EXPECT_EQ(found->channels(), channels);
}

TEST(WeightLayout, AxisOfTheOutputChannels) {
  const auto first = Layout::channelsFirst;
  const auto last = Layout::channelsLast;
  expectAxis(with(Convolution{{}, 1}), {8, 3, 3, 3}, {1, 8, 4, 4}, first, 0, 8);
  expectAxis(with(Convolution{{}, 8}), {8, 1, 3, 3}, {1, 8, 4, 4}, first, 0, 8);
  expectAxis(with(Convolution{{}, 1}), {8, 3, 3, 3}, {1, 4, 4, 8}, last, 0, 8);
  expectAxis(with(Convolution{{}, 8}), {1, 3, 3, 8}, {1, 4, 4, 8}, last, 3, 8);
  expectAxis(with(TransposedConvolution{{}, 1}), {3, 8, 2, 2}, {1, 8, 4, 4}, first, 1, 8);
  expectAxis(with(TransposedConvolution{{}, 8}), {8, 1, 2, 2}, {1, 8, 4, 4}, first, 0, 8);
  expectAxis(with(TransposedConvolution{{}, 1}), {8, 2, 2, 3}, {1, 4, 4, 8}, last, 0, 8);
  expectAxis(with(FullyConnected{3, true}), {8, 3}, {1, 8}, first, 0, 8);
  expectAxis(with(FullyConnected{3, false}), {3, 8}, {1, 8}, first, 1, 8);
}

TEST(WeightLayout, GroupedTransposedConvolutionHasNoSingleAxis) {
  const auto found = weightLayout(with(TransposedConvolution{{}, 2}), {4, 3, 2, 2}, {1, 6, 4, 4},
                                  Layout::channelsFirst);
  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(found->groups, 2);
  EXPECT_EQ(found->perGroup, 3);
  EXPECT_FALSE(channelAxis(*found, {4, 3, 2, 2}).has_value());
}

TEST(WeightLayout, NothingWhereShapesDisagree) {
  const auto first = Layout::channelsFirst;
  EXPECT_FALSE(weightLayout(with(Convolution{{}, 1}), {7, 3, 3, 3}, {1, 8, 4, 4}, first));
  EXPECT_FALSE(weightLayout(with(Convolution{{}, 1}), {}, {1, 8, 4, 4}, first));
  EXPECT_FALSE(weightLayout(with(FullyConnected{3, true}), {3, 8}, {1, 8}, first));
  EXPECT_FALSE(weightLayout(with(TransposedConvolution{{}, 0}), {3, 8, 1, 1}, {1, 8, 4, 4}, first));
  EXPECT_FALSE(weightLayout(with(Opaque{}), {8, 3}, {1, 8}, first));
}

TEST(WeightLayout, OnlyThreeKindsHaveWeightsOfChannels) {
  EXPECT_TRUE(hasChannelWeights(with(Convolution{{}, 1})));
  EXPECT_TRUE(hasChannelWeights(with(TransposedConvolution{{}, 1})));
  EXPECT_TRUE(hasChannelWeights(with(FullyConnected{3, true})));
  EXPECT_FALSE(hasChannelWeights(with(MatMul{3, false, false})));
  EXPECT_FALSE(hasChannelWeights(with(Elementwise{"prelu"})));
}

}  // namespace
}  // namespace tessera
