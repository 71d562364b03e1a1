#include "tests/support/random_graph.h"

#include <algorithm>
#include <random>

namespace tessera::test {
namespace {

class GraphGenerator {
 public:
  GraphGenerator(std::uint64_t seed, std::size_t operators)
      : random_(seed), operators_(operators) {}

  Network run() {
    const std::size_t inputs = pick(1, 3);
    for (std::size_t i = 0; i < inputs; ++i) network_.inputs.push_back(activation("in", i));
    available_ = network_.inputs;
    Tensor weight;
    weight.name = "weight";
    weight.role = TensorRole::weight;
    weight.shape = {7};
    weight_ = network_.addTensor(weight);
    for (std::size_t i = 0; i < operators_; ++i) addOperator(i);
    network_.outputs.push_back(available_.back());
    if (pick(0, 2) == 0) network_.outputs.push_back(available_[pick(0, available_.size() - 1)]);
    return std::move(network_);
  }

 private:
  std::size_t pick(std::size_t low, std::size_t high) {
    return std::uniform_int_distribution<std::size_t>(low, high)(random_);
  }

  TensorId activation(const std::string& prefix, std::size_t index) {
    Tensor tensor;
    tensor.name = prefix + std::to_string(index) + "_" + std::to_string(network_.tensors.size());
    tensor.dtype = DType::int8;
    tensor.shape = {1, static_cast<std::int64_t>(pick(1, 60))};
    return network_.addTensor(tensor);
  }

  TensorId someInput() {
    // Mostly recent tensors, now and then an old one: long live ranges.
    const std::size_t reach = pick(0, 4) == 0 ? available_.size() : std::size_t{4};
    return available_[available_.size() - 1 - pick(0, std::min(reach, available_.size()) - 1)];
  }

  void addOperator(std::size_t index) {
    Operator op;
    op.name = "op" + std::to_string(index);
    op.type = "Random";
    const bool view = pick(0, 6) == 0;
    const std::size_t inputs = view ? 1 : pick(1, 3);
    for (std::size_t i = 0; i < inputs; ++i) op.inputs.push_back(someInput());
    if (view) {
      op.attributes = Reshape{};
      op.outputs.push_back(activation("view", index));
      Tensor& output = network_.tensor(op.outputs.front());
      output.aliasOf = op.inputs.front();
      output.shape = network_.tensor(op.inputs.front()).shape;
    } else {
      op.attributes = Opaque{};
      const std::size_t outputs = pick(1, 2);
      for (std::size_t i = 0; i < outputs; ++i) op.outputs.push_back(activation("t", index));
      if (pick(0, 3) == 0) op.inputs.push_back(weight_);
    }
    available_.insert(available_.end(), op.outputs.begin(), op.outputs.end());
    network_.operators.push_back(std::move(op));
  }

  std::mt19937_64 random_;
  std::size_t operators_;
  Network network_;
  std::vector<TensorId> available_;
  TensorId weight_;
};

}  // namespace

Graph randomGraph(std::uint64_t seed, std::size_t operators) {
  return Graph(GraphGenerator(seed, operators).run());
}

}  // namespace tessera::test
