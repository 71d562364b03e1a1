#include <gmock/gmock.h>

#include "importers/lower/rewrite.h"
#include "importers/lower/turn_layout.h"
#include "tests/support/network_builder.h"

namespace tessera {
namespace {

using test::NetworkBuilder;
using test::operatorNames;
using testing::ElementsAre;
using testing::IsEmpty;

const Transpose toFirst{channelsFirstOrder(4)};
const Transpose toLast{channelsLastOrder(4)};

TensorId convolved(NetworkBuilder& net, const std::string& name, TensorId x, std::int64_t channels,
                   std::int64_t made) {
  return net.op(name, Convolution{test::window(2, 3, 1, 1), 1},
                {x, net.constant(name + "_w", {made, channels, 3, 3})}, {1, made, 8, 8});
}

TEST(FreeTransposes, AtTheEndsTheFilesChannelsAreLast) {
  NetworkBuilder net;
  const TensorId x = net.input("x", {1, 8, 8, 3});
  const TensorId first = net.op("first", toFirst, {x}, {1, 3, 8, 8});
  const TensorId conv = convolved(net, "conv", first, 3, 4);
  const TensorId last = net.op("last", toLast, {conv}, {1, 8, 8, 4});
  net.output(net.op("softmax", Softmax{3, false}, {last}, {1, 8, 8, 4}));
  const Rewritten result = freeTransposes(net.network());
  EXPECT_EQ(result.count, 2U);
  EXPECT_THAT(operatorNames(result.network), ElementsAre("conv", "softmax"));
  const Tensor& input = result.network.tensor(x);
  EXPECT_EQ(input.shape, (Shape{1, 3, 8, 8}));
  EXPECT_EQ(fileShape(input), (Shape{1, 8, 8, 3})) << "as its user knows it";
  EXPECT_EQ(std::get<Softmax>(result.network.operators[1].attributes).axis, 1U);
  EXPECT_EQ(fileShape(result.network.tensor(result.network.outputs[0])), (Shape{1, 8, 8, 4}));
}

TEST(FreeTransposes, ConstantsAreBroadcastOverTheNewAxes) {
  NetworkBuilder net;
  const TensorId first = net.op("first", toFirst, {net.input("x", {1, 8, 8, 3})}, {1, 3, 8, 8});
  const TensorId last = net.op("last", toLast, {convolved(net, "conv", first, 3, 4)}, {1, 8, 8, 4});
  net.output(
      net.op("scaled", Elementwise{"mul"}, {last, net.constant("factors", {4})}, {1, 8, 8, 4}));
  const Network network = freeTransposes(net.network()).network;
  EXPECT_EQ(network.tensor(network.operators[1].inputs[1]).shape, (Shape{1, 4, 1, 1}));
}

TEST(FreeTransposes, BeforeAFlattenItIsAView) {
  NetworkBuilder net;
  const TensorId conv = convolved(net, "conv", net.input("x", {1, 3, 8, 8}), 3, 4);
  const TensorId last = net.op("last", toLast, {conv}, {1, 8, 8, 4});
  net.output(net.op("flat", Reshape{}, {last}, {1, 256}));
  const Network network = freeTransposes(net.network()).network;
  EXPECT_THAT(operatorNames(network), ElementsAre("conv", "last", "flat"));
  EXPECT_EQ(network.tensor(last).aliasOf, conv);
}

TEST(FreeTransposes, AMapThatIsReadBothWaysIsCopied) {
  NetworkBuilder net;
  const TensorId conv = convolved(net, "conv", net.input("x", {1, 3, 8, 8}), 3, 4);
  const TensorId last = net.op("last", toLast, {conv}, {1, 8, 8, 4});
  net.output(net.op("flat", Reshape{}, {last}, {1, 256}));
  net.output(net.op("other", Reshape{}, {conv}, {1, 256}));
  EXPECT_EQ(freeTransposes(net.network()).count, 0U);
}

/// What an attention makes of its keys is no change of layout, though the numbers are the same.
TEST(FreeTransposes, OtherMatricesStay) {
  NetworkBuilder net;
  const TensorId keys = net.input("keys", {1, 16, 2, 8});
  const TensorId turned = net.op("turned", toLast, {keys}, {1, 2, 8, 16});
  net.output(
      net.op("scores", MatMul{}, {net.input("queries", {1, 2, 16, 8}), turned}, {1, 2, 16, 16}));
  const Rewritten result = freeTransposes(net.network());
  EXPECT_EQ(result.count, 0U);
  EXPECT_EQ(result.network.tensor(keys).shape, (Shape{1, 16, 2, 8}));
}

TEST(FreeTransposes, AFileWithChannelsLastMeansWhatItSays) {
  NetworkBuilder net;
  net.network().layout = Layout::channelsLast;
  const TensorId there = net.op("there", toFirst, {net.input("x", {1, 8, 8, 3})}, {1, 3, 8, 8});
  const TensorId relu = net.op("relu", Activation{"relu", {}}, {there}, {1, 3, 8, 8});
  net.output(net.op("back", toLast, {relu}, {1, 8, 8, 3}));
  EXPECT_EQ(freeTransposes(net.network()).count, 0U) << "the interpreter runs them";
}

TEST(FreeTransposes, PairsCancel) {
  NetworkBuilder net;
  const TensorId conv = convolved(net, "conv", net.input("x", {1, 3, 8, 8}), 3, 4);
  const TensorId last = net.op("last", toLast, {conv}, {1, 8, 8, 4});
  const TensorId relu = net.op("relu", Activation{"relu", {}}, {last}, {1, 8, 8, 4});
  const TensorId first = net.op("first", toFirst, {relu}, {1, 4, 8, 8});
  net.output(convolved(net, "conv2", first, 4, 2));
  EXPECT_THAT(operatorNames(freeTransposes(net.network()).network),
              ElementsAre("conv", "relu", "conv2"));
}

}  // namespace
}  // namespace tessera
