#include "core/work.h"

#include <gtest/gtest.h>

#include "tests/support/expect_error.h"
#include "tests/support/network_builder.h"

namespace tessera {
namespace {

using test::NetworkBuilder;
using test::window;

/// MACs of one operator that reads x and perhaps constant weights.
std::optional<Macs> macsOf(const Attributes& attributes, const Shape& x, const Shape& weights,
                           const Shape& out, Layout layout = Layout::channelsFirst) {
  NetworkBuilder net;
  net.network().layout = layout;
  const TensorId input = net.input("x", x);
  net.output(net.op("op", attributes, {input, net.constant("w", weights)}, out));
  return macs(net.graph(), OperatorId(std::size_t{0}));
}

// The counts of MobileNetV2 1.0 at 224 x 224: output elements x kernel area x input channels.
TEST(Work, Convolutions) {
  EXPECT_EQ(macsOf(Convolution{window(2, 3, 2, 1), 1}, {1, 3, 224, 224}, {32, 3, 3, 3},
                   {1, 32, 112, 112}),
            Macs(10838016));
  EXPECT_EQ(macsOf(Convolution{window(2, 3, 1, 1), 32}, {1, 32, 112, 112}, {32, 1, 3, 3},
                   {1, 32, 112, 112}),
            Macs(3612672));
  EXPECT_EQ(macsOf(Convolution{window(2, 3, 1, 1), 32}, {1, 112, 112, 32}, {1, 3, 3, 32},
                   {1, 112, 112, 32}, Layout::channelsLast),
            Macs(3612672));
}

TEST(Work, ProductsAndOtherKinds) {
  EXPECT_EQ(macsOf(FullyConnected{1280, true}, {1, 1280}, {1000, 1280}, {1, 1000}), Macs(1280000));
  EXPECT_EQ(macsOf(MatMul{8, false, false}, {2, 4, 8}, {2, 8, 5}, {2, 4, 5}), Macs(320));
  EXPECT_EQ(
      macsOf(TransposedConvolution{window(2, 2, 2), 1}, {1, 3, 4, 4}, {3, 5, 2, 2}, {1, 5, 8, 8}),
      Macs(4 * 4 * 3 * 5 * 4));
  EXPECT_EQ(macsOf(Elementwise{"add"}, {1, 4}, {4}, {1, 4}), Macs(0));
  EXPECT_FALSE(macsOf(Opaque{}, {1, 4}, {4}, {1, 4}).has_value());
  EXPECT_EQ(macsOf(Opaque{7}, {1, 4}, {4}, {1, 4}), Macs(7));
  EXPECT_EQ(macsOf(LayerNormalization{1}, {1, 4}, {4}, {1, 4}), Macs(0));
  EXPECT_FALSE(macsOf(Recurrent{4, 1}, {1, 4}, {4}, {1, 4}).has_value());
  EXPECT_EQ(macsOf(Recurrent{4, 1, 128}, {5, 2, 4}, {4}, {5, 1, 2, 4}), Macs(5 * 2 * 128));
}

/// A function without a row in the table must not pass for free work.
TEST(Work, UnknownElementFunctionsAreAnInternalError) {
  const auto refused = [](const Attributes& attributes) {
    test::expectError(ErrorCode::internal, {"'frobnicate'"}, [&] {
      macsOf(attributes, {1, 4}, {4}, {1, 4});
    });
  };
  refused(Elementwise{"frobnicate"});
  refused(Activation{"frobnicate", {}});
}

TEST(Work, OverflowIsAnInputError) {
  const std::int64_t huge = 1LL << 31;
  test::expectError(ErrorCode::input, {"64 bits"}, [&] {
    macsOf(FullyConnected{huge, true}, {1}, {1}, {huge, huge});
  });
}

/// Two tensors of one buffer of a TFLite file.
TEST(Work, BytesThatTwoTensorsNameLieInFlashOnce) {
  NetworkBuilder net;
  const TensorId x = net.input("x", {1, 2});
  const TensorId one = net.floats("one", {1, 2}, {1.0F, 2.0F});
  const TensorId other = net.constant("other", {2});
  net[other].data = net[one].data;
  const TensorId y = net.op("y", Elementwise{"add"}, {x, one}, {1, 2});
  net.output(net.op("z", Elementwise{"add"}, {y, other}, {1, 2}));
  const ModelSize size = modelSize(net.graph());
  EXPECT_EQ(size.weightBytes, Bytes(8));
  EXPECT_EQ(size.parameters, 2);
}

TEST(Work, ModelSumsCountSharedConstantsOnceAndUnknownWork) {
  NetworkBuilder net;
  const TensorId x = net.input("x", {1, 4});
  const TensorId w = net.constant("w", {4, 4});
  const TensorId b = net.constant("b", {4}, TensorRole::bias);
  const TensorId indices = net.constant("i", {2}, TensorRole::constant, DType::int64);
  TensorId y = net.op("fc1", FullyConnected{4, true}, {x, w, b}, {1, 4});
  y = net.op("fc2", FullyConnected{4, true}, {y, w}, {1, 4});
  net.output(net.op("custom", Opaque{}, {y, indices, indices}, {1, 4}));
  const Graph graph = net.graph();
  EXPECT_EQ(modelSize(graph).parameters, 16 + 4);
  EXPECT_EQ(modelSize(graph).weightBytes, Bytes(20 * 4 + 2 * 8));
  EXPECT_EQ(operatorSize(graph, OperatorId(std::size_t{1})).parameters, 16);
  EXPECT_EQ(operatorSize(graph, OperatorId(std::size_t{2})).weightBytes, Bytes(16));
  EXPECT_EQ(modelWork(graph).macs, Macs(32));
  EXPECT_EQ(modelWork(graph).unknownOperators, 1U);
}

TEST(MacShare, IsExactWhereEveryPositionCostsTheSameAndElseRoundedUp) {
  const MacShare equal(Macs(27 * 16), 16);
  EXPECT_TRUE(equal.isExact());
  EXPECT_EQ(equal.of(5), Macs(27 * 5));
  const MacShare average(Macs(9 * 16), 64);  // 2.25 each
  EXPECT_EQ(average.of(0), Macs(0));
  EXPECT_EQ(average.of(1), Macs(3));
  EXPECT_EQ(average.of(16), Macs(36));
  EXPECT_EQ(average.of(64), Macs(9 * 16));
  EXPECT_EQ(MacShare(Macs(5), 0).of(3), Macs(0));
}

}  // namespace
}  // namespace tessera
