#include "sim/verify/tflite_kernel.h"

#include <gtest/gtest.h>

#include <limits>

#include "tests/sim/verify/one_operator.h"
#include "tests/support/expect_error.h"

namespace tessera::verify {
namespace {

using test::NetworkBuilder;
using Int8s = std::vector<std::int8_t>;

/// A network of TFLite's with constants of int8.
class TfliteNetwork : public NetworkBuilder {
 public:
  TfliteNetwork() {
    network().arithmetic = Arithmetic::tflite;
    network().layout = Layout::channelsLast;
  }

  TensorId stored(const std::string& name, Shape shape, const Int8s& given, float scale,
                  std::int32_t zeroPoint = 0) {
    const TensorId id = values(name, std::move(shape), DType::int8, given);
    quantize(id, scale, zeroPoint);
    return id;
  }
  TensorId result(Attributes attributes, std::vector<TensorId> operands, Shape shape, float scale,
                  std::int32_t zeroPoint = 0, const std::string& type = "Test") {
    const TensorId id =
        op("y", std::move(attributes), std::move(operands), std::move(shape), DType::int8, type);
    quantize(id, scale, zeroPoint);
    output(id);
    return id;
  }
};

TEST(TfliteKernel, ARescaleRoundsHalfUp) {
  for (const Arithmetic arithmetic : {Arithmetic::onnx, Arithmetic::tflite}) {
    TfliteNetwork net;
    const TensorId x = net.stored("x", {4}, {1, -1, 3, -3}, 0.5F);
    net.result(Quantize{}, {x}, {4}, 1.0F);
    net.network().arithmetic = arithmetic;
    const bool even = arithmetic == Arithmetic::onnx;
    EXPECT_EQ(test::outputOf<std::int8_t>(net.graph()),
              even ? (Int8s{0, 0, 2, -2}) : (Int8s{1, 0, 2, -1}));
  }
}

TEST(TfliteKernel, AFusedActivationCutsOffWhatIsStored) {
  TfliteNetwork net;
  const TensorId a = net.stored("a", {1, 4}, {-100, 10, 60, 127}, 0.1F);
  const TensorId b = net.stored("b", {1, 4}, {0, 0, 0, 0}, 0.1F);
  net.result(Elementwise{"add"}, {a, b}, {1, 4}, 0.1F, -128);
  net.network().operators.back().fusedActivation = Activation{"relu6", {}};
  EXPECT_EQ(test::outputOf<std::int8_t>(net.graph()), (Int8s{-128, -118, -68, -68}));
}

TEST(TfliteKernel, AMeanIsOneMultiplier) {
  TfliteNetwork net;
  const TensorId x = net.stored("x", {1, 2, 2, 1}, {1, 2, 3, 4}, 1.0F);
  net.result(Reduce{"mean", {1, 2}}, {x}, {1, 1}, 1.0F);
  EXPECT_EQ(test::outputOf<std::int8_t>(net.graph()), (Int8s{3}));
}

TEST(TfliteKernel, MovesKeepWhatIsStoredWhateverTheScale) {
  TfliteNetwork net;
  const TensorId x = net.stored("x", {2, 2}, {1, 2, 3, 4}, 0.5F);
  net.result(Transpose{{1, 0}}, {x}, {2, 2}, 1.0F);
  EXPECT_EQ(test::outputOf<std::int8_t>(net.graph()), (Int8s{1, 3, 2, 4}));
}

TEST(TfliteKernel, RefusesWhatTfliteMicroRefuses) {
  const auto refused = [](Attributes attributes, float scale, std::int32_t zeroPoint,
                          const std::string& why) {
    TfliteNetwork net;
    const TensorId x = net.stored("x", {1, 2}, {1, 2}, 0.5F);
    net.result(std::move(attributes), {x}, {1, 2}, scale, zeroPoint);
    test::expectError(ErrorCode::unsupported, {"'y'", why, "--arithmetic onnx"},
                      [&] { plainRun(net.graph(), {}); });
  };
  refused(Concat{1}, 1.0F, 0, "differ in scale");
  refused(Activation{"relu6", {}}, 1.0F, 0, "another scale");
  refused(Activation{"sigmoid", {}}, 1.0F / 256, 0, "zero point");
  refused(Activation{"gelu", {}}, 1.0F, 0, "'gelu' is not known");
  refused(Softmax{0, false}, 1.0F / 256, -128, "last axis");
  refused(Reduce{"min", {1}}, 1.0F, 0, "another scale");
  refused(Cast{}, 1.0F, 0, "no kernel");
}

TEST(TfliteKernel, RefusesScalesThatItHasNoNumbersFor) {
  for (const float scale : {0.0F, -1.0F, std::numeric_limits<float>::infinity()}) {
    TfliteNetwork net;
    const TensorId x = net.stored("x", {1}, {1}, scale);
    net.result(Quantize{}, {x}, {1}, 1.0F);
    test::expectError(ErrorCode::unsupported, {"'x'", "one scale"},
                      [&] { plainRun(net.graph(), {}); });
  }
}

TEST(TfliteKernel, RefusesAZeroPointThatIsNoNumberOfTheType) {
  TfliteNetwork net;
  const TensorId x = net.stored("x", {1}, {1}, 0.5F, 128);
  net.result(Quantize{}, {x}, {1}, 1.0F);
  test::expectError(ErrorCode::unsupported, {"'x'", "zero point"},
                    [&] { plainRun(net.graph(), {}); });
}

TEST(TfliteKernel, RealTensorsAreThoseOfBothArithmetics) {
  TfliteNetwork net;
  const TensorId x = net.floats("x", {2}, {-1.5F, 2.5F});
  EXPECT_EQ(test::computed(net, Activation{"relu", {}}, {x}, {2}), (std::vector<float>{0, 2.5F}));
}

}  // namespace
}  // namespace tessera::verify
