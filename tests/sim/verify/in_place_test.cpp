#include "sim/verify/in_place.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>

#include "core/receptive_field.h"
#include "sim/verify/constants.h"
#include "sim/verify/execute.h"
#include "sim/verify/kernels.h"
#include "sim/verify/plane.h"
#include "tests/support/network_builder.h"
#include "tests/support/property.h"

namespace tessera::verify {
namespace {

using test::NetworkBuilder;

std::vector<std::int8_t> randomBytes(std::int64_t count) {
  std::vector<std::int8_t> values(static_cast<std::size_t>(count));
  for (auto& value : values) value = static_cast<std::int8_t>(*rc::gen::inRange(-128, 128));
  return values;
}

struct Extents {
  std::int64_t images = *rc::gen::inRange<std::int64_t>(1, 3);
  std::int64_t channels = *rc::gen::inRange<std::int64_t>(2, 6);
  std::int64_t rows = *rc::gen::inRange<std::int64_t>(3, 8);
  std::int64_t columns = *rc::gen::inRange<std::int64_t>(3, 8);

  Shape shape() const { return {images, channels, rows, columns}; }
};

/// The same network with channels last, on the same elements: a depthwise convolution in float32.
Graph depthwiseChannelsLast(const Extents& in) {
  NetworkBuilder net;
  net.network().layout = Layout::channelsLast;
  const auto stride = *rc::gen::inRange<std::int64_t>(1, 3);
  const auto pad = *rc::gen::inRange<std::int64_t>(0, 4);
  const TensorId x = net.input("x", {in.images, in.rows, in.columns, in.channels});
  const auto bytes = randomBytes(in.channels * 9);
  const TensorId w =
      net.floats("w", {1, 3, 3, in.channels}, std::vector<float>(bytes.begin(), bytes.end()));
  const std::vector<float> biases(static_cast<std::size_t>(in.channels), 0.5F);
  const TensorId b = net.floats("b", {in.channels}, biases, TensorRole::bias);
  const auto size = [&](std::int64_t extent) { return (extent + 2 * pad - 3) / stride + 1; };
  net.output(net.op("y", Convolution{test::window(2, 3, stride, pad), in.channels}, {x, w, b},
                    {in.images, size(in.rows), size(in.columns), in.channels}));
  return net.graph();
}

/// Elementwise on a vector or a scalar.
Graph vectors(const Extents& in) {
  NetworkBuilder net;
  const Shape shape = *rc::gen::element(Shape{in.columns}, Shape{});
  const TensorId x = net.input("x", shape);
  const TensorId y = net.input("y", Shape{});
  net.output(net.op("sum", Elementwise{"sub"}, {y, x}, shape));
  return net.graph();
}

/// A depthwise convolution whose planes shrink, stay or grow; int8 with a scale for each channel.
Graph depthwise(const Extents& in) {
  NetworkBuilder net;
  const auto kernel = *rc::gen::inRange<std::int64_t>(1, 4);
  const auto stride = *rc::gen::inRange<std::int64_t>(1, 3);
  const auto pad = *rc::gen::inRange<std::int64_t>(0, 4);
  const bool int8 = *rc::gen::arbitrary<bool>();
  const DType dtype = int8 ? DType::int8 : DType::float32;
  const TensorId x = net.input("x", in.shape(), dtype);
  const std::int64_t weights = in.channels * kernel * kernel;
  const Shape shape{in.channels, 1, kernel, kernel};
  const auto bytes = randomBytes(weights);
  const TensorId w = int8 ? net.values("w", shape, DType::int8, bytes)
                          : net.floats("w", shape, std::vector<float>(bytes.begin(), bytes.end()));
  const std::vector<float> biases(static_cast<std::size_t>(in.channels), 0.5F);
  const TensorId b = net.floats("b", {in.channels}, biases, TensorRole::bias);
  const auto size = [&](std::int64_t extent) { return (extent + 2 * pad - kernel) / stride + 1; };
  const TensorId y =
      net.op("y", Convolution{test::window(2, kernel, stride, pad), in.channels}, {x, w, b},
             {in.images, in.channels, size(in.rows), size(in.columns)}, dtype);
  if (int8) {
    net.quantize(x, 0.05F, 3);
    net.quantize(y, 0.2F, -4);
    Quantization scales{{}, {}, 0};
    for (std::int64_t c = 0; c < in.channels; ++c) {
      scales.scales.push_back(0.01F * static_cast<float>(c + 1));
      scales.zeroPoints.push_back(0);
    }
    net[w].quantization = std::make_shared<const Quantization>(scales);
  }
  net.output(y);
  return net.graph();
}

/// x with something of each shape that broadcasts to it; or the other way round, or with itself.
Graph sum(const Extents& in) {
  NetworkBuilder net;
  const TensorId x = net.input("x", in.shape());
  const Shape other = *rc::gen::element(in.shape(), Shape{in.images, in.channels, 1, 1},
                                        Shape{1, in.channels, 1, 1}, Shape{in.channels, 1, 1},
                                        Shape{in.columns}, Shape{}, Shape{1, 1, in.rows, 1});
  const TensorId y = *rc::gen::arbitrary<bool>() ? net.input("y", other) : x;
  const bool first = *rc::gen::arbitrary<bool>();
  net.output(net.op("sum", Elementwise{"sub"}, {first ? x : y, first ? y : x}, in.shape()));
  return net.graph();
}

/// An element that becomes larger or smaller.
Graph conversion(const Extents& in) {
  NetworkBuilder net;
  const bool grows = *rc::gen::arbitrary<bool>();
  const TensorId x = net.input("x", in.shape(), grows ? DType::int8 : DType::float32);
  const TensorId y =
      net.op("y", Cast{}, {x}, in.shape(), grows ? DType::float32 : DType::int8, "Cast");
  net.output(y);
  return net.graph();
}

/// Runs the graph's only operator with its output at the address of its first input.
std::vector<std::byte> runOverInput(const Graph& graph, const TensorBytes& inputs) {
  const Operator& op = graph[OperatorId(0)];
  const TensorId over = graph.inputs().front();
  const TensorId out = op.outputs.front();
  const auto outBytes = static_cast<std::size_t>(storageBytes(graph[out]).count());
  std::vector<std::byte> shared = inputs.at(over);
  shared.resize(std::max(shared.size(), outBytes));
  TensorBytes others = inputs;
  Constants constants(graph);
  std::vector<TensorView> views;
  for (const TensorId id : op.inputs) {
    views.push_back(graph[id].role != TensorRole::activation ? constants.view(id)
                    : id == over                             ? wholeView(graph[id], shared.data())
                                 : wholeView(graph[id], others.at(id).data()));
  }
  runInPlace(graph, OperatorId(0), views, wholeView(graph[out], shared.data()),
             wholeRegion(graph, out), over);
  shared.resize(outBytes);
  return shared;
}

TEST(RunInPlace, EqualsTheSameOperatorInMemoryOfItsOwn) {
  test::checkProperty(1000, [] {
    const Extents extents;
    constexpr std::array makers{&depthwise, &depthwiseChannelsLast, &sum, &conversion, &vectors};
    const auto make = makers[*rc::gen::inRange<std::size_t>(0, makers.size())];
    const Graph graph = make(extents);
    const TensorBytes inputs = randomInputs(graph, *rc::gen::arbitrary<std::uint64_t>());
    RC_ASSERT(runsPlaneByPlane(graph, OperatorId(0), graph.inputs().front()));
    const TensorId out = graph.outputs().front();
    const bool equal = runOverInput(graph, inputs) == bytesOf(graph, plainRun(graph, inputs), out);
    RC_ASSERT(equal);
  });
}

TEST(RunsPlaneByPlane, NotWhereAnOutputPlaneReadsSeveralInputPlanes) {
  NetworkBuilder net;
  const TensorId x = net.input("x", {1, 4, 5, 5});
  const TensorId w = net.constant("w", {4, 4, 1, 1});
  const TensorId y = net.op("y", Convolution{test::window(2, 1), 1}, {x, w}, {1, 4, 5, 5});
  const TensorId z = net.op("z", Concat{1}, {y, x}, {1, 8, 5, 5});
  const TensorId wide = net.input("wide", {1, 1, 5, 5});
  net.output(net.op("sum", Elementwise{"add"}, {z, wide}, {1, 8, 5, 5}));
  const Graph graph = net.graph();
  const auto over = [&](std::size_t op, std::size_t input) {
    return graph[OperatorId(op)].inputs[input];
  };
  EXPECT_FALSE(runsPlaneByPlane(graph, OperatorId(0), over(0, 0)));
  EXPECT_FALSE(runsPlaneByPlane(graph, OperatorId(1), over(1, 0)));
  EXPECT_TRUE(runsPlaneByPlane(graph, OperatorId(2), over(2, 0)));
  EXPECT_FALSE(runsPlaneByPlane(graph, OperatorId(2), over(2, 1)));  // one plane for all channels
}

TEST(Plane, CutsBytesAndScales) {
  Tensor tensor;
  tensor.dtype = DType::int8;
  tensor.shape = {2, 3, 2};
  tensor.quantization =
      std::make_shared<const Quantization>(Quantization{{0.1F, 0.2F, 0.3F}, {1, 2, 3}, 1});
  std::vector<std::byte> bytes;
  for (int i = 0; i < 12; ++i) bytes.push_back(static_cast<std::byte>(i));
  Plane plane(wholeView(tensor, bytes.data()));
  plane.cut(0, 1);
  plane.cut(1, 2);
  EXPECT_EQ(plane.tensor.shape, (Shape{1, 1, 2}));
  EXPECT_EQ(plane.tensor.quantization->scales, std::vector<float>{0.3F});
  EXPECT_EQ(plane.tensor.quantization->zeroPoints, std::vector<std::int32_t>{3});
  std::vector<std::byte> copy;
  plane.moveTo(copy);
  EXPECT_EQ(copy, (std::vector<std::byte>{std::byte{10}, std::byte{11}}));
  EXPECT_EQ(plane.view.data, copy.data());
}

}  // namespace
}  // namespace tessera::verify
