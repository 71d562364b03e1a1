#include "tests/support/runnable_graph.h"

#include <algorithm>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/network_builder.h"

namespace tessera::test {
namespace {

class RunnableGenerator {
 public:
  explicit RunnableGenerator(std::uint64_t seed) : random_(seed) {}

  Graph run(std::size_t operators) {
    const std::int64_t inputs = pick(1, 3);
    for (std::int64_t i = 0; i < inputs; ++i) {
      available_.push_back(builder_.input("in" + std::to_string(i), {1, pick(2, 24)}));
    }
    while (builder_.network().operators.size() < operators) addSomething();
    builder_.output(available_.back());
    if (pick(0, 2) == 0) builder_.output(someTensor());
    return builder_.graph();
  }

 private:
  std::int64_t pick(std::int64_t low, std::int64_t high) {
    return std::uniform_int_distribution<std::int64_t>(low, high)(random_);
  }
  std::int64_t length(TensorId id) { return builder_[id].shape[1]; }

  /// Mostly a recent tensor, now and then an old one: long live ranges.
  TensorId someTensor() {
    const auto count = static_cast<std::int64_t>(available_.size());
    const std::int64_t reach = pick(0, 4) == 0 ? count : std::min<std::int64_t>(count, 4);
    return available_[static_cast<std::size_t>(count - 1 - pick(0, reach - 1))];
  }

  TensorId add(Attributes attributes, std::vector<TensorId> inputs, Shape shape) {
    const std::string name = "op" + std::to_string(builder_.network().operators.size());
    return builder_.op(name, std::move(attributes), std::move(inputs), std::move(shape));
  }

  TensorId addVector(Attributes attributes, std::vector<TensorId> inputs, std::int64_t length) {
    available_.push_back(add(std::move(attributes), std::move(inputs), {1, length}));
    return available_.back();
  }

  void addSomething() {
    const TensorId x = someTensor();
    switch (pick(0, 8)) {
      case 0:
      case 1:
        return void(product(x, pick(1, 24)));
      case 2:
        return sum(x, someTensor());
      case 3:
        return joined(x, someTensor());
      case 4:
        return split(x);
      case 5:
        return void(addVector(Slice{{0, length(x) / 2}, {1, 1}}, {x}, length(x) - length(x) / 2));
      case 6:
        return views(x);
      case 7:
        return void(addVector(Reshape{}, {x}, length(x)));
      default:
        return void(addVector(Activation{"sigmoid", {}}, {x}, length(x)));
    }
  }

  TensorId product(TensorId x, std::int64_t length) {
    std::uniform_real_distribution<float> value(0.25F, 1.0F);
    std::vector<float> weights(static_cast<std::size_t>(length * this->length(x)));
    for (float& weight : weights) weight = value(random_) * (pick(0, 1) == 0 ? 1.0F : -1.0F);
    const TensorId constant =
        builder_.floats("w" + std::to_string(builder_.network().tensors.size()),
                        {length, this->length(x)}, weights);
    return addVector(FullyConnected{this->length(x), true}, {x, constant}, length);
  }

  void sum(TensorId a, TensorId b) {
    if (length(a) != length(b)) b = product(b, length(a));
    addVector(Elementwise{"add"}, {a, b}, length(a));
  }

  void joined(TensorId a, TensorId b) { addVector(Concat{1}, {a, b}, length(a) + length(b)); }

  void split(TensorId x) {
    if (length(x) < 2) return;
    const std::int64_t first = pick(1, length(x) - 1);
    addVector(Split{1}, {x}, first);
    Operator& op = builder_.network().operators.back();
    Tensor second = builder_[op.outputs.front()];
    second.name += ".second";
    second.shape = {1, length(x) - first};
    op.outputs.push_back(builder_.network().addTensor(second));
    if (pick(0, 2) > 0) available_.push_back(op.outputs.back());
  }

  /// A view under another shape, and a view of it that shows the vector again.
  void views(TensorId x) {
    const TensorId column = add(Reshape{}, {x}, {length(x), 1});
    builder_[column].aliasOf = x;
    const TensorId row = addVector(Reshape{}, {column}, length(x));
    builder_[row].aliasOf = column;
  }

  std::mt19937_64 random_;
  NetworkBuilder builder_;
  std::vector<TensorId> available_;
};

}  // namespace

Graph runnableGraph(std::uint64_t seed, std::size_t operators) {
  return RunnableGenerator(seed).run(operators);
}

}  // namespace tessera::test
