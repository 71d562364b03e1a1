// Whatever region of its output an operator is asked for, and under either layout, it writes the
// same bits.

#include "sim/verify/kernels.h"

#include <cstring>
#include <utility>

#include "core/receptive_field.h"
#include "sim/verify/constants.h"
#include "sim/verify/dense.h"
#include "sim/verify/execute.h"
#include "sim/verify/reference_run.h"
#include "tests/sim/verify/one_operator.h"
#include "tests/support/channels_last.h"
#include "tests/support/network_builder.h"
#include "tests/support/property.h"
#include "tests/support/random_stage.h"
#include "tests/support/real_values.h"

namespace tessera::verify {
namespace {

using test::NetworkBuilder;

std::vector<float> drawnFloats(std::int64_t count, int least = -50) {
  std::vector<float> values(static_cast<std::size_t>(count));
  for (float& value : values) value = static_cast<float>(*rc::gen::inRange(least, 51)) / 16.0F;
  return values;
}

/// Operators that `randomStage` does not draw, one on a map of several images.
class OtherOperator {
 public:
  Graph graph() {
    switch (*rc::gen::inRange(0, 8)) {
      case 0:
        return made(Pool{*rc::gen::element(PoolKind::average, PoolKind::lp), window(),
                         *rc::gen::arbitrary<bool>()},
                    {map()}, outShape(channels_));
      case 1:
        return convolution();
      case 2:
        return made(Activation{"hardswish", {}}, {map()}, shape());
      case 3:
        return batchNorm();
      case 4:
        return made(Elementwise{"prelu"},
                    {map(), net_.floats("slope", {1, channels_, 1, 1}, drawnFloats(channels_))},
                    shape());
      case 5:
        return made(Cast{}, {map()}, shape(), DType::int8);
      case 6: {
        const Graph plain = made(Quantize{}, {map()}, shape(), DType::int8);
        Network network = toNetwork(plain);
        network.tensor(network.outputs[0]).quantization = scales(0.03F);
        return Graph(network);
      }
      default: {
        const TensorId x = net_.input("x", shape(), DType::int8);
        net_[x].quantization = scales(0.5F);
        return made(Dequantize{}, {x}, shape());
      }
    }
  }

 private:
  Shape shape() const { return {images_, channels_, rows_, columns_}; }
  TensorId map() { return net_.input("x", shape()); }
  Window window() const { return {rowWindow_, columnWindow_}; }
  Shape outShape(std::int64_t channels) const {
    const auto size = [](const WindowAxis& a, std::int64_t extent) {
      return (extent + a.padBefore + a.padAfter - (a.kernel - 1) * a.dilation - 1) / a.stride + 1;
    };
    return {images_, channels, size(rowWindow_, rows_), size(columnWindow_, columns_)};
  }
  /// One scale a channel.
  std::shared_ptr<const Quantization> scales(float first) const {
    Quantization quantization{{}, {}, 1};
    for (int c = 0; c < channels_; ++c) {
      quantization.scales.push_back(first * static_cast<float>(c + 1));
      quantization.zeroPoints.push_back(c - 2);
    }
    return std::make_shared<const Quantization>(std::move(quantization));
  }

  Graph made(Attributes attributes, std::vector<TensorId> inputs, Shape shape,
             DType dtype = DType::float32) {
    net_.output(net_.op("y", std::move(attributes), std::move(inputs), std::move(shape), dtype));
    return net_.graph();
  }

  /// With a bias and a fused activation.
  Graph convolution() {
    const std::int64_t outputs = *rc::gen::inRange(1, 4);
    const TensorId x = map();
    const TensorId w =
        net_.floats("w", {outputs, channels_, rowWindow_.kernel, columnWindow_.kernel},
                    drawnFloats(outputs * channels_ * rowWindow_.kernel * columnWindow_.kernel));
    const TensorId b = net_.floats("b", {outputs}, drawnFloats(outputs), TensorRole::bias);
    made(Convolution{window(), 1}, {x, w, b}, outShape(outputs));
    net_.network().operators[0].fusedActivation = Activation{"relu6", {}};
    return net_.graph();
  }

  Graph batchNorm() {
    std::vector<TensorId> inputs{map()};
    for (const std::string name : {"scale", "shift", "mean", "variance"}) {
      inputs.push_back(net_.floats(name, {channels_}, drawnFloats(channels_, 1)));
    }
    return made(BatchNormalization{1e-5}, inputs, shape());
  }

  static WindowAxis drawnAxis() {
    const auto number = [](std::int64_t least, std::int64_t most) {
      return *rc::gen::inRange<std::int64_t>(least, most + 1);
    };
    return {number(1, 3), number(1, 3), number(1, 2), number(0, 2), number(0, 2)};
  }

  NetworkBuilder net_;
  std::int64_t images_ = *rc::gen::inRange(1, 3);
  std::int64_t channels_ = *rc::gen::inRange(1, 4);
  std::int64_t rows_ = *rc::gen::inRange(5, 9);
  std::int64_t columns_ = *rc::gen::inRange(5, 9);
  WindowAxis rowWindow_ = drawnAxis();
  WindowAxis columnWindow_ = drawnAxis();
};

/// A network of spatially local operators with values: float32, or calibrated to integers.
ReferenceRun drawnRun() {
  const auto seed = *rc::gen::arbitrary<std::uint32_t>();
  if (*rc::gen::inRange(0, 3) == 0) {
    const Graph graph = OtherOperator().graph();
    return referenceRun(graph, randomInputs(graph, seed), Deployment::asStored);
  }
  const auto deployment =
      *rc::gen::element(Deployment::asStored, Deployment::int8, Deployment::int16);
  const Graph graph = test::withRealValues(test::randomStage(seed).graph, seed);
  return referenceRun(graph, randomInputs(graph, seed), deployment);
}

/// Exactly the elements `box` of a whole tensor, in memory of their own.
std::vector<std::byte> copied(const Tensor& tensor, const std::vector<std::byte>& bytes,
                              const Box& box) {
  std::vector<std::byte> whole = bytes;
  const TensorView from = wholeView(tensor, whole.data());
  const std::size_t size = elementBytes(tensor);
  std::vector<std::byte> copy(static_cast<std::size_t>(elements(box)) * size);
  std::byte* to = copy.data();
  forEachRow(from, box, [&](const auto&, std::int64_t offset, std::int64_t count) {
    const auto bytesOfRow = static_cast<std::size_t>(count) * size;
    std::memcpy(to, from.data + offset * static_cast<std::int64_t>(size), bytesOfRow);
    to += bytesOfRow;
  });
  return copy;
}

/// Computes one region from tiles that hold exactly what it reads.
void runRegion(const ReferenceRun& run, OperatorId id, const Region& region,
               std::span<const TensorView> outputs) {
  const Graph& graph = run.graph;
  Constants constants(graph);
  std::vector<std::vector<std::byte>> memories;
  std::vector<TensorView> views;
  for (std::size_t i = 0; i < graph[id].inputs.size(); ++i) {
    const TensorId input = graph[id].inputs[i];
    if (graph[input].role != TensorRole::activation) {
      views.push_back(constants.view(input));
      continue;
    }
    const Region needed = regionMap(graph, id, i).clipped(region);
    const Box box = regionBox(graph[input].shape, graph.layout(), needed);
    memories.push_back(copied(graph[input], run.expected.at(input), box));
    views.push_back(tileView(graph[input], memories.back().data(), box, box));
  }
  runOperator(graph, id, views, outputs, region);
}

std::vector<Interval> parts(Interval all) {
  const auto cut = *rc::gen::inRange<std::int64_t>(all.begin, all.end + 1);
  return {{all.begin, cut}, {cut, all.end}};
}

void checkRegions(const ReferenceRun& run, OperatorId id) {
  const Operator& op = run.graph[id];
  std::vector<std::vector<std::byte>> memories;
  std::vector<TensorView> outputs;
  for (const TensorId output : op.outputs) {
    memories.emplace_back(run.expected.at(output).size());
    outputs.push_back(wholeView(run.graph[output], memories.back().data()));
  }
  const Region whole = wholeRegion(run.graph, op.outputs.front());
  for (const Interval& rows : parts(whole.rows)) {
    for (const Interval& columns : parts(whole.columns)) {
      const Region region{rows, columns};
      if (!region.empty()) runRegion(run, id, region, outputs);
    }
  }
  for (std::size_t i = 0; i < memories.size(); ++i) {
    RC_ASSERT(memories[i] == run.expected.at(op.outputs[i]));
  }
}

TEST(RunOperator, ARegionHasTheSameBitsHoweverTheOutputIsCut) {
  test::checkProperty(300, [] {
    const ReferenceRun run = drawnRun();
    for (std::size_t i = 0; i < run.graph.operators().size(); ++i) {
      if (whyNotLocal(run.graph, OperatorId(i)).empty()) checkRegions(run, OperatorId(i));
    }
  });
}

std::vector<std::byte> turned(const Tensor& tensor, const std::vector<std::byte>& bytes) {
  return test::permuted(bytes, elementBytes(tensor), tensor.shape,
                        test::lastAxes(tensor.shape.rank()));
}

TEST(RunOperator, ChannelsLastGivesTheSameBits) {
  test::checkProperty(300, [] {
    const ReferenceRun first = drawnRun();
    const Graph last = test::channelsLast(first.graph);
    TensorBytes inputs;
    for (const TensorId id : last.inputs()) {
      inputs[id] = turned(first.graph[id], first.inputs.at(id));
    }
    const TensorBytes run = plainRun(last, inputs);
    for (const auto& [id, bytes] : first.expected) {
      RC_ASSERT(run.at(id) == turned(first.graph[id], bytes));
    }
  });
}

/// Random stages have them too; these weights are not square.
TEST(RunOperator, ChannelsLastTransposedConvolutionsToo) {
  NetworkBuilder net;
  const TensorId x = net.input("x", {1, 2, 2, 3});
  const TensorId w = net.constant("w", {2, 3, 2, 2});
  net.output(net.op("y", TransposedConvolution{test::window(2, 2, 2), 1}, {x, w}, {1, 3, 4, 6}));
  const Graph first = test::withRealValues(net.graph(), 1);
  const Graph last = test::channelsLast(first);
  const TensorBytes inputs = randomInputs(first, 1);
  const TensorId in = first.inputs().front();
  const TensorBytes run = plainRun(last, {{in, turned(first[in], inputs.at(in))}});
  const TensorId y = first.outputs().front();
  EXPECT_EQ(run.at(y), turned(first[y], plainRun(first, inputs).at(y)));
}

/// Keyword spotting starts so: one input channel, hence one group, but weights [1, k..., out].
TEST(RunOperator, ADepthwiseConvolutionOfOneChannelHasItsOutputsLast) {
  NetworkBuilder net;
  const TensorId x = net.floats("x", {1, 1, 2, 1}, {1, 10});
  const TensorId w = net.floats("w", {1, 1, 2, 3}, {1, 2, 3, 4, 5, 6});
  const Convolution conv{{{1, 1, 1, 0, 0}, {2, 1, 1, 0, 0}}, 1};
  const TensorId y = net.op("y", conv, {x, w}, {1, 1, 1, 3});
  net.output(y);
  net.network().layout = Layout::channelsLast;
  EXPECT_EQ(test::outputOf<float>(net.graph()), (std::vector<float>{41, 52, 63}));
}

TEST(RunOperator, AnInputThatLacksWhatTheRegionReadsIsAFault) {
  NetworkBuilder net;
  const TensorId x = net.input("x", {1, 1, 4, 4});
  net.output(net.op("y", Pool{PoolKind::max, test::window(2, 2), false}, {x}, {1, 1, 3, 3}));
  const Graph graph = net.graph();
  std::vector<float> memory(16);
  auto* data = reinterpret_cast<std::byte*>(memory.data());
  const Box missing{{0, 1}, {0, 1}, {0, 2}, {0, 3}};  // the last column is not stored
  const TensorView input = tileView(graph[x], data, missing, missing);
  const TensorView output = wholeView(graph[graph.outputs()[0]], data);
  try {
    runOperator(graph, OperatorId(0), {&input, 1}, {&output, 1}, {{0, 1}, {0, 3}});
    ADD_FAILURE() << "column 3 is not stored";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::internal) << error.what();
  }
}

}  // namespace
}  // namespace tessera::verify
