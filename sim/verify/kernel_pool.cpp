#include <algorithm>
#include <cmath>
#include <limits>

#include "sim/verify/tflite_kernel.h"
#include "sim/verify/window_input.h"

namespace tessera::verify {
namespace {

/// The positions along one axis that output `out` reads, and how many count where padding does.
struct AxisTaps {
  std::int64_t first = 0;  ///< in the padded input
  std::int64_t inside = 0;
  std::int64_t withPadding = 0;
};

AxisTaps tapsAt(const PlacedWindow& placed, std::size_t axis, std::int64_t out) {
  const WindowAxis& a = placed.window[axis];
  AxisTaps taps;
  taps.first = (out - placed.output[axis].begin) * a.stride;
  for (std::int64_t tap = 0; tap < a.kernel; ++tap) {
    const std::int64_t at = out * a.stride - a.padBefore + tap * a.dilation;
    if (at >= 0 && at < placed.extent[axis]) ++taps.inside;
    if (at < placed.extent[axis] + a.padAfter) ++taps.withPadding;
  }
  return taps;
}

/// Gathers the values of one window, in the order of the taps.
struct Gatherer {
  const PlacedWindow& placed;
  const PaddedInput& input;

  template <class Use>
  void forEach(const double* channel, const std::array<AxisTaps, 3>& taps, const Use& use) const {
    const auto& k = placed.window;
    for (std::int64_t kz = 0; kz < k[0].kernel; ++kz) {
      for (std::int64_t ky = 0; ky < k[1].kernel; ++ky) {
        const std::int64_t row = ((taps[0].first + kz * k[0].dilation) * input.size[1] +
                                  taps[1].first + ky * k[1].dilation) *
                                     input.size[2] +
                                 taps[2].first;
        for (std::int64_t kx = 0; kx < k[2].kernel; ++kx) use(channel[row + kx * k[2].dilation]);
      }
    }
  }
};

/// What the taps of one window come to: the greatest value, the norm, or the sum of `count` values.
struct Pooled {
  double value = 0.0;
  std::int64_t count = 0;
};

Pooled pooled(const Gatherer& gather, const double* channel, const std::array<AxisTaps, 3>& taps,
              const Pool& pool) {
  Pooled result{pool.kind == PoolKind::max ? -std::numeric_limits<double>::infinity() : 0.0, 1};
  for (const AxisTaps& axis : taps)
    result.count *= pool.countsPadding ? axis.withPadding : axis.inside;
  switch (pool.kind) {
    case PoolKind::max:
      gather.forEach(channel, taps, [&](double value) {
        if (value > result.value || std::isnan(value)) result.value = value;
      });
      break;
    case PoolKind::lp:
      gather.forEach(channel, taps, [&](double value) { result.value += value * value; });
      result.value = std::sqrt(result.value);
      break;
    case PoolKind::average:
      gather.forEach(channel, taps, [&](double value) { result.value += value; });
      break;
  }
  return result;
}

std::vector<Pooled> pooledChannel(const PlacedWindow& placed, const PaddedInput& input,
                                  std::int64_t channel, const Pool& pool) {
  const Gatherer gather{placed, input};
  const double* from = input.values.data() + channel * input.channelSize();
  std::vector<Pooled> values;
  for (std::int64_t z = placed.output[0].begin; z < placed.output[0].end; ++z) {
    const AxisTaps front = tapsAt(placed, 0, z);
    for (std::int64_t y = placed.output[1].begin; y < placed.output[1].end; ++y) {
      const AxisTaps row = tapsAt(placed, 1, y);
      for (std::int64_t x = placed.output[2].begin; x < placed.output[2].end; ++x) {
        values.push_back(pooled(gather, from, {front, row, tapsAt(placed, 2, x)}, pool));
      }
    }
  }
  return values;
}

void writeReals(const Call& call, const Box& box, const std::vector<Pooled>& pooled,
                PoolKind kind) {
  std::vector<double> values;
  for (const Pooled& each : pooled) {
    if (kind != PoolKind::average) {
      values.push_back(each.value);
    } else {
      values.push_back(each.count > 0 ? each.value / static_cast<double>(each.count) : 0.0);
    }
  }
  finish(call, box, std::move(values));
}

/// Of values less their zero point. (tensorflow/lite/kernels/internal/reference/integer_ops/
/// pooling.h.)
void writeStored(const Call& call, const Box& box, const std::vector<Pooled>& pooled,
                 PoolKind kind) {
  const Affine input = affineOf(call, call.inputs[0]);
  if (kind == PoolKind::lp || input != affineOf(call, call.outputs[0])) {
    notInTflite(call, "its output has another scale, or it takes a norm");
  }
  const StoredRange range = outputRange(call);
  std::vector<std::int64_t> values;
  for (const Pooled& each : pooled) {
    const std::int64_t count = kind == PoolKind::max ? 1 : each.count;
    const std::int64_t value = each.count > 0
                                   ? static_cast<std::int64_t>(each.value) + input.zeroPoint * count
                                   : range.low;
    values.push_back(range.clamped(kind == PoolKind::max ? value : storedAverage(value, count)));
  }
  writeIntegers(call.outputs[0], box, values);
}

}  // namespace

void run(const Call& call, const Pool& pool) {
  if (call.outputs.size() > 1) cannotRun(call, "it writes indices too");
  const PlacedWindow placed = placedWindow(call, pool.window);
  const bool stored = isFixedPoint(call);
  const bool max = pool.kind == PoolKind::max;
  const double padding = max ? -std::numeric_limits<double>::infinity() : 0.0;
  for (std::int64_t image = 0; image < call.outputShape()[0]; ++image) {
    for (std::int64_t c = 0; c < call.outputShape()[1]; ++c) {
      const Interval channel{c, c + 1};
      const PaddedInput input = paddedInput(call, placed, image, channel, padding, !stored);
      const std::vector<Pooled> values = pooledChannel(placed, input, 0, pool);
      const Box box = outputPart(call, image, channel);
      stored ? writeStored(call, box, values, pool.kind) : writeReals(call, box, values, pool.kind);
    }
  }
}

void run(const Call& call, const GlobalPool& pool) {
  requireWhole(call);
  const Shape& shape = call.inputShape(0);
  if (shape.rank() < 2) cannotRun(call, "its input has no channels");
  // Sums of integers are exact in whatever order they come; so a stage may accumulate them.
  const Tensor& input = *call.inputs[0].tensor;
  const bool centred = pool.kind == PoolKind::average && isQuantized(input);
  const std::vector<double> x = centred ? readCentred(call.inputs[0], wholeBox(shape)).values
                                        : readReals(call.inputs[0], wholeBox(shape)).values;
  const auto channels = static_cast<std::size_t>(shape[0] * shape[1]);
  const std::size_t size = channels == 0 ? 0 : x.size() / channels;
  std::vector<double> values;
  for (std::size_t c = 0; c < channels; ++c) {
    const auto begin = x.begin() + static_cast<std::ptrdiff_t>(c * size);
    const auto end = begin + static_cast<std::ptrdiff_t>(size);
    double result = pool.kind == PoolKind::max ? -std::numeric_limits<double>::infinity() : 0.0;
    for (auto at = begin; at != end; ++at) {
      if (pool.kind == PoolKind::max) {
        result = std::max(result, *at);
      } else {
        result += pool.kind == PoolKind::lp ? *at * *at : *at;
      }
    }
    if (pool.kind == PoolKind::average) {
      const double scale = centred ? static_cast<double>(input.quantization->scales[0]) : 1;
      result *= scale / static_cast<double>(size);
    }
    if (pool.kind == PoolKind::lp) result = std::sqrt(result);
    values.push_back(result);
  }
  finish(call, call.outputBox(), std::move(values));
}

}  // namespace tessera::verify
