#include <algorithm>
#include <cmath>
#include <limits>

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

double pooled(const Gatherer& gather, const double* channel, const std::array<AxisTaps, 3>& taps,
              const Pool& pool) {
  double result = pool.kind == PoolKind::max ? -std::numeric_limits<double>::infinity() : 0.0;
  switch (pool.kind) {
    case PoolKind::max:
      gather.forEach(channel, taps, [&](double value) {
        if (value > result || std::isnan(value)) result = value;
      });
      return result;
    case PoolKind::lp:
      gather.forEach(channel, taps, [&](double value) { result += value * value; });
      return std::sqrt(result);
    case PoolKind::average:
      break;
  }
  gather.forEach(channel, taps, [&](double value) { result += value; });
  std::int64_t count = 1;
  for (const AxisTaps& axis : taps) count *= pool.countsPadding ? axis.withPadding : axis.inside;
  return count > 0 ? result / static_cast<double>(count) : 0.0;
}

std::vector<double> pooledChannel(const PlacedWindow& placed, const PaddedInput& input,
                                  std::int64_t channel, const Pool& pool) {
  const Gatherer gather{placed, input};
  const double* from = input.values.data() + channel * input.channelSize();
  std::vector<double> values;
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

}  // namespace

void run(const Call& call, const Pool& pool) {
  if (call.outputs.size() > 1) cannotRun(call, "it writes indices too");
  const PlacedWindow placed = placedWindow(call, pool.window);
  const bool max = pool.kind == PoolKind::max;
  const double padding = max ? -std::numeric_limits<double>::infinity() : 0.0;
  for (std::int64_t image = 0; image < call.outputShape()[0]; ++image) {
    for (std::int64_t c = 0; c < call.outputShape()[1]; ++c) {
      const Interval channel{c, c + 1};
      const PaddedInput input = paddedInput(call, placed, image, channel, padding, true);
      finish(call, outputPart(call, image, channel), pooledChannel(placed, input, 0, pool));
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
