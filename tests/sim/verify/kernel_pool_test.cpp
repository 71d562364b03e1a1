// Pools against loops over every tap, and by hand.

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "tests/sim/verify/one_operator.h"
#include "tests/sim/verify/window_case.h"

namespace tessera::verify {
namespace {

using test::coordinates;
using test::NetworkBuilder;
using test::volume;
using test::WindowCase;

/// The elements of one plane that a window reads, and how many of its taps lie in the tensor or its
/// padding.
struct Read {
  std::vector<float> values;
  std::int64_t padded = 0;
};

Read readAt(const WindowCase& window, const float* plane, const std::array<std::int64_t, 3>& out) {
  Read read;
  for (std::int64_t tap = 0; tap < volume(window.kernel()); ++tap) {
    const auto k = coordinates(tap, window.kernel());
    bool inside = true;
    bool padded = true;
    std::int64_t at = 0;
    for (std::size_t i = 0; i < 3; ++i) {
      const WindowAxis& a = window.axes[i];
      const std::int64_t position = out[i] * a.stride - a.padBefore + k[i] * a.dilation;
      inside = inside && position >= 0 && position < window.in[i];
      padded = padded && position < window.in[i] + a.padAfter;
      at = at * window.in[i] + position;
    }
    if (inside) read.values.push_back(plane[at]);
    if (padded) ++read.padded;
  }
  return read;
}

float pooled(const Read& read, const Pool& pool) {
  double sum = 0.0;
  double most = -std::numeric_limits<double>::infinity();
  for (const double value : read.values) {
    sum += pool.kind == PoolKind::lp ? value * value : value;
    most = std::max(most, value);
  }
  if (pool.kind == PoolKind::max) return static_cast<float>(most);
  if (pool.kind == PoolKind::lp) return static_cast<float>(std::sqrt(sum));
  const auto count = pool.countsPadding ? read.padded : std::int64_t(read.values.size());
  return count == 0 ? 0.0F : static_cast<float>(sum / static_cast<double>(count));
}

TEST(Pool, IsWhatItsTapsSay) {
  test::checkProperty(300, [] {
    const WindowCase window = test::drawnWindow();
    const std::int64_t images = *rc::gen::inRange(1, 3);
    const std::int64_t channels = *rc::gen::inRange(1, 4);
    Pool pool{*rc::gen::element(PoolKind::max, PoolKind::average, PoolKind::lp), window.window(),
              *rc::gen::arbitrary<bool>()};
    std::vector<float> x(static_cast<std::size_t>(images * channels * volume(window.in)));
    for (float& value : x) value = static_cast<float>(*rc::gen::inRange(-40, 41)) / 8.0F;
    std::vector<float> expected;
    for (std::int64_t plane = 0; plane < images * channels; ++plane) {
      for (std::int64_t o = 0; o < volume(window.out); ++o) {
        expected.push_back(
            pooled(readAt(window, x.data() + plane * volume(window.in), coordinates(o, window.out)),
                   pool));
      }
    }
    NetworkBuilder net;
    const TensorId input = net.floats("x", window.shape(images, channels, window.in), x);
    RC_ASSERT(test::computed(net, pool, {input}, window.shape(images, channels, window.out)) ==
              expected);
  });
}

TEST(Pool, AverageOfInt8RoundsHalfToEven) {
  NetworkBuilder net;
  const TensorId x = net.values("x", {1, 1, 1, 6}, DType::int8,
                                std::vector<std::int8_t>{1, 2, 2, 3, -1, -2}, TensorRole::constant);
  net.quantize(x, 0.5F, 3);
  const TensorId y = net.op("y", Pool{PoolKind::average, {{1, 1, 1, 0, 0}, {2, 2, 1, 0, 0}}, false},
                            {x}, {1, 1, 1, 3}, DType::int8);
  net.quantize(y, 0.5F, 3);
  net.output(y);
  // The means 1.5, 2.5 and -1.5, less the zero point: -1.5, -0.5 and -4.5.
  EXPECT_EQ(test::outputOf<std::int8_t>(net.graph()), (std::vector<std::int8_t>{1, 3, -1}));
}

TEST(Pool, NanWinsTheMaximum) {
  NetworkBuilder net;
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const TensorId x = net.floats("x", {1, 1, 4}, {1, nan, 2, 3});
  const auto y =
      test::computed(net, Pool{PoolKind::max, test::window(1, 2, 2), false}, {x}, {1, 1, 2});
  EXPECT_TRUE(std::isnan(y[0]));
  EXPECT_EQ(y[1], 3.0F);
}

TEST(GlobalPool, PoolsEachChannelOfEachImage) {
  const std::vector<float> values{3, -4, 0, 1, 2, -2, 5, 12};
  const auto pooledBy = [&](PoolKind kind) {
    NetworkBuilder net;
    const TensorId x = net.floats("x", {2, 2, 1, 2}, values);
    return test::computed(net, GlobalPool{kind}, {x}, {2, 2, 1, 1});
  };
  EXPECT_EQ(pooledBy(PoolKind::max), (std::vector<float>{3, 1, 2, 12}));
  EXPECT_EQ(pooledBy(PoolKind::average), (std::vector<float>{-0.5F, 0.5F, 0, 8.5F}));
  EXPECT_EQ(pooledBy(PoolKind::lp),
            (std::vector<float>{5, 1, static_cast<float>(std::sqrt(8.0)), 13}));
}

}  // namespace
}  // namespace tessera::verify
