#include "core/dead_channels.h"

#include <gtest/gtest.h>

#include <cstring>

#include "tests/support/network_builder.h"
#include "tests/support/temp_folder.h"

namespace tessera {
namespace {

using test::NetworkBuilder;
using test::window;

const Convolution pointwise{window(2, 1), 1};

/// One operator on x, with these weights and perhaps a bias.
DeadChannelReport reportOn(NetworkBuilder& net, const Attributes& attributes, const Shape& x,
                           const Shape& out, std::vector<TensorId> constants) {
  constants.insert(constants.begin(), net.input("x", x));
  net.output(net.op("op", attributes, constants, out));
  return deadOutputChannels(net.graph());
}

std::int64_t deadIn(const DeadChannelReport& report) {
  EXPECT_EQ(report.examined, 1U);
  return report.operators.empty() ? 0 : report.operators[0].dead;
}

TEST(DeadChannels, CountsSavingsOfTheOperatorItself) {
  NetworkBuilder net;
  const TensorId w = net.floats("w", {3, 2, 1, 1}, {0, 0, 1, 0, -0.0F, 0});
  const TensorId b = net.floats("b", {3}, {0, 0, 0}, TensorRole::bias);
  const auto report = reportOn(net, pointwise, {1, 2, 4, 4}, {1, 3, 4, 4}, {w, b});
  ASSERT_EQ(report.operators.size(), 1U);
  const DeadChannels& found = report.operators[0];
  EXPECT_EQ(found.dead, 2);
  EXPECT_EQ(found.channels, 3);
  EXPECT_EQ(found.weightBytes, Bytes(2 * (2 + 1) * 4));
  EXPECT_EQ(found.macs, Macs(2 * 2 * 16));
}

TEST(DeadChannels, ABiasMakesNoChannelAlive) {
  NetworkBuilder net;
  const TensorId w = net.floats("w", {3, 1, 1, 1}, {0, 0, 1});
  const TensorId b = net.floats("b", {3}, {0, 2, 0}, TensorRole::bias);
  EXPECT_EQ(deadIn(reportOn(net, pointwise, {1, 1, 4, 4}, {1, 3, 4, 4}, {w, b})), 2);
}

TEST(DeadChannels, ZeroPointIsZero) {
  NetworkBuilder net;
  const TensorId w =
      net.values<std::uint8_t>("w", {3, 2, 1, 1}, DType::uint8, {128, 128, 0, 0, 128, 0});
  net.quantize(w, 0.1F, 128);
  EXPECT_EQ(deadIn(reportOn(net, pointwise, {1, 2, 4, 4}, {1, 3, 4, 4}, {w})), 1);
}

TEST(DeadChannels, ZeroPointsOfEachChannel) {
  NetworkBuilder net;
  const TensorId w = net.values<std::int8_t>("w", {3, 2, 1, 1}, DType::int8, {5, 5, -7, -7, 5, 5});
  net[w].quantization =
      std::make_shared<const Quantization>(Quantization{{1, 1, 1}, {5, -7, 0}, 0});
  EXPECT_EQ(deadIn(reportOn(net, pointwise, {1, 2, 4, 4}, {1, 3, 4, 4}, {w})), 2);
}

TEST(DeadChannels, StoredTypes) {
  const auto deadAs = [](DType dtype, auto one) {
    NetworkBuilder net;
    const TensorId w = net.values<decltype(one)>("w", {2, 1, 1, 1}, dtype, {0, one});
    return deadIn(reportOn(net, pointwise, {1, 1, 4, 4}, {1, 2, 4, 4}, {w}));
  };
  EXPECT_EQ(deadAs(DType::int8, std::int8_t{-1}), 1);
  EXPECT_EQ(deadAs(DType::int16, std::int16_t{256}), 1);
  EXPECT_EQ(deadAs(DType::int32, std::int32_t{1 << 24}), 1);
  EXPECT_EQ(deadAs(DType::float64, 1e-300), 1);
  EXPECT_EQ(deadAs(DType::float32, 1e-40F), 1);                  // subnormal
  EXPECT_EQ(deadAs(DType::float16, std::uint16_t{1}), 1);        // subnormal
  EXPECT_EQ(deadAs(DType::bfloat16, std::uint16_t{0x8000}), 2);  // -0
}

TEST(DeadChannels, OtherLayouts) {
  NetworkBuilder transposed;  // [in 2, out 3]: columns
  const TensorId m = transposed.floats("m", {2, 3}, {0, 1, 0, 0, 0, 0});
  EXPECT_EQ(deadIn(reportOn(transposed, FullyConnected{2, false}, {1, 2}, {1, 3}, {m})), 2);

  NetworkBuilder depthwise;  // TFLite's [1, rows, columns, out]
  depthwise.network().layout = Layout::channelsLast;
  const TensorId d = depthwise.floats("d", {1, 2, 1, 3}, {0, 1, 0, 0, 0, 2});
  EXPECT_EQ(
      deadIn(reportOn(depthwise, Convolution{window(2, 1), 3}, {1, 4, 4, 3}, {1, 4, 4, 3}, {d})),
      1);

  NetworkBuilder grouped;  // [in 4, out / groups 2, 1]; outputs 0, 1 of inputs 0, 1
  const TensorId g = grouped.floats("g", {4, 2, 1}, {0, 1, 0, 0, 1, 0, 1, 0});
  const auto report =
      reportOn(grouped, TransposedConvolution{window(1, 1), 2}, {1, 4, 8}, {1, 4, 8}, {g});
  EXPECT_EQ(deadIn(report), 2);
  EXPECT_EQ(report.operators[0].channels, 4);
}

TEST(DeadChannels, FoldedFactorOfZeroKillsAChannel) {
  NetworkBuilder net;
  const TensorId w = net.floats("w", {2, 1, 1, 1}, {1, 1});
  net[w].data.scale = std::make_shared<const AxisScale>(AxisScale{0, {0.0F, 1.0F}});
  EXPECT_EQ(deadIn(reportOn(net, pointwise, {1, 1, 4, 4}, {1, 2, 4, 4}, {w})), 1);
}

TEST(DeadChannels, UnknownValuesAreCountedAndNotGuessed) {
  NetworkBuilder net;
  const TensorId x = net.input("x", {1, 2});
  const FullyConnected fc{2, true};
  net.output(net.op("no values", fc, {x, net.constant("absent", {2, 2})}, {1, 2}));
  net.output(net.op("variable", fc, {x, net.input("y", {2, 2})}, {1, 2}));
  const TensorId wide = net.values<std::int64_t>("wide", {2, 2}, DType::int64, {0, 0, 0, 0});
  net.output(net.op("type", fc, {x, wide}, {1, 2}));
  const TensorId few = net.floats("few", {2, 2}, {0, 0});
  net.output(net.op("too few", fc, {x, few}, {1, 2}));
  const auto report = deadOutputChannels(net.graph());
  EXPECT_EQ(report.examined, 0U);
  EXPECT_EQ(report.notExamined, 4U);
  EXPECT_TRUE(report.operators.empty());
}

// Channels longer and shorter than the 1 MiB pieces in which a file is read.
TEST(DeadChannels, PieceBordersDoNotMatter) {
  const test::TempFolder folder;
  for (const std::int64_t inputs : {700'001, 3}) {
    const std::int64_t outputs = 2'100'003 / inputs;
    std::string content(static_cast<std::size_t>(inputs * outputs), '\0');
    content.back() = 1;
    content[static_cast<std::size_t>(inputs)] = 1;
    NetworkBuilder net;
    const TensorId w = net.constant("w", {outputs, inputs}, TensorRole::weight, DType::int8);
    const auto path = folder.write("w", content);
    net[w].data.source =
        FileRange{std::make_shared<const std::string>(path.string()), 0, content.size()};
    net[w].data.storedAs = DType::int8;
    EXPECT_EQ(deadIn(reportOn(net, FullyConnected{inputs, true}, {1, inputs}, {1, outputs}, {w})),
              outputs - 2);
  }
}

}  // namespace
}  // namespace tessera
