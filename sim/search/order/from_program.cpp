#include "sim/search/order/from_program.h"

#include <algorithm>
#include <utility>

#include "core/error.h"
#include "sim/walk.h"

namespace tessera {
namespace {

class Builder {
 public:
  explicit Builder(const Program& program)
      : program_(program), graph_(program.graph), number_(program.bytes.size(), none) {
    if (program.workspaces.empty()) return;
    const Workspace kept = keptWorkspace(program, layerWise(graph_), {}).bytes;
    kept_ = kept.im2col + kept.kernel;
  }

  OrderProblem run() {
    for (const TensorId id : program_.inputs) tensor(id).isInput = true;
    for (std::size_t i = 0; i < program_.ops.size(); ++i) addOperator(OperatorId(i));
    return std::move(problem_);
  }

 private:
  static constexpr std::uint32_t none = UINT32_MAX;

  /// The number of a tensor that an operator writes or the graph is given. A view of another one,
  /// or a constant, has no bytes there: it only says what must run first.
  std::uint32_t number(TensorId id) {
    std::uint32_t& number = number_[id.index()];
    if (number == none) {
      number = static_cast<std::uint32_t>(problem_.tensors.size());
      problem_.tensors.emplace_back();
    }
    return number;
  }

  OrderProblem::Tensor& tensor(TensorId storage) {
    OrderProblem::Tensor& tensor = problem_.tensors[number(storage)];
    tensor.bytes = program_.bytes[storage.index()];
    tensor.isOutput = program_.isOutput[storage.index()];
    return tensor;
  }

  void addOperator(OperatorId id) {
    OrderProblem::Operator op;
    const auto read = [&](TensorId tensor) { op.inputs.push_back(number(tensor)); };
    for (const TensorId input : graph_[id].inputs) {
      if (graph_.producer(input)) read(input);
    }
    for (const TensorId storage : program_.reads(id)) read(storage);
    std::sort(op.inputs.begin(), op.inputs.end());
    op.inputs.erase(std::unique(op.inputs.begin(), op.inputs.end()), op.inputs.end());
    for (const TensorId output : graph_[id].outputs) op.outputs.push_back(number(output));
    for (const TensorId storage : program_.writes(id)) tensor(storage);
    op.scratch = kept_;
    for (const Bytes bytes : program_.scratchOf(id)) op.scratch += bytes;
    if (mayOverwrite(id)) op.overwrites = number(*program_.ops[id.index()].inPlace);
    problem_.operators.push_back(std::move(op));
  }

  bool mayOverwrite(OperatorId id) const {
    return program_.ops[id.index()].inPlace && graph_[id].outputs.size() == 1 &&
           program_.writes(id).size() == 1;
  }

  const Program& program_;
  const Graph& graph_;
  std::vector<std::uint32_t> number_;  // by tensor of the graph
  Bytes kept_;                         // of every step, in any order
  OrderProblem problem_;
};

}  // namespace

OrderProblem orderProblemOf(const Program& program) {
  if (!program.rules.residualUntilAdd) {
    throw Error(ErrorCode::unsupported,
                "the best order is not known where residuals are let go before their add", {},
                "--count residual_until=add holds them");
  }
  return Builder(program).run();
}

Schedule layerWise(const Graph& graph, std::span<const std::uint32_t> order) {
  Schedule schedule = layerWise(graph);
  for (std::size_t i = 0; i < order.size(); ++i) {
    schedule.blocks[i].operators.front() = OperatorId(std::size_t{order[i]});
  }
  return schedule;
}

Graph reordered(const Graph& graph, std::span<const std::uint32_t> order) {
  Network network = toNetwork(graph);
  for (std::size_t i = 0; i < order.size(); ++i) {
    network.operators[i] = graph.operators()[order[i]];
  }
  return Graph(std::move(network));
}

}  // namespace tessera
