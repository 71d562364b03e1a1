#include <fmt/core.h>

#include <algorithm>

#include "core/weight_layout.h"
#include "sim/export/kernel_calls.h"
#include "sim/export/refusal.h"
#include "sim/export/requantise.h"
#include "sim/verify/dense.h"

namespace tessera::exported {
namespace {

std::string windowOf(const WindowAxis& axis, std::int64_t extent) {
  return fmt::format("{{{}, {}, {}, {}, {}}}", extent, axis.kernel, axis.stride, axis.dilation,
                     axis.padBefore);
}

/// Both axes of a window; a map of one axis has a single column.
struct Windows {
  WindowAxis rows;
  WindowAxis columns;
  FeatureMap input;

  std::string text() const {
    return windowOf(rows, input.rows) + ", " + windowOf(columns, input.columns);
  }
  bool isPoint() const {
    const auto point = [](const WindowAxis& axis) {
      return axis.kernel == 1 && axis.stride == 1 && axis.padBefore == 0;
    };
    return point(rows) && point(columns);
  }
};

Windows windowsOf(const KernelSetting& setting, const Window& window) {
  const FeatureMap input = featureMap(setting.input().shape, setting.graph.layout());
  if (input.batch != 1)
    notGenerated(setting.op(), "it works on several images", "set the batch to 1");
  for (const WindowAxis& axis : window) {
    const std::int64_t most = std::max({axis.kernel, axis.stride, axis.dilation, axis.padBefore});
    if (std::max({most, input.rows, input.columns}) > INT16_MAX) {
      notGenerated(setting.op(), "its window or its map is too large");
    }
  }
  if (window.empty() || window.size() > 2) notGenerated(setting.op(), "its window has three axes");
  return {window[0], window.size() == 2 ? window[1] : WindowAxis{}, input};
}

/// The stored weights, and what of them belongs to output channel, tap and input channel.
struct Filters {
  std::vector<std::int64_t> values;
  std::int64_t perOutput = 0;
  std::int64_t perTap = 0;
  std::int64_t perInput = 0;
  bool byTap = false;  ///< the output channels are innermost, as in TFLite's depthwise operators

  std::int64_t at(std::int64_t output, std::int64_t tap, std::int64_t input) const {
    return values[static_cast<std::size_t>(output * perOutput + tap * perTap + input * perInput)];
  }
};

Filters filtersOf(const KernelSetting& setting, std::int64_t outputs, std::int64_t taps,
                  std::int64_t depth) {
  const Tensor& weights = setting.input(1);
  const auto layout =
      weightLayout(setting.op(), weights.shape, setting.output().shape, setting.graph.layout());
  const bool fits = layout && weights.role != TensorRole::activation &&
                    weights.dtype == DType::int8 &&
                    weights.shape.elements() == outputs * taps * depth;
  if (!fits) notGenerated(setting.op(), "its weights are no int8 constants of its shape");
  Filters filters;
  filters.values = verify::readIntegers(setting.constants.view(setting.op().inputs[1]),
                                        verify::wholeBox(weights.shape))
                       .values;
  filters.byTap = layout->axis != 0;
  if (filters.byTap) {
    filters.perOutput = 1;
    filters.perTap = outputs;
  } else {
    const bool inputsFirst = setting.graph.layout() == Layout::channelsFirst;
    filters.perOutput = taps * depth;
    filters.perTap = inputsFirst ? 1 : depth;
    filters.perInput = inputsFirst ? taps : 1;
  }
  return filters;
}

std::string weightsArray(const KernelSetting& setting, const std::vector<std::int64_t>& values) {
  return setting.tables.array("int8_t", cWord(setting.op().name) + "_weights", values);
}

/// A convolution whose weights and channels are known.
struct Filtered {
  Windows windows;
  Filters filters;
  std::int64_t outputs = 0;
  std::int64_t groups = 1;

  std::int64_t taps() const { return windows.rows.kernel * windows.columns.kernel; }
};

std::string sumsText(const KernelSetting& setting, const Filtered& it, const Interval& outputs) {
  return sumsOf(setting.graph, setting.op(), it.outputs, outputs, setting.constants,
                setting.tables);
}

std::int64_t offsetOf(const KernelSetting& setting) {
  return -affineOf(setting.graph, setting.op(), setting.op().inputs.front()).zeroPoint;
}

KernelCall depthwise(const KernelSetting& setting, const Filtered& it) {
  const Interval outputs = setting.chunkOf(it.outputs);
  std::vector<std::int64_t> values;
  for (std::int64_t tap = 0; tap < it.taps(); ++tap) {
    for (std::int64_t c = outputs.begin; c < outputs.end; ++c) {
      values.push_back(it.filters.at(c, tap, 0));
    }
  }
  const std::string weights = weightsArray(setting, values);
  const std::string op = setting.record(
      "tsr_depthwise", fmt::format("{{{}, {}, {}, {}, {}, {}}}", it.windows.text(),
                                   outputs.length(), it.outputs / it.windows.input.channels,
                                   offsetOf(setting), weights, sumsText(setting, it, outputs)));
  return {"tsr_convolve_depthwise", "depthwise", op, {0}};
}

/// A convolution of these input and output channels, [outputs][taps][inputs].
std::string denseWeights(const KernelSetting& setting, const Filtered& it, const Interval& inputs,
                         const Interval& outputs) {
  std::vector<std::int64_t> values;
  for (std::int64_t c = outputs.begin; c < outputs.end; ++c) {
    for (std::int64_t tap = 0; tap < it.taps(); ++tap) {
      for (std::int64_t i = inputs.begin; i < inputs.end; ++i) {
        values.push_back(it.filters.at(c, tap, i));
      }
    }
  }
  return weightsArray(setting, values);
}

std::string denseText(const KernelSetting& setting, const Filtered& it, const Interval& inputs,
                      const Interval& outputs) {
  const std::string weights = denseWeights(setting, it, inputs, outputs);
  return fmt::format("{{{}, {}, {}, {}, {}, {}, {}}}", it.windows.text(),
                     inputs.length() * it.groups, outputs.length(), it.groups, offsetOf(setting),
                     weights, sumsText(setting, it, outputs));
}

/// What a chunk of input channels adds to the sums.
KernelCall partialSums(const KernelSetting& setting, const Filtered& it) {
  const Chunk& chunk = *setting.chunk;
  const std::string record = setting.record(
      "tsr_convolution_part",
      fmt::format("{{{}, {}, {}}}", denseText(setting, it, chunk.channels, {0, it.outputs}),
                  chunk.channels.begin == 0 ? 1 : 0, chunk.last ? 1 : 0));
  KernelCall call{"tsr_convolve_part", "convolution_part", record, {0}};
  call.readsSums = true;
  return call;
}

}  // namespace

KernelCalls callsOf(const KernelSetting& setting, const Convolution& convolution) {
  Filtered it{windowsOf(setting, convolution.window), {}, 0, convolution.groups};
  it.outputs = featureMap(setting.output().shape, setting.graph.layout()).channels;
  const std::int64_t depth = it.windows.input.channels / convolution.groups;
  it.filters = filtersOf(setting, it.outputs, it.taps(), depth);
  requireSumsFit(setting.op(), it.taps() * depth);
  if (setting.chunk && setting.chunk->sums) return {partialSums(setting, it)};
  if (depth == 1 && (it.filters.byTap || convolution.groups > 1)) return {depthwise(setting, it)};
  if (it.filters.byTap) {
    notGenerated(setting.op(), "its weights lie as those of a depthwise operator");
  }
  const Interval inputs{0, depth};
  const Interval outputs = setting.chunkOf(it.outputs);
  if (it.taps() == 1 && convolution.groups == 1 && it.windows.isPoint()) {
    const std::string weights = denseWeights(setting, it, inputs, outputs);
    const std::string record = setting.record(
        "tsr_pointwise", fmt::format("{{{}, {}, {}, {}, {}}}", depth, outputs.length(),
                                     offsetOf(setting), weights, sumsText(setting, it, outputs)));
    return {{"tsr_convolve_points", "pointwise", record, {0}}};
  }
  return {{"tsr_convolve",
           "convolution",
           setting.record("tsr_convolution", denseText(setting, it, inputs, outputs)),
           {0}}};
}

KernelCalls callsOf(const KernelSetting& setting, const FullyConnected& connected) {
  const Operator& op = setting.op();
  const Tensor& weights = setting.input(1);
  const std::int64_t depth = connected.inFeatures;
  const std::int64_t elements = setting.input().shape.elements();
  if (depth < 1 || weights.shape.rank() != 2) notGenerated(op, "its weights are no matrix");
  const std::int64_t outputs = weights.shape.elements() / depth;
  requireSumsFit(op, depth);
  if (outputs < 1 || weights.role == TensorRole::activation || weights.dtype != DType::int8) {
    notGenerated(op, "its weights are no int8 constants");
  }
  const auto stored =
      verify::readIntegers(setting.constants.view(op.inputs[1]), verify::wholeBox(weights.shape))
          .values;
  std::vector<std::int64_t> values = stored;
  for (std::int64_t c = 0; c < outputs && !connected.weightsTransposed; ++c) {
    for (std::int64_t i = 0; i < depth; ++i) {
      values[static_cast<std::size_t>(c * depth + i)] =
          stored[static_cast<std::size_t>(i * outputs + c)];
    }
  }
  const std::string array = weightsArray(setting, values);
  const std::string sums =
      sumsOf(setting.graph, op, outputs, {0, outputs}, setting.constants, setting.tables);
  if (setting.accumulated) {
    const FeatureMap map =
        featureMap(setting.graph[*setting.accumulated].shape, setting.graph.layout());
    const std::string part =
        setting.record("tsr_fully_connected_part",
                       fmt::format("{{{}, {}, {}, {}, {}, {}, {}}}", map.rows, map.columns,
                                   map.channels, outputs, offsetOf(setting), array, sums));
    KernelCall call{"tsr_connect_part", "fully_connected_part", part, {0}};
    call.readsSums = true;
    return {call};
  }
  const std::string record = setting.record(
      "tsr_fully_connected", fmt::format("{{{}, {}, {}, {}, {}, {}}}", elements / depth, depth,
                                         outputs, offsetOf(setting), array, sums));
  KernelCall call{"tsr_connect_fully", "fully_connected", record, {0}};
  call.wholeOnly = true;
  return {call};
}

KernelCalls callsOf(const KernelSetting& setting, const Pool& pool) {
  const Operator& op = setting.op();
  const Windows windows = windowsOf(setting, pool.window);
  if (pool.kind == PoolKind::lp) notGenerated(op, "it has no kernel yet");
  if (pool.countsPadding && (windows.rows.padBefore + windows.rows.padAfter +
                             windows.columns.padBefore + windows.columns.padAfter) != 0) {
    notGenerated(op, "its padding counts", "pad with an operator of its own");
  }
  if (affineOf(setting.graph, op, op.inputs[0]) != affineOf(setting.graph, op, op.outputs[0])) {
    notGenerated(op, "its input and output differ in scale",
                 "requantise with an operator of its own");
  }
  requireSumsFit(op, windows.rows.kernel * windows.columns.kernel);
  const verify::StoredRange bounds = rangeOf(setting.graph, op);
  const std::string record =
      setting.record("tsr_pool", fmt::format("{{{}, {}, {}, {}}}", windows.text(),
                                             setting.chunkOf(windows.input.channels).length(),
                                             bounds.low, bounds.high));
  const bool max = pool.kind == PoolKind::max;
  return {{max ? "tsr_pool_max" : "tsr_pool_average", "pool", record, {0}}};
}

}  // namespace tessera::exported
