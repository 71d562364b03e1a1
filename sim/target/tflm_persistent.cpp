#include "sim/target/tflm_persistent.h"

#include <variant>

#include "core/checked.h"
#include "core/dtype.h"

namespace tessera {
namespace {

constexpr std::int64_t evalTensorBytes = 12;    // data, dims, type
constexpr std::int64_t tensorBytes = 32;        // TfLiteTensor of inputs and outputs
constexpr std::int64_t quantizationBytes = 20;  // TfLiteAffineQuantization and its zero point
constexpr std::int64_t nodeBytes = 32;          // NodeAndRegistration
constexpr std::int64_t handleBytes = 4;         // ScratchBufferHandle
constexpr std::int64_t channelBytes = 8;        // multiplier and shift
constexpr std::int64_t runtimeBytes = 239;

/// Data that a kernel keeps, and the options it reads.
struct Sizes {
  std::int64_t data = 0;
  std::int64_t options = 0;
  bool assumed = false;
};

struct SizesOf {
  const Graph& graph;
  const Operator& op;

  bool quantized() const { return !op.inputs.empty() && !isFloat(graph[op.inputs.front()].dtype); }

  Sizes operator()(const Convolution&) const {
    const Shape& out = graph[op.outputs.front()].shape;
    const std::int64_t channels = featureMap(out, graph.layout()).channels;
    return {64 + (quantized() ? checkedMul(channelBytes, channels) : 0), 28};
  }
  Sizes operator()(const TransposedConvolution&) const {
    const Shape& out = graph[op.outputs.front()].shape;
    const std::int64_t channels = featureMap(out, graph.layout()).channels;
    return {64 + (quantized() ? checkedMul(channelBytes, channels) : 0), 16, true};
  }
  Sizes operator()(const FullyConnected&) const { return {82, 5}; }
  Sizes operator()(const MatMul&) const { return {96, 3, true}; }
  Sizes operator()(const Pool&) const { return {48, 40}; }
  Sizes operator()(const GlobalPool&) const { return {68, 1}; }
  Sizes operator()(const Reduce&) const { return {68, 1}; }
  Sizes operator()(const Elementwise& elementwise) const {
    const bool measured = elementwise.function == "add";
    return {64, 2, !measured};
  }
  Sizes operator()(const Softmax&) const { return {70, 4}; }
  Sizes operator()(const Concat&) const { return {36, 8}; }
  Sizes operator()(const Pad&) const { return {64, 0}; }
  Sizes operator()(const Reshape&) const { return {8, 36}; }
  Sizes operator()(const Transpose&) const { return {0, 0}; }
  Sizes operator()(const Quantize&) const { return {32, 0}; }
  Sizes operator()(const Dequantize&) const { return {32, 0}; }
  Sizes operator()(const Slice&) const { return {32, 24}; }
  Sizes operator()(const Activation&) const { return {32, 0, true}; }
  Sizes operator()(const Resize&) const { return {0, 2, true}; }
  template <class Other>
  Sizes operator()(const Other&) const {
    return {32, 8, true};
  }
};

}  // namespace

TflmPersistent tflmPersistent(const Graph& graph, std::size_t scratchBuffers) {
  const auto times = [](std::size_t count, std::int64_t bytes) {
    return Bytes(checkedMul(static_cast<std::int64_t>(count), bytes));
  };
  TflmPersistent parts;
  parts.evalTensors = times(graph.tensors().size(), evalTensorBytes);
  parts.inputOutput = times(graph.inputs().size() + graph.outputs().size(), tensorBytes);
  for (const auto ids : {graph.inputs(), graph.outputs()}) {
    for (const TensorId id : ids) {
      if (graph[id].quantization) parts.quantization += Bytes(quantizationBytes);
    }
  }
  for (const Operator& op : graph.operators()) {
    const Sizes sizes = std::visit(SizesOf{graph, op}, op.attributes);
    parts.operatorData += Bytes(sizes.data);
    parts.parameters += Bytes(sizes.options);
    parts.assumedOperators += sizes.assumed ? 1 : 0;
  }
  parts.nodes = times(graph.operators().size(), nodeBytes);
  parts.scratchHandles = times(scratchBuffers, handleBytes);
  parts.runtime = Bytes(runtimeBytes);
  return parts;
}

}  // namespace tessera
