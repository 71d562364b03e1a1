#include "tests/support/random_architecture.h"

#include <array>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/dice.h"

namespace tessera::test {
namespace {

using namespace arch;

class Maker {
 public:
  explicit Maker(std::uint32_t seed) : dice_(seed) {
    padding_ = coin() ? Padding::same : Padding::symmetric;
    norm_ = coin();
    activation_ = coin() ? LayerActivation::relu6 : LayerActivation::relu;
  }

  Architecture make() {
    Architecture made;
    made.name = made.description = "random";
    made.source = "recovered from the network";
    extent_ = 16 + from(0, 3) * 8;
    made.input = Shape{1, 3, extent_, extent_};
    made.layers.emplace_back(conv("stem", channels(), 3, 2));
    const std::int64_t blocks = from(1, 5);
    for (std::int64_t i = 0; i < blocks; ++i) made.layers.push_back(block("b" + std::to_string(i)));
    if (coin()) made.layers.emplace_back(conv("head", channels(), 1, 1));
    made.layers.emplace_back(PoolLayer{"pool"});
    made.layers.emplace_back(FcLayer{"fc", 10, LayerActivation::none});
    if (coin()) made.layers.emplace_back(SoftmaxLayer{"softmax"});
    return made;
  }

 private:
  std::int64_t from(std::int64_t low, std::int64_t high) {
    return low + dice_.below(high - low + 1);
  }
  bool coin() { return from(0, 1) == 1; }
  std::int64_t channels() { return channels_ = 4 * from(1, 6); }
  std::int64_t odd() { return 1 + 2 * from(1, 3); }

  ConvLayer conv(const std::string& name, std::int64_t out, std::int64_t kernel,
                 std::int64_t stride) {
    ConvLayer layer;
    layer.name = name;
    layer.out = out;
    layer.kernel = {kernel, kernel};
    layer.stride = {stride, stride};
    layer.padding = padding_;
    layer.batchNorm = norm_;
    layer.activation = activation_;
    extent_ = (extent_ + stride - 1) / stride;
    return layer;
  }
  ConvLayer depthwise(std::int64_t stride) {
    ConvLayer layer = conv("", 1, odd(), stride);
    layer.out.reset();
    return layer;
  }

  Layer block(const std::string& name) {
    const std::int64_t stride = extent_ > 4 && coin() ? 2 : 1;
    switch (from(0, 4)) {
      case 0: {
        const std::int64_t out = channels();
        return SeparableLayer{name, depthwise(stride), out};
      }
      case 1: {
        const std::int64_t out = channels();
        return conv(name, out, odd(), stride);
      }
      case 2: {
        const std::int64_t in = channels_;
        ResidualLayer residual{name, {}, {}, activation_};
        residual.branch = {conv(name + ".first", 2 * in, 3, 1), conv(name + ".second", in, 3, 1)};
        if (coin()) residual.shortcut = {conv(name + ".short", in, 1, 1)};
        return residual;
      }
      default: {
        BottleneckLayer layer;
        layer.name = name;
        const std::int64_t in = channels_;
        layer.residual = stride == 1 && coin();
        layer.expand = in * from(2, 6);
        layer.depthwise = depthwise(stride);
        if (from(0, 2) == 0) {
          layer.squeeze =
              SqueezeExcite{4, coin() ? LayerActivation::sigmoid : LayerActivation::hardSigmoid};
        }
        layer.out = layer.residual ? in : channels();
        return layer;
      }
    }
  }

  Dice dice_;
  Padding padding_ = Padding::same;
  bool norm_ = false;
  LayerActivation activation_ = LayerActivation::relu;
  std::int64_t extent_ = 16;
  std::int64_t channels_ = 4;
};

}  // namespace

Architecture randomArchitecture(std::uint32_t seed) { return Maker(seed).make(); }

}  // namespace tessera::test
