#include "sim/program.h"

#include <algorithm>

#include "core/work.h"

namespace tessera {
namespace {

bool isAdd(const Operator& op) {
  const auto* elementwise = std::get_if<Elementwise>(&op.attributes);
  return elementwise != nullptr && elementwise->function == "add";
}

class Flattener {
 public:
  Flattener(const Graph& graph, const CountingRules& rules, Program& program)
      : graph_(graph), rules_(rules), program_(program) {}

  void run() {
    tensors();
    program_.ops.reserve(graph_.operators().size());
    for (std::size_t i = 0; i < graph_.operators().size(); ++i) addOperator(OperatorId(i));
    if (!rules_.residualUntilAdd) releaseResiduals();
  }

 private:
  void tensors() {
    const std::size_t count = graph_.tensors().size();
    program_.bytes.resize(count);
    for (std::size_t i = 0; i < count; ++i) {
      const Tensor& tensor = graph_.tensors()[i];
      if (tensor.role == TensorRole::activation) program_.bytes[i] = storageBytes(tensor);
    }
    program_.isOutput.assign(count, false);
    for (const TensorId id : graph_.outputs()) program_.isOutput[graph_.storage(id).index()] = true;
    for (const TensorId id : graph_.inputs()) addOnce(program_.inputs, graph_.storage(id), 0);
  }

  static void addOnce(std::vector<TensorId>& ids, TensorId id, std::size_t from) {
    const auto begin = ids.begin() + static_cast<std::ptrdiff_t>(from);
    if (std::find(begin, ids.end(), id) == ids.end()) ids.push_back(id);
  }

  Program::Range collect(const std::vector<TensorId>& ids, bool written) {
    const std::size_t begin = program_.uses.size();
    for (const TensorId id : ids) {
      if (graph_[id].role != TensorRole::activation) continue;
      const TensorId storage = graph_.storage(id);
      if (graph_[storage].role != TensorRole::activation) continue;  // a view of a constant
      if (written && storage != id) continue;  // a view is written by whoever wrote its storage
      addOnce(program_.uses, storage, begin);
    }
    return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(program_.uses.size())};
  }

  void addOperator(OperatorId id) {
    const Operator& op = graph_[id];
    Program::Op flat;
    flat.reads = collect(op.inputs, false);
    flat.writes = collect(op.outputs, true);
    flat.macs = macs(graph_, id);
    if (rules_.depthwiseInPlace && isDepthwise(graph_, op)) {
      const TensorId input = graph_.storage(op.inputs.front());
      if (graph_.producer(input)) flat.inPlace = input;
    }
    if (flat.macs) {
      program_.macsOnce += *flat.macs;
    } else {
      ++program_.unknownOperators;
    }
    program_.ops.push_back(flat);
  }

  /// An add holds only its youngest input to its own step; each older one (the residual) is let go
  /// after the last depthwise convolution between the two.
  void releaseResiduals() {
    std::optional<OperatorId> lastDepthwise;
    for (std::size_t i = 0; i < graph_.operators().size(); ++i) {
      const Operator& op = graph_.operators()[i];
      if (isDepthwise(graph_, op)) lastDepthwise = OperatorId(i);
      if (!isAdd(op) || !lastDepthwise) continue;
      for (const TensorId id : program_.reads(OperatorId(i))) {
        const auto producer = graph_.producer(id);
        if (!producer || *producer < *lastDepthwise) {
          program_.earlyReleases.push_back({OperatorId(i), id, *lastDepthwise});
        }
      }
    }
  }

  const Graph& graph_;
  const CountingRules& rules_;
  Program& program_;
};

}  // namespace

Program::Program(const Graph& source, const CountingRules& counting)
    : graph(source), rules(counting) {
  Flattener(graph, rules, *this).run();
}

bool isDepthwise(const Graph& graph, const Operator& op) {
  const auto* conv = std::get_if<Convolution>(&op.attributes);
  if (conv == nullptr || conv->groups < 2) return false;
  return featureMap(graph[op.inputs.front()].shape, graph.layout()).channels == conv->groups &&
         featureMap(graph[op.outputs.front()].shape, graph.layout()).channels == conv->groups;
}

}  // namespace tessera
