// Convolutions against loops over every tap. Values are small integers under scales that are powers
// of two, so that every sum is exact and the results must be equal, in any order of summation.

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "tests/sim/verify/one_operator.h"
#include "tests/sim/verify/window_case.h"
#include "tests/support/expect_error.h"

namespace tessera::verify {
namespace {

using test::coordinates;
using test::NetworkBuilder;
using test::volume;
using test::WindowCase;

using Integers = std::vector<std::int64_t>;

Integers drawnIntegers(std::int64_t count, std::int64_t least, std::int64_t most) {
  Integers values(static_cast<std::size_t>(count));
  for (std::int64_t& value : values) value = *rc::gen::inRange<std::int64_t>(least, most + 1);
  return values;
}

/// What both forms of a convolution compute: y = sum of x * w, plus a bias.
struct Problem {
  WindowCase window;
  bool transposed = false;
  std::int64_t images = *rc::gen::inRange(1, 3);
  std::int64_t groups = *rc::gen::inRange(1, 4);
  std::int64_t inPerGroup = *rc::gen::inRange(1, 4);
  std::int64_t outPerGroup = *rc::gen::inRange(1, 4);
  std::int64_t xZero = *rc::gen::inRange(-5, 6);
  std::int64_t wZero = *rc::gen::inRange(-2, 3);
  Integers x, w, bias;

  explicit Problem(bool turned) : window(test::drawnWindow(turned)), transposed(turned) {
    x = drawnIntegers(images * channelsIn() * volume(window.in), -128, 127);
    w = drawnIntegers(groups * inPerGroup * outPerGroup * taps(), -128, 127);
    bias = drawnIntegers(channelsOut(), -1000, 1000);
  }

  std::int64_t channelsIn() const { return groups * inPerGroup; }
  std::int64_t channelsOut() const { return groups * outPerGroup; }
  std::int64_t taps() const { return volume(window.kernel()); }
  std::int64_t outputs() const { return images * channelsOut() * volume(window.out); }

  Shape inShape() const { return window.shape(images, channelsIn(), window.in); }
  Shape outShape() const { return window.shape(images, channelsOut(), window.out); }
  Shape weightShape() const {
    return transposed ? window.shape(channelsIn(), outPerGroup, window.kernel())
                      : window.shape(channelsOut(), inPerGroup, window.kernel());
  }
  Attributes attributes() const {
    if (transposed) return TransposedConvolution{window.window(), groups};
    return Convolution{window.window(), groups};
  }

  /// [out, in / groups, k...], or [in, out / groups, k...] where transposed.
  std::int64_t weight(std::int64_t out, std::int64_t in, std::int64_t tap) const {
    const std::int64_t row =
        transposed ? in * outPerGroup + out % outPerGroup : out * inPerGroup + in % inPerGroup;
    return w[static_cast<std::size_t>(row * taps() + tap)] - wZero;
  }
  std::int64_t input(std::int64_t image, std::int64_t in, std::int64_t position) const {
    const std::int64_t plane = image * channelsIn() + in;
    return x[static_cast<std::size_t>(plane * volume(window.in) + position)] - xZero;
  }

  /// Whether input position `in` meets output position `out` under that tap.
  bool meets(const std::array<std::int64_t, 3>& in, const std::array<std::int64_t, 3>& out,
             const std::array<std::int64_t, 3>& tap) const {
    for (std::size_t i = 0; i < 3; ++i) {
      const WindowAxis& a = window.axes[i];
      const std::int64_t fine = transposed ? out[i] : in[i];
      const std::int64_t coarse = transposed ? in[i] : out[i];
      if (fine != coarse * a.stride - a.padBefore + tap[i] * a.dilation) return false;
    }
    return true;
  }

  Integers sums() const {
    Integers all;
    const std::int64_t size = volume(window.out);
    for (std::int64_t o = 0; o < outputs(); ++o) {
      const std::int64_t channel = o / size % channelsOut();
      const std::int64_t group = channel / outPerGroup;
      const auto at = coordinates(o % size, window.out);
      std::int64_t sum = bias[static_cast<std::size_t>(channel)];
      for (std::int64_t p = 0; p < volume(window.in); ++p) {
        for (std::int64_t tap = 0; tap < taps(); ++tap) {
          if (!meets(coordinates(p, window.in), at, coordinates(tap, window.kernel()))) continue;
          for (std::int64_t i = group * inPerGroup; i < (group + 1) * inPerGroup; ++i) {
            sum += input(o / size / channelsOut(), i, p) * weight(channel, i, tap);
          }
        }
      }
      all.push_back(sum);
    }
    return all;
  }

  std::int64_t channelOf(std::size_t output) const {
    return static_cast<std::int64_t>(output) / volume(window.out) % channelsOut();
  }
};

template <class Value>
std::vector<Value> cast(const Integers& values) {
  std::vector<Value> result;
  for (const std::int64_t value : values) result.push_back(static_cast<Value>(value));
  return result;
}

void checkReals(bool transposed) {
  test::checkProperty(150, [transposed] {
    Problem problem(transposed);
    problem.xZero = 0;
    problem.wZero = 0;
    NetworkBuilder net;
    const TensorId x = net.floats("x", problem.inShape(), cast<float>(problem.x));
    const TensorId w = net.floats("w", problem.weightShape(), cast<float>(problem.w));
    const TensorId b =
        net.floats("b", {problem.channelsOut()}, cast<float>(problem.bias), TensorRole::bias);
    const auto y = test::computed(net, problem.attributes(), {x, w, b}, problem.outShape());
    RC_ASSERT(y == cast<float>(problem.sums()));
  });
}

TEST(Convolution, RealsAreTheSumsOfAllTaps) { checkReals(false); }

TEST(TransposedConvolution, RealsAreTheSumsOfAllTaps) { checkReals(true); }

/// Half to even, in the units of the output.
std::int8_t requantised(std::int64_t sum, std::int64_t divisor, std::int64_t zero) {
  std::int64_t whole = sum >= 0 ? sum / divisor : -((-sum + divisor - 1) / divisor);
  const std::int64_t rest = sum - whole * divisor;  // in [0, divisor)
  if (2 * rest > divisor || (2 * rest == divisor && whole % 2 != 0)) ++whole;
  return static_cast<std::int8_t>(std::clamp<std::int64_t>(whole + zero, -128, 127));
}

void checkInt8(bool transposed) {
  test::checkProperty(150, [transposed] {
    Problem problem(transposed);
    const bool perChannel = (!transposed || problem.groups == 1) && *rc::gen::arbitrary<bool>();
    if (perChannel) problem.wZero = 0;
    NetworkBuilder net;
    const TensorId x = net.values("x", problem.inShape(), DType::int8, cast<std::int8_t>(problem.x),
                                  TensorRole::constant);
    const TensorId w =
        net.values("w", problem.weightShape(), DType::int8, cast<std::int8_t>(problem.w));
    const TensorId b = net.values("b", {problem.channelsOut()}, DType::int32,
                                  cast<std::int32_t>(problem.bias), TensorRole::bias);
    net.quantize(x, 0.25F, static_cast<std::int32_t>(problem.xZero));
    Quantization scales{{0.5F}, {static_cast<std::int32_t>(problem.wZero)}, -1};
    if (perChannel) {
      const auto count = static_cast<std::size_t>(problem.channelsOut());
      scales = {std::vector<float>(count), std::vector<std::int32_t>(count, 0), transposed ? 1 : 0};
      for (std::size_t c = 0; c < count; ++c) scales.scales[c] = c % 2 == 0 ? 0.5F : 0.125F;
    }
    net[w].quantization = std::make_shared<const Quantization>(scales);
    const TensorId y =
        net.op("y", problem.attributes(), {x, w, b}, problem.outShape(), DType::int8);
    net.quantize(y, 128.0F, 7);
    net.output(y);
    std::vector<std::int8_t> expected;
    for (const std::int64_t sum : problem.sums()) {
      const auto channel = static_cast<std::size_t>(problem.channelOf(expected.size()));
      const float scale = scales.scales[perChannel ? channel : 0];
      expected.push_back(requantised(sum, std::llround(128.0F / (0.25F * scale)), 7));
    }
    RC_ASSERT(test::outputOf<std::int8_t>(net.graph()) == expected);
  });
}

TEST(Convolution, Int8RoundsTheExactSumHalfToEven) { checkInt8(false); }

TEST(TransposedConvolution, Int8RoundsTheExactSumHalfToEven) { checkInt8(true); }

TEST(Convolution, AFusedActivationActsOnTheRealSum) {
  NetworkBuilder net;
  const TensorId x = net.floats("x", {1, 1, 1, 3}, {-1, 2, 9});
  const TensorId w = net.floats("w", {1, 1, 1, 1}, {1});
  net.output(net.op("y", Convolution{test::window(2, 1), 1}, {x, w}, {1, 1, 1, 3}));
  net.network().operators[0].fusedActivation = Activation{"relu6", {}};
  EXPECT_EQ(test::outputOf<float>(net.graph()), (std::vector<float>{0, 2, 6}));
}

TEST(Convolution, WeightsThatDoNotFitAreRefused) {
  NetworkBuilder net;
  const TensorId x = net.floats("x", {1, 2, 1, 1}, {1, 2});
  const TensorId w = net.floats("w", {1, 1, 1, 1}, {1});
  net.output(net.op("y", Convolution{test::window(2, 1), 1}, {x, w}, {1, 1, 1, 1}));
  test::expectError(ErrorCode::unsupported, {"'y'", "weights are 1x1x1x1 and not 1x2x1x1"},
                    [&] { plainRun(net.graph(), {}); });
  net.network().operators[0].attributes = Convolution{test::window(2, 1), 3};
  test::expectError(ErrorCode::unsupported, {"'y'", "do not make 3 groups"},
                    [&] { plainRun(net.graph(), {}); });
}

}  // namespace
}  // namespace tessera::verify
