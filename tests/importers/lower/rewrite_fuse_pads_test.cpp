#include <gmock/gmock.h>

#include "importers/lower/rewrite.h"
#include "tests/support/network_builder.h"

namespace tessera {
namespace {

using test::NetworkBuilder;
using test::operatorNamed;
using test::operatorNames;
using testing::ElementsAre;

const Pad asymmetric{{0, 0, 0, 1}, {0, 0, 2, 3}, "constant", 0.0};

/// x 1x4x8x8 -> pad -> reader -> output
NetworkBuilder padded(Pad pad, Attributes reader) {
  NetworkBuilder net;
  std::vector<std::int64_t> extents{1, 4, 8, 8};
  for (std::size_t i = 0; i < 4; ++i) extents[i] += pad.before[i] + pad.after[i];
  const TensorId x = net.input("x", {1, 4, 8, 8});
  const TensorId y = net.op("pad", std::move(pad), {x}, Shape(extents));
  std::vector<TensorId> inputs{y};
  if (std::holds_alternative<Convolution>(reader))
    inputs.push_back(net.constant("w", {2, 4, 3, 3}));
  net.output(net.op("reader", std::move(reader), inputs, {1, 2, 8, 10}));
  return net;
}

TEST(FusePads, MergesIntoTheConvolutionsOwnPads) {
  const Rewritten result =
      fusePads(padded(asymmetric, Convolution{test::window(2, 3, 1, 1), 1}).network());
  EXPECT_EQ(result.count, 1U);
  EXPECT_THAT(operatorNames(result.network), ElementsAre("reader"));
  const auto& conv = std::get<Convolution>(result.network.operators[0].attributes);
  EXPECT_THAT(conv.window, ElementsAre(WindowAxis{3, 1, 1, 1, 3}, WindowAxis{3, 1, 1, 2, 4}));
  EXPECT_THAT(test::names(result.network, result.network.operators[0].inputs),
              ElementsAre("x", "w"));
}

TEST(FusePads, AveragePoolCountsThePadding) {
  const Pool plain{PoolKind::average, test::window(2, 3), false};
  const Rewritten result = fusePads(padded(asymmetric, plain).network());
  EXPECT_EQ(result.count, 1U);
  EXPECT_TRUE(std::get<Pool>(result.network.operators[0].attributes).countsPadding);
  // Its own pads do not count, those of the operator before do: no one pool says that.
  const Pool ignoring{PoolKind::average, test::window(2, 3, 1, 1), false};
  EXPECT_EQ(fusePads(padded(asymmetric, ignoring).network()).count, 0U);
  const Pool max{PoolKind::max, test::window(2, 3), false};
  EXPECT_EQ(fusePads(padded(asymmetric, max).network()).count, 0U);
}

TEST(FusePads, LeavesOtherPadsAlone) {
  const Convolution conv{test::window(2, 3), 1};
  const std::vector<Pad> others{{{0, 0, 1, 1}, {0, 0, 1, 1}, "reflect", 0.0},
                                {{0, 0, 1, 1}, {0, 0, 1, 1}, "constant", 1.0},
                                {{0, 0, -1, 0}, {0, 0, 0, 0}, "constant", 0.0},
                                {{0, 1, 0, 0}, {0, 1, 1, 1}, "constant", 0.0},
                                {{1, 0, 0, 0}, {0, 0, 0, 0}, "constant", 0.0}};
  for (const Pad& pad : others) EXPECT_EQ(fusePads(padded(pad, conv).network()).count, 0U);
}

TEST(FusePads, SecondReaderOrGraphOutputKeepsThePad) {
  const Convolution conv{test::window(2, 3), 1};
  NetworkBuilder net = padded(asymmetric, conv);
  const TensorId y = net.network().operators[0].outputs[0];
  NetworkBuilder shared = net;
  shared.output(shared.op("other", Activation{"relu", {}}, {y}, {1, 4, 10, 12}));
  EXPECT_EQ(fusePads(shared.network()).count, 0U);
  net.output(y);
  EXPECT_EQ(fusePads(net.network()).count, 0U);
}

TEST(FusePads, IntegerPadMustWriteTheZeroPoint) {
  for (const double value : {-5.0, 0.0}) {
    Pad pad = asymmetric;
    pad.value = value;
    NetworkBuilder net = padded(pad, Convolution{test::window(2, 3), 1});
    for (const TensorId id : {net.network().inputs[0], net.network().operators[0].outputs[0]}) {
      net[id].dtype = DType::int8;
      net.quantize(id, 0.1F, -5);
    }
    EXPECT_EQ(fusePads(net.network()).count, value == -5.0 ? 1U : 0U);
  }
}

TEST(FusePads, FindsTheSpatialAxesOfTheLayout) {
  const Convolution conv{test::window(2, 3), 1};
  NetworkBuilder last = padded({{0, 1, 1, 0}, {0, 1, 1, 0}, "constant", 0.0}, conv);
  EXPECT_EQ(fusePads(last.network()).count, 0U);
  last.network().layout = Layout::channelsLast;
  EXPECT_EQ(fusePads(last.network()).count, 1U);
}

}  // namespace
}  // namespace tessera
