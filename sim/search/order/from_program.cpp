#include "sim/search/order/from_program.h"

#include <algorithm>
#include <string>
#include <utility>

#include "core/error.h"
#include "sim/run/execution.h"

namespace tessera {
namespace {

/// A problem, or one sentence on why there is none.
struct Built {
  OrderProblem problem;
  std::string refusal;
  std::string hint;
};

class ProblemBuilder {
 public:
  explicit ProblemBuilder(const Program& program)
      : program_(program),
        graph_(program.graph),
        number_(program.bytes.size(), none),
        readers_(program.bytes.size(), 0),
        beginsLate_(program.bytes.size(), false) {
    for (std::size_t i = 0; i < program.ops.size(); ++i) {
      for (const TensorId storage : program.reads(OperatorId(i))) ++readers_[storage.index()];
    }
    if (program.workspaces.empty()) return;
    const Schedule layers = layerWise(graph_);
    const Workspace kept = Execution(program, layers).kept.bytes;
    kept_ = kept.im2col + kept.kernel;
  }

  Built run() {
    refuseOverlaps();
    if (!program_.rules.residualUntilAdd) {
      refuse("the best order is not known where residuals are freed before their add",
             "--count residual_until=add holds them");
    }
    for (const TensorId id : program_.inputs) tensor(id).isInput = true;
    for (std::size_t i = 0; i < program_.ops.size(); ++i) addOperator(OperatorId(i));
    return std::move(built_);
  }

 private:
  static constexpr std::uint32_t none = UINT32_MAX;

  /// The number of a tensor that an operator writes or the graph is given. A view of another one,
  /// or a constant, has no bytes there: it only says what must run first.
  std::uint32_t number(TensorId id) {
    std::uint32_t& number = number_[id.index()];
    if (number == none) {
      number = static_cast<std::uint32_t>(built_.problem.tensors.size());
      built_.problem.tensors.emplace_back();
    }
    return number;
  }

  OrderProblem::Tensor& tensor(TensorId storage) {
    OrderProblem::Tensor& tensor = built_.problem.tensors[number(storage)];
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
    if (mayOverwrite(id)) {
      op.overwrites = number(*program_.ops[id.index()].inPlace);
      overwrite(id);
    }
    built_.problem.operators.push_back(std::move(op));
  }

  /// What the result takes when it is written in place; refuses where that depends on the order.
  void overwrite(OperatorId id) {
    const Program::Op& op = program_.ops[id.index()];
    const TensorId input = *op.inPlace;
    const TensorId output = program_.writes(id).front();
    OrderProblem::Tensor& result = built_.problem.tensors[number(output)];
    const Bytes held = built_.problem.tensors[number(input)].bytes;
    const Bytes taken = op.inPlaceBytes(result.bytes, held);
    const bool alwaysDies = readers_[input.index()] == 1 && !program_.isOutput[input.index()];
    if ((taken != result.bytes && !alwaysDies) || (taken > held && beginsLate_[input.index()])) {
      refuse("the best order is not known where the order decides what operator '" +
                 graph_[id].name + "' writes in place",
             "--count depthwise_in_place=yes counts the larger of the two, in any order");
    }
    result.bytes = taken;
    beginsLate_[output.index()] = taken < held;
  }

  void refuseOverlaps() {
    if (!program_.rules.allOverlap) return;
    refuse("the best order is not known where every result may overlap what it reads",
           "--order file, or --count all_overlap=no");
  }

  void refuse(std::string why, std::string hint) {
    if (!built_.refusal.empty()) return;
    built_.refusal = std::move(why);
    built_.hint = std::move(hint);
  }

  bool mayOverwrite(OperatorId id) const {
    return program_.ops[id.index()].inPlace && graph_[id].outputs.size() == 1 &&
           program_.writes(id).size() == 1;
  }

  const Program& program_;
  const Graph& graph_;
  std::vector<std::uint32_t> number_;   // by tensor of the graph
  std::vector<std::uint32_t> readers_;  // by tensor: operators that read its bytes
  std::vector<bool> beginsLate_;        // by tensor: it may begin after the step that writes it
  Bytes kept_;                          // of every step, in any order
  Built built_;
};

}  // namespace

OrderProblem orderProblemOf(const Program& program) {
  Built built = ProblemBuilder(program).run();
  if (!built.refusal.empty()) throw Error(ErrorCode::unsupported, built.refusal, {}, built.hint);
  return std::move(built.problem);
}

bool hasOrderProblem(const Program& program) {
  return ProblemBuilder(program).run().refusal.empty();
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
