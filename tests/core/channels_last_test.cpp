// Networks with channels last give what their twins with channels first give.

#include "tests/support/channels_last.h"

#include <gtest/gtest.h>

#include "core/dead_channels.h"
#include "core/receptive_field.h"
#include "core/work.h"
#include "tests/support/network_builder.h"
#include "tests/support/random_stage.h"

namespace tessera {
namespace {

void expectSameFields(const Graph& first, const Graph& last, OperatorId id) {
  EXPECT_EQ(whyNotLocal(first, id), whyNotLocal(last, id));
  if (!whyNotLocal(first, id).empty()) return;
  for (std::size_t i = 0; i < first[id].inputs.size(); ++i) {
    if (first[first[id].inputs[i]].role != TensorRole::activation) continue;
    const RegionMap a = regionMap(first, id, i);
    const RegionMap b = regionMap(last, id, i);
    const Region whole = wholeRegion(first, first[id].outputs.front());
    EXPECT_EQ(whole, wholeRegion(last, last[id].outputs.front()));
    for (std::int64_t row = 0; row < whole.rows.end; ++row) {
      const Region part{{row, row + 1}, whole.columns};
      EXPECT_EQ(a.clipped(part), b.clipped(part));
      EXPECT_EQ(a.full(part), b.full(part));
    }
  }
}

TEST(ChannelsLast, WorkBytesAndRegionsAreThoseOfTheTwin) {
  std::size_t operators = 0;
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    SCOPED_TRACE(seed);
    const Graph first = test::randomStage(seed).graph;
    const Graph last = test::channelsLast(first);
    ASSERT_EQ(first.operators().size(), last.operators().size());
    EXPECT_EQ(modelSize(first).weightBytes, modelSize(last).weightBytes);
    for (std::size_t i = 0; i < first.operators().size(); ++i) {
      const OperatorId id(i);
      EXPECT_EQ(macs(first, id), macs(last, id));
      EXPECT_EQ(macsPerOutputElement(first, id), macsPerOutputElement(last, id));
      EXPECT_EQ(storageBytes(first[first[id].outputs[0]]), storageBytes(last[last[id].outputs[0]]));
      expectSameFields(first, last, id);
      ++operators;
    }
  }
  EXPECT_GT(operators, 1000U);
}

std::vector<std::int8_t> values(std::int64_t count, std::int64_t period, std::int64_t zeroFrom) {
  std::vector<std::int8_t> result;
  for (std::int64_t i = 0; i < count; ++i) {
    const bool zero = i / period % 4 >= zeroFrom;
    result.push_back(zero ? std::int8_t{0} : static_cast<std::int8_t>(i % 100 + 1));
  }
  return result;
}

/// Of four output channels the last `4 - zeroFrom` are zero in every layout of the weights.
Network withDeadChannels(std::int64_t zeroFrom) {
  test::NetworkBuilder net;
  const Shape map{1, 4, 5, 5};
  const TensorId x = net.input("x", map, DType::int8);
  const auto weights = [&](const std::string& name, const Shape& shape, std::int64_t period) {
    return net.values(name, shape, DType::int8, values(shape.elements(), period, zeroFrom));
  };
  const TensorId conv = net.op("conv", Convolution{test::window(2, 3, 1, 1), 1},
                               {x, weights("w0", {4, 4, 3, 3}, 36)}, map, DType::int8);
  const TensorId depthwise = net.op("depthwise", Convolution{test::window(2, 3, 1, 1), 4},
                                    {conv, weights("w1", {4, 1, 3, 3}, 9)}, map, DType::int8);
  const TensorId grouped = net.op("grouped", Convolution{test::window(2, 1), 2},
                                  {depthwise, weights("w2", {4, 2, 1, 1}, 2)}, map, DType::int8);
  const TensorId transposed = net.op("transposed", TransposedConvolution{test::window(2, 1), 1},
                                     {grouped, weights("w3", {4, 4, 1, 1}, 1)}, map, DType::int8);
  net.output(transposed);
  return net.network();
}

TEST(ChannelsLast, DeadChannelsAreThoseOfTheTwin) {
  for (std::int64_t zeroFrom = 1; zeroFrom <= 4; ++zeroFrom) {
    const Network network = withDeadChannels(zeroFrom);
    const DeadChannelReport first = deadOutputChannels(Graph(network));
    const DeadChannelReport last = deadOutputChannels(test::channelsLast(Graph(network)));
    EXPECT_EQ(first.examined, 4U);
    EXPECT_EQ(last.examined, 4U);
    EXPECT_EQ(first.operators.size(), zeroFrom == 4 ? 0U : 4U);
    ASSERT_EQ(first.operators.size(), last.operators.size());
    for (std::size_t i = 0; i < first.operators.size(); ++i) {
      EXPECT_EQ(first.operators[i].dead, 4 - zeroFrom);
      EXPECT_EQ(last.operators[i].dead, 4 - zeroFrom);
      EXPECT_EQ(first.operators[i].macs, last.operators[i].macs);
      EXPECT_EQ(first.operators[i].weightBytes, last.operators[i].weightBytes);
    }
  }
}

/// Behind the weights of TFLite's transposed convolution lies the output's shape, not a bias.
TEST(ChannelsLast, TheShapeBehindATransposedConvolutionIsNoBias) {
  Network network = toNetwork(test::channelsLast(Graph(withDeadChannels(3))));
  Tensor shape;
  shape.name = "shape";
  shape.dtype = DType::int32;
  shape.role = TensorRole::constant;
  shape.shape = Shape{4};
  shape.data = inlineConstant<std::int32_t>(std::vector<std::int32_t>{1, 5, 5, 4}, DType::int32);
  const DeadChannelReport before = deadOutputChannels(Graph(network));
  network.operators.back().inputs.push_back(network.addTensor(shape));
  const DeadChannelReport after = deadOutputChannels(Graph(network));
  EXPECT_EQ(after.operators.size(), before.operators.size());
  EXPECT_EQ(after.operators.back().weightBytes, before.operators.back().weightBytes);
}

}  // namespace
}  // namespace tessera
