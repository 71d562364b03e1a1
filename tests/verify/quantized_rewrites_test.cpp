#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <string>
#include <vector>

#include "importers/lower/lowering.h"
#include "sim/verify/execute.h"
#include "tests/support/dice.h"
#include "tests/support/network_builder.h"
#include "tests/support/property.h"

// Random networks as quantisers write them: what a network computes after all rewrites is what it
// computes with none.

namespace tessera::verify {
namespace {

/// A network of operators whose results are mostly quantised, each under a scale of its own.
class QuantizedNetwork {
 public:
  explicit QuantizedNetwork(std::uint64_t seed) : dice_(seed) {
    const Shape shape{1, 1 + dice_.below(4), 6, 6};
    maps_.push_back(quantized(net_.input("x", shape), shape));
    const std::int64_t operators = 2 + dice_.below(6);
    for (std::int64_t i = 0; i < operators; ++i) {
      const TensorId y = next();
      if (dice_.once(6)) maps_.push_back(quantized(y, shapeOfLast_));  // twice, to two forms
      maps_.push_back(dice_.once(4) ? Map{y, shapeOfLast_} : quantized(y, shapeOfLast_));
    }
    net_.output(maps_.back().real);
    if (dice_.once(3)) net_.output(maps_[maps_.size() / 2].real);
  }

  const Network& network() { return net_.network(); }

 private:
  struct Map {
    TensorId real;
    Shape shape;
  };

  std::string name(const std::string& kind) { return kind + std::to_string(count_++); }

  /// Behind a Quantize and a Dequantize.
  Map quantized(TensorId x, const Shape& shape) {
    const float scale = static_cast<float>(1 + dice_.below(40)) / 512.0F;
    const auto zero = static_cast<std::int32_t>(dice_.below(41) - 20);
    const TensorId q = converted(Quantize{}, x, shape, scale, zero);
    return {converted(Dequantize{}, q, shape, scale, zero), shape};
  }

  template <class Conversion>
  TensorId converted(Conversion kind, TensorId x, const Shape& shape, float scale,
                     std::int32_t zero) {
    constexpr bool toInteger = std::is_same_v<Conversion, Quantize>;
    const std::string id = name(toInteger ? "q" : "dq");
    const TensorId scales = net_.floats(id + "_scale", {}, {scale}, TensorRole::constant);
    const TensorId zeros = net_.values<std::int8_t>(
        id + "_zero", {}, DType::int8, {static_cast<std::int8_t>(zero)}, TensorRole::constant);
    const TensorId y =
        net_.op(id, kind, {x, scales, zeros}, shape, toInteger ? DType::int8 : DType::float32);
    if (toInteger) net_.quantize(y, scale, zero);
    return y;
  }

  /// Quantised weights behind a Dequantize.
  TensorId weights(const Shape& shape) {
    const std::string id = name("w");
    std::vector<std::int8_t> stored(static_cast<std::size_t>(shape.elements()));
    for (std::int8_t& value : stored) value = static_cast<std::int8_t>(dice_.below(255) - 127);
    const float scale = static_cast<float>(1 + dice_.below(9)) / 1024.0F;
    const TensorId w = net_.values<std::int8_t>(id, shape, DType::int8, stored);
    net_.quantize(w, scale, 0);
    const TensorId scales = net_.floats(id + "_scale", {}, {scale}, TensorRole::constant);
    const TensorId zeros =
        net_.values<std::int8_t>(id + "_zero", {}, DType::int8, {0}, TensorRole::constant);
    return net_.op(id + "_dq", Dequantize{}, {w, scales, zeros}, shape);
  }

  TensorId normalized(TensorId x, const Shape& shape) {
    const std::string id = name("norm");
    std::vector<TensorId> inputs{x};
    for (const char* part : {"_scale", "_shift", "_mean", "_variance"}) {
      std::vector<float> values(static_cast<std::size_t>(shape[1]));
      for (float& value : values) value = static_cast<float>(1 + dice_.below(16)) / 8.0F;
      inputs.push_back(net_.floats(id + part, {shape[1]}, values, TensorRole::parameter));
    }
    return net_.op(id, BatchNormalization{}, inputs, shape);
  }

  TensorId activated(TensorId x, const Shape& shape) {
    switch (dice_.below(5)) {
      case 2:
        return net_.op(name("sigmoid"), Activation{"sigmoid", {}}, {x}, shape);
      case 0:
        return net_.op(name("relu"), Activation{"relu", {}}, {x}, shape);
      case 1:
        return net_.op(name("clip"), Activation{"clip", {0.0, 6.0}}, {x}, shape);
      default:
        return x;
    }
  }

  /// The next operator reads one of the last results.
  TensorId next() {
    const Map& from = maps_[maps_.size() - 1 -
                            static_cast<std::size_t>(dice_.below(std::min<std::int64_t>(
                                3, static_cast<std::int64_t>(maps_.size()))))];
    shapeOfLast_ = from.shape;
    const std::int64_t channels = from.shape[1];
    switch (dice_.below(8)) {
      case 0:
      case 1: {
        const std::int64_t made = 1 + dice_.below(4);
        const std::int64_t kernel = dice_.once(2) ? 3 : 1;
        const Shape shape{1, made, from.shape[2], from.shape[3]};
        const TensorId w = weights({made, channels, kernel, kernel});
        const TensorId y =
            net_.op(name("conv"), Convolution{test::window(2, kernel, 1, kernel / 2), 1},
                    {from.real, w}, shape);
        shapeOfLast_ = shape;
        return activated(dice_.once(3) ? normalized(y, shape) : y, shape);
      }
      case 2:
        return activated(
            net_.op(name("add"), Elementwise{"add"}, {from.real, from.real}, from.shape),
            from.shape);
      case 3:
        return net_.op(name("pool"), Pool{PoolKind::max, test::window(2, 3, 1, 1)}, {from.real},
                       from.shape);
      case 4:
        return net_.op(name("relu"), Activation{"relu", {}}, {from.real}, from.shape);
      case 5:
        return net_.op(name("sigmoid"), Activation{"sigmoid", {}}, {from.real}, from.shape);
      case 6:
        shapeOfLast_ = Shape{1, channels, from.shape[3], from.shape[2]};
        return net_.op(name("turn"), Transpose{{0, 1, 3, 2}}, {from.real}, shapeOfLast_);
      default:
        shapeOfLast_ = Shape{1, 2 * channels, from.shape[2], from.shape[3]};
        return net_.op(name("concat"), Concat{1}, {from.real, from.real}, shapeOfLast_);
    }
  }

  test::Dice dice_;
  test::NetworkBuilder net_;
  std::vector<Map> maps_;
  Shape shapeOfLast_;
  int count_ = 0;
};

/// The real outputs of the network after those rewrites.
std::vector<std::vector<float>> outputsOf(const Network& network, const RewriteOptions& rewrites,
                                          std::uint64_t seed) {
  const Graph graph(lower(network, rewrites).network);
  const TensorBytes run = plainRun(graph, randomInputs(graph, seed));
  std::vector<std::vector<float>> outputs;
  for (const TensorId id : graph.outputs()) {
    const std::vector<std::byte>& bytes = bytesOf(graph, run, id);
    outputs.emplace_back(bytes.size() / sizeof(float));
    std::memcpy(outputs.back().data(), bytes.data(), bytes.size());
  }
  return outputs;
}

/// Sums of reals round in another order where an activation is fused.
bool areClose(const std::vector<std::vector<float>>& one,
              const std::vector<std::vector<float>>& other) {
  return std::equal(one.begin(), one.end(), other.begin(), other.end(),
                    [](const std::vector<float>& a, const std::vector<float>& b) {
                      return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                                        [](float x, float y) { return std::abs(x - y) <= 1e-5F; });
                    });
}

TEST(QuantizedRewrites, KeepTheValuesOfRandomNetworks) {
  std::size_t rewritten = 0;
  test::checkProperty(500, [&](std::uint64_t seed) {
    QuantizedNetwork random(seed);
    const Network& network = random.network();
    const RewriteOptions all{.disabled = {"integer-ends"}};
    rewritten += network.operators.size() - lower(network, all).network.operators.size();
    RC_ASSERT(
        areClose(outputsOf(network, all, seed), outputsOf(network, {.disabled = {"all"}}, seed)));
  });
  EXPECT_GT(rewritten, 2000U);
}

}  // namespace
}  // namespace tessera::verify
