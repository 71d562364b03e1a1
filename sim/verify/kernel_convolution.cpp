#include "sim/verify/weights.h"
#include "sim/verify/window_input.h"

namespace tessera::verify {
namespace {

/// Adds the taps of one channel's window to the sums of one output channel, tap by tap, so that the
/// inner loop runs along a row of outputs.
void addChannel(const PlacedWindow& placed, const PaddedInput& input, std::int64_t channel,
                const double* weights, double* sums) {
  const auto& [front, row, column] = placed.window;
  const std::int64_t width = placed.output[2].length();
  const double* image = input.values.data() + channel * input.channelSize();
  for (std::int64_t z = 0; z < placed.output[0].length(); ++z) {
    for (std::int64_t y = 0; y < placed.output[1].length(); ++y, sums += width) {
      const double* weight = weights;
      for (std::int64_t kz = 0; kz < front.kernel; ++kz) {
        for (std::int64_t ky = 0; ky < row.kernel; ++ky) {
          const double* from = image + ((z * front.stride + kz * front.dilation) * input.size[1] +
                                        y * row.stride + ky * row.dilation) *
                                           input.size[2];
          for (std::int64_t kx = 0; kx < column.kernel; ++kx, ++weight) {
            const double* tap = from + kx * column.dilation;
            const double factor = *weight;
            for (std::int64_t x = 0; x < width; ++x) sums[x] += factor * tap[x * column.stride];
          }
        }
      }
    }
  }
}

std::int64_t positions(const PlacedWindow& placed) {
  return placed.output[0].length() * placed.output[1].length() * placed.output[2].length();
}

/// The groups; throws Error(unsupported) where the channels cannot be divided among them.
std::int64_t requiredGroups(const Call& call, std::int64_t groups) {
  const bool fit =
      groups > 0 && call.inputShape(0)[1] % groups == 0 && call.outputShape()[1] % groups == 0;
  if (!fit) cannotRun(call, "its channels do not make " + std::to_string(groups) + " groups");
  return groups;
}

/// Integers without scales are read as they are stored, less the zero point that the operator
/// names.
PaddedInput inputOf(const Call& call, const PlacedWindow& placed, const Factors& factors,
                    std::int64_t image, Interval channels, double zeroPoint) {
  PaddedInput input = paddedInput(call, placed, image, channels, zeroPoint, factors.scaledInput);
  if (zeroPoint != 0.0) {
    for (double& value : input.values) value -= zeroPoint;
  }
  return input;
}

}  // namespace

void run(const Call& call, const Convolution& convolution) {
  const PlacedWindow placed = placedWindow(call, convolution.window);
  const std::int64_t outputs = call.outputShape()[1];
  const std::int64_t groups = requiredGroups(call, convolution.groups);
  const std::int64_t perGroup = outputs / groups;
  const std::int64_t inputs = call.inputShape(0)[1] / groups;
  requireWeights(call, outputs, inputs, convolution.window);
  Factors factors = readFactors(call, 0, outputs);
  const double zeroPoint = integerZeroPoints(call, factors, 0).front();
  const ProductSums results(call, factors, outputs);
  const std::int64_t size = positions(placed);
  for (std::int64_t image = 0; image < call.outputShape()[0]; ++image) {
    for (std::int64_t g = 0; g < groups; ++g) {
      const PaddedInput input =
          inputOf(call, placed, factors, image, {g * inputs, (g + 1) * inputs}, zeroPoint);
      std::vector<double> sums(static_cast<std::size_t>(perGroup * size), 0.0);
      for (std::int64_t o = 0; o < perGroup; ++o) {
        const std::int64_t channel = g * perGroup + o;
        double* out = sums.data() + o * size;
        for (std::int64_t i = 0; i < inputs; ++i) {
          const double* weights = factors.weights.data() + (channel * inputs + i) * placed.taps();
          addChannel(placed, input, i, weights, out);
        }
      }
      results.write(outputPart(call, image, {g * perGroup, (g + 1) * perGroup}), std::move(sums),
                    g * perGroup, perGroup, size);
    }
  }
}

void addChannels(const Call& call, const Convolution& convolution, Interval channels,
                 std::vector<double>& sums) {
  const PlacedWindow placed = placedWindow(call, convolution.window);
  const std::int64_t outputs = call.outputShape()[1];
  const std::int64_t inputs = call.inputShape(0)[1];
  requireWeights(call, outputs, inputs, convolution.window);
  Factors factors = readFactors(call, 0, outputs);
  const double zeroPoint = integerZeroPoints(call, factors, 0).front();
  double* out = sums.data();
  for (std::int64_t image = 0; image < call.outputShape()[0]; ++image) {
    const PaddedInput input = inputOf(call, placed, factors, image, channels, zeroPoint);
    for (std::int64_t o = 0; o < outputs; ++o, out += positions(placed)) {
      for (std::int64_t i = channels.begin; i < channels.end; ++i) {
        const double* weights = factors.weights.data() + (o * inputs + i) * placed.taps();
        addChannel(placed, input, i - channels.begin, weights, out);
      }
    }
  }
}

void finishChannels(const Call& call, const Convolution& convolution, std::vector<double> sums) {
  const std::int64_t outputs = call.outputShape()[1];
  const std::int64_t size = positions(placedWindow(call, convolution.window));
  const Factors factors = readFactors(call, 0, outputs);
  ProductSums(call, factors, outputs).write(call.outputBox(), std::move(sums), 0, outputs, size);
}

namespace {

/// A window that is read backwards, for the output positions that a call computes.
struct BackwardWindow {
  PlacedWindow placed;
  std::array<Interval, 3> input;  ///< from the first to the last position that reaches any of them

  explicit BackwardWindow(const PlacedWindow& window) : placed(window) {
    for (std::size_t axis = 0; axis < 3; ++axis) input[axis] = reaching(axis);
  }

  /// Where a tap of an input position lands among the computed outputs; -1 where outside of them.
  std::int64_t target(std::size_t axis, std::int64_t in, std::int64_t tap) const {
    const WindowAxis& a = placed.window[axis];
    const std::int64_t at = in * a.stride - a.padBefore + tap * a.dilation;
    return placed.output[axis].contains(at) ? at - placed.output[axis].begin : -1;
  }
  std::int64_t inputs() const { return input[0].length() * input[1].length() * input[2].length(); }

 private:
  /// Found tap by tap.
  Interval reaching(std::size_t axis) const {
    Interval all;
    for (std::int64_t in = 0; in < placed.extent[axis]; ++in) {
      for (std::int64_t tap = 0; tap < placed.window[axis].kernel; ++tap) {
        if (target(axis, in, tap) >= 0) all = hull(all, {in, in + 1});
      }
    }
    return all;
  }
};

/// Adds one input channel to one output channel, tap by tap in input order.
void scatterChannel(const BackwardWindow& window, const double* input, const double* weights,
                    double* sums) {
  const auto& k = window.placed.window;
  const std::int64_t height = window.placed.output[1].length();
  const std::int64_t width = window.placed.output[2].length();
  for (std::int64_t z = window.input[0].begin; z < window.input[0].end; ++z) {
    for (std::int64_t y = window.input[1].begin; y < window.input[1].end; ++y) {
      for (std::int64_t x = window.input[2].begin; x < window.input[2].end; ++x, ++input) {
        const double* weight = weights;
        for (std::int64_t kz = 0; kz < k[0].kernel; ++kz) {
          for (std::int64_t ky = 0; ky < k[1].kernel; ++ky) {
            for (std::int64_t kx = 0; kx < k[2].kernel; ++kx, ++weight) {
              const std::int64_t tz = window.target(0, z, kz);
              const std::int64_t ty = window.target(1, y, ky);
              const std::int64_t tx = window.target(2, x, kx);
              if (tz < 0 || ty < 0 || tx < 0) continue;
              sums[(tz * height + ty) * width + tx] += *weight * *input;
            }
          }
        }
      }
    }
  }
}

/// All channels of the input positions that reach what is computed; integers less their zero point
/// where they are not to be scaled.
std::vector<double> reachingInput(const Call& call, const BackwardWindow& window, bool scaled) {
  if (window.inputs() == 0) return {};
  Box box = wholeBox(call.inputShape(0));
  const std::size_t missing = 3 - (box.size() - 2);
  for (std::size_t i = 2; i < box.size(); ++i) box[i] = window.input[missing + i - 2];
  return (scaled ? readReals(call.inputs[0], box) : readCentred(call.inputs[0], box)).values;
}

}  // namespace

void run(const Call& call, const TransposedConvolution& convolution) {
  const BackwardWindow window(placedWindow(call, convolution.window));
  const std::int64_t outputs = call.outputShape()[1];
  const std::int64_t groups = requiredGroups(call, convolution.groups);
  const std::int64_t perGroup = outputs / groups;
  const std::int64_t inputs = call.inputShape(0)[1] / groups;
  requireWeights(call, inputs * groups, perGroup, convolution.window);
  const std::size_t axis = groups == 1 ? 1 : call.inputShape(1).rank();
  const Factors factors = readFactors(call, axis, outputs);
  const std::int64_t inSize = window.inputs();
  const std::int64_t outSize = positions(window.placed);
  const std::vector<double> x = reachingInput(call, window, factors.scaledInput);
  std::vector<double> sums(static_cast<std::size_t>(call.outputShape()[0] * outputs * outSize),
                           0.0);
  for (std::int64_t image = 0; image < call.outputShape()[0]; ++image) {
    for (std::int64_t channel = 0; channel < outputs; ++channel) {
      double* sum = sums.data() + (image * outputs + channel) * outSize;
      const std::int64_t g = channel / perGroup;
      for (std::int64_t i = g * inputs; inSize > 0 && i < (g + 1) * inputs; ++i) {
        const double* weights =
            factors.weights.data() + (i * perGroup + channel % perGroup) * window.placed.taps();
        scatterChannel(window, x.data() + (image * inputs * groups + i) * inSize, weights, sum);
      }
    }
  }
  ProductSums(call, factors, outputs).write(call.outputBox(), std::move(sums), 0, outputs, outSize);
}

}  // namespace tessera::verify
