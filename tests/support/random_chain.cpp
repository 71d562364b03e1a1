#include "tests/support/random_chain.h"

#include <string>
#include <vector>

#include "tests/support/dice.h"
#include "tests/support/network_builder.h"

namespace tessera::test {
namespace {

class ChainGenerator {
 public:
  explicit ChainGenerator(std::uint64_t seed) : dice_(seed) {
    for (int i = 0; i < 8; ++i) dice_.below(2);
    rows_ = 3 + dice_.below(5);
    columns_ = 3 + dice_.below(5);
    channels_ = 1 + dice_.below(4);
    last_ = builder_.input("image", shape(), DType::int8);
    made_.push_back({last_, shape()});
  }

  Graph run(std::int64_t mostOperators) {
    const std::int64_t count = 2 + dice_.below(mostOperators - 1);
    while (count_ < count) {
      if (!dice_.once(4) || !added()) convolved();
    }
    if (dice_.once(3)) {
      rows_ = columns_ = 1;
      last_ = builder_.op("pool", GlobalPool{PoolKind::average}, {last_}, shape(), DType::int8);
    }
    builder_.output(last_);
    return builder_.graph();
  }

 private:
  struct Made {
    TensorId id;
    Shape shape;
  };

  Shape shape() const { return Shape({1, channels_, rows_, columns_}); }

  void add(Attributes attributes, std::vector<TensorId> inputs) {
    last_ = builder_.op("op" + std::to_string(count_++), std::move(attributes), std::move(inputs),
                        shape(), DType::int8);
    made_.push_back({last_, shape()});
  }

  /// Adds an earlier tensor of the same shape, where there is one.
  bool added() {
    std::vector<TensorId> same;
    for (const Made& made : made_) {
      if (made.id != last_ && made.shape == shape()) same.push_back(made.id);
    }
    if (same.empty()) return false;
    const auto index = dice_.below(static_cast<std::int64_t>(same.size()));
    add(Elementwise{"add"}, {last_, same[static_cast<std::size_t>(index)]});
    return true;
  }

  void convolved() {
    const bool depthwise = dice_.once(3);
    std::int64_t kernel = dice_.once(3) ? 1 + dice_.below(4) : 1 + 2 * dice_.below(3);
    const std::int64_t stride = dice_.once(3) ? 2 : 1;
    std::int64_t pad = dice_.once(4) ? dice_.below(kernel) : (kernel - 1) / 2;
    if (rows_ + 2 * pad < kernel || columns_ + 2 * pad < kernel) {
      kernel = 1;
      pad = 0;
    }
    const std::int64_t outputs = depthwise ? channels_ : 1 + dice_.below(6);
    const TensorId weights = builder_.constant(
        "w" + std::to_string(count_), Shape({outputs, depthwise ? 1 : channels_, kernel, kernel}),
        TensorRole::weight, DType::int8);
    const std::int64_t groups = depthwise ? channels_ : 1;
    const TensorId input = last_;
    channels_ = outputs;
    rows_ = (rows_ + 2 * pad - kernel) / stride + 1;
    columns_ = (columns_ + 2 * pad - kernel) / stride + 1;
    add(Convolution{window(2, kernel, stride, pad), groups}, {input, weights});
  }

  Dice dice_;
  NetworkBuilder builder_;
  std::int64_t rows_ = 0;
  std::int64_t columns_ = 0;
  std::int64_t channels_ = 0;
  std::int64_t count_ = 0;
  TensorId last_;
  std::vector<Made> made_;
};

}  // namespace

Graph randomChain(std::uint64_t seed, std::int64_t mostOperators) {
  return ChainGenerator(seed).run(mostOperators);
}

}  // namespace tessera::test
