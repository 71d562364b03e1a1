#include "sim/target/scratch.h"

#include <algorithm>

#include "core/checked.h"
#include "sim/program.h"

namespace tessera {
namespace {

std::int64_t roundUp(std::int64_t value, std::int64_t unit) {
  return checkedMul(ceilDiv(value, unit), unit);
}

DType inputType(const Graph& graph, const Operator& op) { return graph[op.inputs.front()].dtype; }

FeatureMap inputMap(const Graph& graph, const Operator& op) {
  return featureMap(graph[op.inputs.front()].shape, graph.layout());
}

FeatureMap outputMap(const Graph& graph, const Operator& op) {
  return featureMap(graph[op.outputs.front()].shape, graph.layout());
}

template <class Holds>
bool allAxes(const Window& window, const Holds& holds) {
  return std::all_of(window.begin(), window.end(), holds);
}

std::int64_t kernelArea(const Window& window) {
  std::int64_t area = 1;
  for (const WindowAxis& axis : window) area = checkedMul(area, axis.kernel);
  return area;
}

/// TFLite Micro's portable kernels.
std::vector<Bytes> referenceScratch(const Graph& graph, const Operator& op,
                                    std::int64_t outElements) {
  const DType type = inputType(graph, op);
  if (is<TransposedConvolution>(op)) {
    if (type == DType::int8) return {Bytes(checkedMul(4, outElements))};
    if (type == DType::int16) return {Bytes(checkedMul(8, outElements))};
  }
  const auto* reduce = std::get_if<Reduce>(&op.attributes);
  if (reduce == nullptr) return {};
  const auto axes = static_cast<std::int64_t>(reduce->axes.size());
  const auto rank = static_cast<std::int64_t>(graph[op.inputs.front()].shape.rank());
  std::vector<Bytes> scratch{Bytes(4 * rank), Bytes(4 * axes)};
  if (reduce->function == "mean" || reduce->function == "sum") {
    scratch.emplace_back(checkedMul(4, outElements));
    return scratch;
  }
  if (reduce->function == "max" || reduce->function == "min") return scratch;
  return {};
}

/// What CMSIS-NN's wrappers look at when they choose a convolution kernel.
struct ConvolutionCall {
  const Window& window;
  std::int64_t area = 1;
  std::int64_t channels = 1;       ///< of the input
  std::int64_t groupChannels = 1;  ///< of the input of one group
  std::int64_t outChannels = 1;
  bool depthwise = false;
  bool wide = false;  ///< int16 instead of int8

  ConvolutionCall(const Graph& graph, const Operator& op, const Convolution& conv)
      : window(conv.window),
        area(kernelArea(conv.window)),
        channels(inputMap(graph, op).channels),
        groupChannels(channels / conv.groups),
        outChannels(outputMap(graph, op).channels),
        // TFLite has a depthwise convolution of one channel; elsewhere that is a plain one.
        depthwise(conv.groups == channels && (channels > 1 || op.type == "DEPTHWISE_CONV_2D")),
        wide(inputType(graph, op) == DType::int16) {}

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

std::int64_t depthwiseBytes(const ConvolutionCall& call, Kernels kernels) {
  if (call.outChannels != call.channels) {
    if (kernels != Kernels::cmsisNnMve || call.wide || call.channels != 1) return 0;
    return checkedAdd(4 * roundUp(call.area, 16), checkedMul(call.area, call.outChannels));
  }
  if (call.dilated() || kernels == Kernels::cmsisNnC) return 0;
  const std::int64_t taps = checkedMul(call.area, call.channels);
  if (kernels == Kernels::cmsisNnMve) {
    return call.wide ? checkedAdd(checkedMul(8, taps), 8) : checkedMul(496, call.area);
  }
  return call.threeByThree() && !call.wide ? 0 : checkedMul(2, taps);
}

std::int64_t convolutionBytes(const ConvolutionCall& call, Kernels kernels) {
  if (call.depthwise) return depthwiseBytes(call, kernels);
  const std::int64_t column = checkedMul(call.area, call.groupChannels);
  const bool mve = kernels == Kernels::cmsisNnMve;
  if (call.wide) return mve ? checkedMul(64, ceilDiv(column, 8)) : checkedMul(4, column);
  return call.pointwise() ? 0 : checkedMul(4, roundUp(column, mve ? 16 : 4));
}

bool isAveragePool(const Operator& op) {
  const auto* pool = std::get_if<Pool>(&op.attributes);
  const auto* global = std::get_if<GlobalPool>(&op.attributes);
  return (pool != nullptr && pool->kind == PoolKind::average) ||
         (global != nullptr && global->kind == PoolKind::average);
}

std::vector<Bytes> onlyIfAny(std::int64_t bytes) {
  if (bytes == 0) return {};
  return {Bytes(bytes)};
}

std::vector<Bytes> cmsisScratch(const Graph& graph, const Operator& op, Kernels kernels,
                                std::int64_t outElements) {
  const DType type = inputType(graph, op);
  if (type != DType::int8 && type != DType::int16) return referenceScratch(graph, op, outElements);
  if (const auto* conv = std::get_if<Convolution>(&op.attributes)) {
    return onlyIfAny(convolutionBytes(ConvolutionCall(graph, op, *conv), kernels));
  }
  if (isAveragePool(op) && kernels == Kernels::cmsisNn) {
    return onlyIfAny(checkedMul(4, inputMap(graph, op).channels));
  }
  return referenceScratch(graph, op, outElements);
}

std::int64_t paddedExtent(std::int64_t extent, const WindowAxis& axis) {
  return checkedAdd(extent, 2 * (axis.kernel / 2));
}

}  // namespace

std::vector<Bytes> callScratch(const Graph& graph, const Operator& op, Kernels kernels,
                               std::int64_t outElements) {
  if (kernels == Kernels::none || kernels == Kernels::tinyengine) return {};
  if (op.inputs.empty() || op.outputs.empty()) return {};
  if (kernels == Kernels::reference) return referenceScratch(graph, op, outElements);
  return cmsisScratch(graph, op, kernels, outElements);
}

Workspace tinyengineWorkspace(const Graph& graph, const Operator& op, Extent input) {
  if (op.inputs.empty() || op.outputs.empty() || inputType(graph, op) != DType::int8) return {};
  if (const auto* dense = std::get_if<FullyConnected>(&op.attributes)) {
    return {Bytes(checkedMul(4, dense->inFeatures)), {}};
  }
  const auto* conv = std::get_if<Convolution>(&op.attributes);
  if (conv == nullptr || conv->window.empty()) return {};
  if (isDepthwise(graph, op)) {
    const std::int64_t rows = paddedExtent(input.rows, conv->window.front());
    const std::int64_t columns =
        conv->window.size() > 1 ? paddedExtent(input.columns, conv->window[1]) : input.columns;
    return {Bytes(checkedMul(2, checkedMul(rows, columns))), {}};
  }
  const ConvolutionCall call(graph, op, *conv);
  const std::int64_t column = checkedMul(call.area, call.groupChannels);
  const std::int64_t weights =
      conv->window.front().kernel > 1 ? checkedMul(column, call.outChannels) : 0;
  return {Bytes(checkedMul(4, column)), Bytes(checkedMul(2, weights))};
}

}  // namespace tessera
