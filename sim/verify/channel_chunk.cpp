#include "sim/verify/channel_chunk.h"

#include <cstdint>
#include <cstring>
#include <deque>
#include <utility>
#include <vector>

#include "core/depthwise.h"
#include "core/error.h"
#include "core/weight_layout.h"
#include "sim/run/sum_bytes.h"
#include "sim/verify/channels_first.h"
#include "sim/verify/kernel.h"
#include "sim/verify/kernels.h"
#include "sim/verify/plane.h"

namespace tessera::verify {
namespace {

std::size_t channelAxisOf(Layout layout, std::size_t rank) {
  return layout == Layout::channelsFirst ? 1 : rank - 1;
}

/// The axis of a constant that tells the channel; nothing where it is the same for all.
std::optional<std::size_t> axisOfConstant(const Graph& graph, OperatorId id, std::size_t input,
                                          std::int64_t channels) {
  const Operator& op = graph[id];
  const Shape& output = graph[op.outputs.front()].shape;
  const Shape& shape = graph[op.inputs[input]].shape;
  if (shape.rank() == 0) return std::nullopt;
  if (input == 1 && hasChannelWeights(op)) {
    const auto layout = weightLayout(op, shape, output, graph.layout());
    return layout ? channelAxis(*layout, shape) : std::nullopt;
  }
  const std::size_t map = channelAxisOf(graph.layout(), output.rank());
  if (shape.rank() == output.rank()) {
    return shape[map] == channels ? std::optional(map) : std::nullopt;
  }
  const std::size_t axis = graph.layout() == Layout::channelsLast ? shape.rank() - 1 : 0;
  return shape[axis] == channels ? std::optional(axis) : std::nullopt;
}

/// The operator with those tensors in the place of its own.
Graph graphOf(const Graph& graph, OperatorId id, const std::deque<Plane>& planes,
              std::int64_t groups) {
  Network network;
  network.layout = graph.layout();
  network.arithmetic = graph.arithmetic();
  Operator op = graph[id];
  const std::size_t inputs = op.inputs.size();
  op.inputs.clear();
  op.outputs.clear();
  for (const Plane& plane : planes) {
    Tensor tensor = plane.tensor;
    tensor.aliasOf.reset();
    const bool isInput = op.inputs.size() < inputs;
    const TensorId added = network.addTensor(std::move(tensor));
    if (isInput && network.tensor(added).role == TensorRole::activation) {
      network.inputs.push_back(added);
    }
    (isInput ? op.inputs : op.outputs).push_back(added);
  }
  if (auto* convolution = std::get_if<Convolution>(&op.attributes)) convolution->groups = groups;
  network.outputs = op.outputs;
  network.operators.push_back(std::move(op));
  return Graph(std::move(network));
}

/// The call with its channels first, as the kernels see it.
template <class Run>
void withChannelsFirst(const Graph& graph, OperatorId id, std::span<const TensorView> inputs,
                       const TensorView& output, const Region& region, const Run& run) {
  const Operator& op = graph[id];
  const auto& convolution = std::get<Convolution>(op.attributes);
  if (graph.layout() == Layout::channelsFirst) {
    return run(Call{graph, op, inputs, {&output, 1}, region, graph.layout()}, convolution);
  }
  const ChannelsFirst views(op, inputs, {&output, 1});
  run(Call{graph, op, views.inputs(), views.outputs(), region, Layout::channelsFirst}, convolution);
}

/// Whether the sums are doubles; throws Error(internal) where there is no room for them.
bool areWide(const Call& call, std::size_t width, std::size_t bytes) {
  const auto needed = static_cast<std::size_t>(elements(call.outputBox())) * width;
  if (needed <= bytes) return width >= sizeof(double);
  throw Error(ErrorCode::internal, "has " + std::to_string(bytes) + " bytes for its sums",
              "operator '" + call.op.name + "'");
}

std::vector<double> load(const Call& call, std::size_t width, std::span<const std::byte> sums) {
  const bool wide = areWide(call, width, sums.size());
  std::vector<double> values(static_cast<std::size_t>(elements(call.outputBox())));
  const std::byte* from = sums.data();
  for (double& value : values) {
    if (wide) {
      std::memcpy(&value, from, sizeof(double));
      from += sizeof(double);
    } else {
      std::int32_t sum = 0;
      std::memcpy(&sum, from, sizeof(sum));
      value = sum;
      from += sizeof(sum);
    }
  }
  return values;
}

void store(const Call& call, std::size_t width, const std::vector<double>& values,
           std::span<std::byte> sums) {
  const bool wide = areWide(call, width, sums.size());
  std::byte* to = sums.data();
  for (const double value : values) {
    if (wide) {
      std::memcpy(to, &value, sizeof(double));
      to += sizeof(double);
    } else {
      const auto sum = static_cast<std::int32_t>(value);
      std::memcpy(to, &sum, sizeof(sum));
      to += sizeof(sum);
    }
  }
}

}  // namespace

void runChunk(const Graph& graph, OperatorId id, std::span<const TensorView> inputs,
              const TensorView& output, const Region& region, Interval channels, bool expands) {
  const Shape& shape = output.tensor->shape;
  const std::size_t axis = channelAxisOf(graph.layout(), shape.rank());
  std::deque<Plane> planes;
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    Plane& plane = planes.emplace_back(inputs[i]);
    if (i == 0) {
      if (!expands) plane.keep(axis, channels);
    } else if (const auto along = axisOfConstant(graph, id, i, shape[axis])) {
      plane.keep(*along, channels);
    }
  }
  planes.emplace_back(output).keep(axis, channels);
  const bool depthwise = !expands && isDepthwise(graph, graph[id]);
  const Graph part = graphOf(graph, id, planes, depthwise ? channels.length() : 1);
  std::vector<TensorView> views;
  for (std::size_t i = 0; i < inputs.size(); ++i) views.push_back(planes[i].view);
  runOperator(part, OperatorId(0), views, {&planes.back().view, 1}, region);
}

void addChunk(const Graph& graph, OperatorId id, std::span<const TensorView> inputs,
              const TensorView& output, const Region& region, Interval channels,
              std::span<std::byte> sums) {
  const auto width = static_cast<std::size_t>(sumBytes(graph, id));
  withChannelsFirst(graph, id, inputs, output, region,
                    [&](const Call& call, const Convolution& convolution) {
                      std::vector<double> values = load(call, width, sums);
                      addChannels(call, convolution, channels, values);
                      store(call, width, values, sums);
                    });
}

void finishChunks(const Graph& graph, OperatorId id, std::span<const TensorView> inputs,
                  const TensorView& output, const Region& region, std::span<const std::byte> sums) {
  const auto width = static_cast<std::size_t>(sumBytes(graph, id));
  withChannelsFirst(graph, id, inputs, output, region,
                    [&](const Call& call, const Convolution& convolution) {
                      finishChannels(call, convolution, load(call, width, sums));
                    });
}

}  // namespace tessera::verify
