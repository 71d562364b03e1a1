#include "tests/support/accumulating_stage.h"

#include <random>
#include <utility>

namespace tessera::test {
namespace {

class Ending {
 public:
  explicit Ending(const Graph& graph)
      : network_(toNetwork(graph)), map_(network_.outputs.front()) {}

  void addPool() {
    std::vector<std::int64_t> extents = shape().extents();
    for (std::size_t axis = 2; axis < extents.size(); ++axis) extents[axis] = 1;
    add("mean", GlobalPool{}, {map_}, Shape(std::move(extents)));
  }

  void addProduct(std::int64_t outputs, bool transposed, bool matMul) {
    const std::int64_t inputs = shape().elements();
    const TensorId row = add("row", Reshape{}, {map_}, {1, inputs});
    network_.tensor(row).aliasOf = map_;
    Tensor weights;
    weights.name = "matrix";
    weights.shape = transposed && !matMul ? Shape{outputs, inputs} : Shape{inputs, outputs};
    weights.role = TensorRole::weight;
    weights.dtype = DType::int8;
    const TensorId matrix = network_.addTensor(std::move(weights));
    Attributes product = FullyConnected{inputs, transposed};
    if (matMul) product = MatMul{};
    add("product", std::move(product), {row, matrix}, {1, outputs});
  }

  RandomStage finish(std::vector<OperatorId> operators, std::size_t before) && {
    for (std::size_t i = before; i < network_.operators.size(); ++i) operators.emplace_back(i);
    return {Graph(std::move(network_)), std::move(operators)};
  }

 private:
  const Shape& shape() const { return network_.tensor(map_).shape; }

  TensorId add(const std::string& name, Attributes attributes, std::vector<TensorId> inputs,
               Shape shape) {
    Tensor tensor;
    tensor.name = name;
    tensor.shape = std::move(shape);
    tensor.role = TensorRole::activation;
    tensor.dtype = DType::int8;
    const TensorId id = network_.addTensor(std::move(tensor));
    network_.operators.push_back(
        {name, "Test", std::move(attributes), std::move(inputs), {id}, std::nullopt});
    network_.outputs = {id};
    return id;
  }

  Network network_;
  TensorId map_;
};

bool endsItsNetwork(const RandomStage& stage) {
  const TensorId end = stage.graph[stage.operators.back()].outputs.front();
  return stage.graph.outputs().size() == 1 && stage.graph.outputs().front() == end &&
         stage.graph.consumers(end).empty();
}

}  // namespace

RandomStage accumulatingStage(std::uint64_t seed) {
  std::mt19937_64 random(seed);
  RandomStage stage = randomStage(seed);
  while (!endsItsNetwork(stage)) stage = randomStage(random());
  Ending ending(stage.graph);
  if (random() % 4 == 0) {
    ending.addPool();
  } else {
    const bool matMul = random() % 3 == 0;
    ending.addProduct(static_cast<std::int64_t>(random() % 5) + 1, random() % 2 == 0, matMul);
  }
  const std::size_t before = stage.graph.operators().size();
  return std::move(ending).finish(std::move(stage.operators), before);
}

}  // namespace tessera::test
