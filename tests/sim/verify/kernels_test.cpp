#include "sim/verify/kernels.h"

#include <cstring>

#include "core/receptive_field.h"
#include "sim/verify/constants.h"
#include "sim/verify/dense.h"
#include "sim/verify/execute.h"
#include "tests/support/network_builder.h"
#include "tests/support/property.h"

namespace tessera::verify {
namespace {

using test::NetworkBuilder;

std::vector<float> randomFloats(std::size_t count) {
  std::vector<float> values(count);
  for (float& value : values) value = static_cast<float>(*rc::gen::inRange(-50, 51)) / 16.0F;
  return values;
}

std::vector<std::int8_t> randomBytes(std::size_t count) {
  std::vector<std::int8_t> values(count);
  for (auto& value : values) value = static_cast<std::int8_t>(*rc::gen::inRange(-128, 128));
  return values;
}

/// One operator on a random map, float32 or int8, drawn from all that have patches.
struct Drawn {
  NetworkBuilder net;
  std::int64_t channels = *rc::gen::inRange<std::int64_t>(1, 5);
  std::int64_t rows = *rc::gen::inRange<std::int64_t>(3, 9);
  std::int64_t columns = *rc::gen::inRange<std::int64_t>(3, 9);
  bool int8 = *rc::gen::arbitrary<bool>();
  DType dtype = int8 ? DType::int8 : DType::float32;

  TensorId map(const std::string& name) {
    const TensorId id = net.input(name, {1, channels, rows, columns}, dtype);
    if (int8) net.quantize(id, 0.05F, 3);
    return id;
  }
  TensorId weights(std::int64_t out, std::int64_t in, std::int64_t kernel) {
    const auto count = static_cast<std::size_t>(out * in * kernel * kernel);
    const Shape shape{out, in, kernel, kernel};
    if (!int8) return net.floats("w", shape, randomFloats(count));
    const TensorId id = net.values("w", shape, DType::int8, randomBytes(count));
    net.quantize(id, 0.02F, 0);
    return id;
  }
  Graph finish(Attributes attributes, std::vector<TensorId> inputs, Shape shape) {
    const TensorId out =
        net.op("y", std::move(attributes), std::move(inputs), std::move(shape), dtype);
    if (int8) net.quantize(out, 0.1F, -2);
    net.output(out);
    return net.graph();
  }

  Graph windowed(bool pool) {
    const auto kernel = *rc::gen::inRange<std::int64_t>(1, 4);
    const auto stride = *rc::gen::inRange<std::int64_t>(1, 3);
    const auto pad = *rc::gen::inRange<std::int64_t>(0, kernel);
    const auto size = [&](std::int64_t extent) { return (extent + 2 * pad - kernel) / stride + 1; };
    const Window window = test::window(2, kernel, stride, pad);
    const TensorId x = map("x");
    if (pool) {
      const auto kind = *rc::gen::element(PoolKind::max, PoolKind::average);
      return finish(Pool{kind, window, *rc::gen::arbitrary<bool>()}, {x},
                    {1, channels, size(rows), size(columns)});
    }
    const bool depthwise = channels > 1 && *rc::gen::arbitrary<bool>();
    const std::int64_t out = depthwise ? channels : *rc::gen::inRange<std::int64_t>(1, 5);
    const TensorId w = weights(out, depthwise ? 1 : channels, kernel);
    return finish(Convolution{window, depthwise ? channels : 1}, {x, w},
                  {1, out, size(rows), size(columns)});
  }
};

Graph drawnGraph() {
  Drawn drawn;
  switch (*rc::gen::inRange(0, 4)) {
    case 0:
      return drawn.windowed(true);
    case 1: {
      const TensorId a = drawn.map("a");
      const TensorId b = drawn.map("b");
      return drawn.finish(Elementwise{"add"}, {a, b},
                          {1, drawn.channels, drawn.rows, drawn.columns});
    }
    case 2: {
      const TensorId a = drawn.map("a");
      return drawn.finish(Activation{"relu6", {}}, {a},
                          {1, drawn.channels, drawn.rows, drawn.columns});
    }
    default:
      return drawn.windowed(false);
  }
}

/// The operator computed tile by tile, each on a memory of its own of exactly the needed size.
std::vector<std::byte> tiled(const Graph& graph, const TensorBytes& inputs, std::int64_t cutRow,
                             std::int64_t cutColumn) {
  const Operator& op = graph[OperatorId(0)];
  const TensorId out = op.outputs.front();
  std::vector<std::byte> result(static_cast<std::size_t>(storageBytes(graph[out]).count()));
  Constants constants(graph);
  const Region whole = wholeRegion(graph, out);
  const auto parts = [](Interval all, std::int64_t cut) {
    return std::vector<Interval>{{all.begin, cut}, {cut, all.end}};
  };
  for (const Interval& rows : parts(whole.rows, cutRow)) {
    for (const Interval& columns : parts(whole.columns, cutColumn)) {
      const Region region{rows, columns};
      if (region.empty()) continue;
      std::vector<std::vector<std::byte>> memories;
      std::vector<TensorView> views;
      for (std::size_t i = 0; i < op.inputs.size(); ++i) {
        const Tensor& tensor = graph[op.inputs[i]];
        if (tensor.role != TensorRole::activation) {
          views.push_back(constants.view(op.inputs[i]));
          continue;
        }
        // Copy exactly the needed region out of the whole input.
        const Region needed = regionMap(graph, OperatorId(0), i).clipped(region);
        const Box box = regionBox(tensor.shape, graph.layout(), needed);
        const std::size_t size = elementBytes(tensor);
        memories.emplace_back(static_cast<std::size_t>(elements(box)) * size);
        std::byte* to = memories.back().data();
        auto whole_bytes = inputs.at(op.inputs[i]);
        const TensorView from = wholeView(tensor, whole_bytes.data());
        forEachRow(from, box, [&](const auto&, std::int64_t offset, std::int64_t count) {
          const std::int64_t step = from.strides.back();
          for (std::int64_t k = 0; k < count; ++k, to += size) {
            std::memcpy(to, from.data + (offset + k * step) * static_cast<std::int64_t>(size),
                        size);
          }
        });
        views.push_back(tileView(tensor, memories.back().data(), box, box));
      }
      const TensorView output = wholeView(graph[out], result.data());
      runOperator(graph, OperatorId(0), views, std::span(&output, 1), region);
    }
  }
  return result;
}

TEST(RunOperator, ARegionHasTheSameBitsHoweverTheOutputIsCut) {
  test::checkProperty(400, [] {
    const Graph graph = drawnGraph();
    const TensorBytes inputs = randomInputs(graph, *rc::gen::arbitrary<std::uint32_t>());
    const TensorId out = graph.outputs().front();
    const auto whole = bytesOf(graph, plainRun(graph, inputs), out);
    const Region all = wholeRegion(graph, out);
    const auto row = *rc::gen::inRange<std::int64_t>(0, all.rows.end + 1);
    const auto column = *rc::gen::inRange<std::int64_t>(0, all.columns.end + 1);
    RC_ASSERT(tiled(graph, inputs, row, column) == whole);
  });
}

/// The axes of a shape brought from channels first to channels last.
Shape channelsLast(const Shape& shape) {
  if (shape.rank() != 4) return shape;
  return {shape[0], shape[2], shape[3], shape[1]};
}

/// A row-major array with its second axis moved to the end; `first` moves its first axis there.
std::vector<std::byte> moved(const std::vector<std::byte>& bytes, const Shape& shape,
                             std::size_t size, bool first) {
  std::vector<std::byte> result(bytes.size());
  std::size_t to = 0;
  const std::int64_t outer = first ? shape[1] : shape[0];
  const std::int64_t last = first ? shape[0] : shape[1];
  for (std::int64_t n = 0; n < outer; ++n) {
    for (std::int64_t p = 0; p < shape[2] * shape[3]; ++p) {
      for (std::int64_t c = 0; c < last; ++c) {
        const std::int64_t lead = first ? c * shape[1] + n : n * shape[1] + c;
        const auto from = static_cast<std::size_t>(lead * shape[2] * shape[3] + p) * size;
        std::copy_n(bytes.begin() + static_cast<std::ptrdiff_t>(from), size,
                    result.begin() + static_cast<std::ptrdiff_t>(to));
        to += size;
      }
    }
  }
  return result;
}

/// The same network with channels last, as TFLite stores it.
Graph twin(const Graph& graph) {
  Network network = toNetwork(graph);
  network.layout = Layout::channelsLast;
  const Operator& op = network.operators.front();
  for (std::size_t i = 0; i < network.tensors.size(); ++i) {
    Tensor& tensor = network.tensors[i];
    const bool weights = tensor.role == TensorRole::weight;
    const auto* conv = std::get_if<Convolution>(&op.attributes);
    const bool depthwise = weights && conv != nullptr && conv->groups > 1;
    if (weights) {
      const auto bytes = moved(loadBytes(tensor.data), tensor.shape,
                               tensor.dtype == DType::int8 ? 1 : 4, depthwise);
      tensor.data = inlineConstant(std::span<const std::byte>(bytes), tensor.data.storedAs);
    }
    const Shape& s = tensor.shape;
    tensor.shape = depthwise ? Shape{s[1], s[2], s[3], s[0]} : channelsLast(s);
  }
  return Graph(network);
}

TEST(RunOperator, ChannelsLastGivesTheSameBits) {
  test::checkProperty(300, [] {
    const Graph first = drawnGraph();
    const Graph last = twin(first);
    const TensorBytes inputs = randomInputs(first, 7);
    TensorBytes turned;
    for (std::size_t i = 0; i < first.inputs().size(); ++i) {
      const Tensor& tensor = first[first.inputs()[i]];
      turned[last.inputs()[i]] =
          moved(inputs.at(first.inputs()[i]), tensor.shape, elementBytes(tensor), false);
    }
    const TensorId out = first.outputs().front();
    const auto expected = moved(bytesOf(first, plainRun(first, inputs), out), first[out].shape,
                                elementBytes(first[out]), false);
    RC_ASSERT(bytesOf(last, plainRun(last, turned), last.outputs().front()) == expected);
  });
}

}  // namespace
}  // namespace tessera::verify
