#include "sim/target/cmsis_scratch.h"

#include <algorithm>
#include <optional>

#include "core/checked.h"

namespace tessera {
namespace {

template <class Holds>
bool allAxes(const Window& window, const Holds& holds) {
  return std::all_of(window.begin(), window.end(), holds);
}

/// What CMSIS-NN's wrappers look at when they choose a convolution kernel.
struct ConvolutionCall {
  const Window& window;
  std::int64_t area = 1;
  std::int64_t groupChannels = 1;  ///< of the input of one group
  bool depthwise = false;
  bool wide = false;    ///< int16 instead of int8
  bool packed = false;  ///< weights of int4
  FeatureMap input;
  FeatureMap output;

  ConvolutionCall(const Graph& graph, const Operator& op, const Convolution& conv)
      : window(conv.window),
        input(featureMap(graph[op.inputs.front()].shape, graph.layout())),
        output(featureMap(graph[op.outputs.front()].shape, graph.layout())) {
    for (const WindowAxis& axis : window) area = checkedMul(area, axis.kernel);
    groupChannels = input.channels / conv.groups;
    // TFLite has a depthwise convolution of one channel; elsewhere that is a plain one.
    depthwise =
        conv.groups == input.channels && (conv.groups > 1 || op.type == "DEPTHWISE_CONV_2D");
    wide = graph[op.inputs.front()].dtype == DType::int16;
    packed = op.inputs.size() > 1 && graph[op.inputs[1]].dtype == DType::int4;
  }

  bool dilated() const {
    return !allAxes(window, [](const WindowAxis& axis) { return axis.dilation == 1; });
  }
  bool pointwise() const {
    return !dilated() && allAxes(window, [](const WindowAxis& axis) {
      return axis.kernel == 1 && axis.padBefore == 0 && axis.padAfter == 0;
    });
  }
  /// CMSIS-NN has a kernel without scratch for these, but for MVE.
  bool threeByThree() const {
    return window.size() == 2 && allAxes(window, [](const WindowAxis& axis) {
             return axis.kernel == 3 && axis.padBefore <= 1;
           });
  }
};

/// With Helium, an int8 convolution along a single row works in one window and the padding beside
/// it; nothing where that kernel does not run.
std::optional<std::int64_t> oneRowBytes(const ConvolutionCall& call) {
  const bool flat = call.window.size() == 2 && call.input.rows == 1 && call.window[0].kernel == 1;
  if (!flat && call.window.size() != 1) return std::nullopt;
  const WindowAxis& axis = call.window.back();
  const std::int64_t channels = call.input.channels;
  if (axis.dilation != 1 || channels != call.groupChannels) return std::nullopt;
  if (checkedMul(axis.stride, channels) % 4 != 0) return std::nullopt;
  const std::int64_t in = flat ? call.input.columns : call.input.rows;
  const std::int64_t out = flat ? call.output.columns : call.output.rows;
  const std::int64_t reach = checkedAdd(checkedMul(out - 1, axis.stride), axis.kernel);
  const std::int64_t uneven = (reach - in) % 2;
  const auto windows = [&](std::int64_t pad) { return ceilDiv(pad, axis.stride); };
  const std::int64_t left = axis.padBefore != 0 ? windows(axis.padBefore) : 0;
  const std::int64_t right = axis.padBefore + uneven != 0
                                 ? std::max<std::int64_t>(1, windows(axis.padBefore + uneven))
                                 : 0;
  if (left + right > out) return std::nullopt;
  const std::int64_t leftColumns = checkedAdd(axis.kernel, axis.padBefore);
  const std::int64_t rightColumns = axis.kernel - 1 + (uneven != 0 ? right : axis.padBefore);
  return checkedMul(channels, std::max(leftColumns, rightColumns));
}

std::int64_t depthwiseBytes(const ConvolutionCall& call, Kernels kernels) {
  if (call.wide) return 0;
  if (call.output.channels != call.input.channels) {
    if (kernels != Kernels::cmsisNnMve || call.input.channels != 1) return 0;
    return checkedAdd(4 * roundUp(call.area, 16), checkedMul(call.area, call.output.channels));
  }
  if (call.dilated() || kernels == Kernels::cmsisNnC) return 0;
  if (kernels == Kernels::cmsisNnMve) return checkedMul(496, call.area);
  if (call.threeByThree() && !call.packed) return 0;
  return checkedMul(2, checkedMul(call.area, call.input.channels));
}

std::int64_t convolutionBytes(const ConvolutionCall& call, Kernels kernels) {
  if (call.depthwise) return depthwiseBytes(call, kernels);
  const std::int64_t column = checkedMul(call.area, call.groupChannels);
  const bool mve = kernels == Kernels::cmsisNnMve;
  if (call.wide) return mve ? checkedMul(64, ceilDiv(column, 8)) : checkedMul(4, column);
  if (call.pointwise()) return 0;
  // arm_convolve_get_buffer_sizes_s4.c: the same on every core, and not rounded up.
  if (call.packed) return checkedMul(4, column);
  if (mve) return oneRowBytes(call).value_or(checkedMul(4, roundUp(column, 16)));
  return checkedMul(4, roundUp(column, 4));
}

}  // namespace

std::int64_t cmsisConvolutionBytes(const Graph& graph, const Operator& op, const Convolution& conv,
                                   Kernels kernels) {
  return convolutionBytes(ConvolutionCall(graph, op, conv), kernels);
}

std::int64_t lastExtent(const Shape& shape) {
  return shape.rank() == 0 ? 1 : shape[shape.rank() - 1];
}

bool isCmsisPointwise(const Graph& graph, const Operator& op, const FullyConnected& dense) {
  if (graph[op.inputs.front()].dtype != DType::int8 || op.inputs.size() < 2) return false;
  const bool isPacked = graph[op.inputs[1]].dtype == DType::int4;
  return !isPacked && graph[op.outputs.front()].shape.rank() > 2 && dense.inFeatures % 4 == 0;
}

std::int64_t cmsisFullyConnectedBytes(const Graph& graph, const Operator& op,
                                      const FullyConnected& dense, Kernels kernels) {
  if (graph[op.inputs.front()].dtype != DType::int8 || op.inputs.size() < 2) return 0;
  const Tensor& weights = graph[op.inputs[1]];
  const std::int64_t outputs = lastExtent(graph[op.outputs.front()].shape);
  if (isCmsisPointwise(graph, op, dense)) {
    const bool perChannel =
        weights.quantization != nullptr && weights.quantization->scales.size() > 1;
    return perChannel ? 0 : checkedMul(8, outputs);
  }
  const bool summed = kernels == Kernels::cmsisNnMve && weights.dtype != DType::int4;
  return summed && weights.role == TensorRole::activation ? checkedMul(4, outputs) : 0;
}

std::vector<Bytes> cmsisTransposedConvolution(const Graph& graph, const Operator& op,
                                              const TransposedConvolution& conv, Kernels kernels) {
  if (conv.window.size() != 2) return {};
  constexpr std::int64_t fewChannels = 16;
  const WindowAxis& rows = conv.window[0];
  const WindowAxis& columns = conv.window[1];
  const FeatureMap input = featureMap(graph[op.inputs.front()].shape, graph.layout());
  const FeatureMap output = featureMap(graph[op.outputs.front()].shape, graph.layout());
  if (rows.stride <= 2 && columns.stride <= 2 && input.channels > fewChannels) {
    const std::int64_t column = checkedMul(checkedMul(rows.kernel, columns.kernel), input.channels);
    const std::int64_t unit = kernels == Kernels::cmsisNnMve ? 16 : 4;
    return {Bytes(checkedMul(4, roundUp(column, unit))),
            Bytes(checkedMul(column, output.channels))};
  }
  const std::int64_t reach = checkedAdd(checkedMul(input.columns - 1, columns.stride),
                                        std::max(columns.kernel, columns.stride));
  const std::int64_t lines = std::max(rows.kernel, rows.stride);
  return {Bytes(checkedMul(4, checkedMul(checkedMul(reach, output.channels), lines))), Bytes(0)};
}

}  // namespace tessera
