#include "sim/search/front/search_graph.h"

#include <algorithm>
#include <map>
#include <variant>

#include "core/checked.h"
#include "sim/run/simulate.h"
#include "sim/schedule/patch_based.h"

namespace tessera {
namespace {

using Node = SearchGraph::Node;

std::int64_t bitsPerPosition(const Graph& graph, TensorId id) {
  const std::int64_t area = wholeRegion(graph, id).area();
  if (area == 0) return 0;
  return checkedMul(graph[id].shape.elements(), bitWidth(graph[id].dtype)) / area;
}

class Builder {
 public:
  explicit Builder(SearchGraph& made)
      : made_(made), program_(made.program), graph_(made.program.graph) {}

  void run() {
    made_.nodes.resize(program_.ops.size());
    for (std::size_t i = 0; i < program_.ops.size(); ++i) addOperator(i);
    addInputs();
    for (std::size_t i = 0; i < program_.ops.size(); ++i) addReads(i);
    findAlive();
    findUnread();
  }

 private:
  SearchGraph::Tensor tensorOf(TensorId id, std::size_t node) const {
    SearchGraph::Tensor tensor{id, bitsPerPosition(graph_, id), node, graph_.storage(id) == id};
    for (const OperatorId reader : graph_.consumers(id)) {
      const bool later = tensor.lastReader == node || reader.index() > tensor.lastReader;
      if (later) tensor.lastReader = reader.index();
    }
    return tensor;
  }

  void addTensor(Node& node, std::size_t at, TensorId id) {
    node.tensors.push_back(tensorOf(id, at));
    for (const OperatorId reader : graph_.consumers(id)) {
      node.firstReader = std::min(node.firstReader, reader.index());
      node.lastReader = std::max(node.lastReader, reader.index());
    }
    nodeOf_[id] = at;
  }

  void addOperator(std::size_t at) {
    const OperatorId id(at);
    Node& node = made_.nodes[at];
    node.firstReader = SIZE_MAX;
    for (const TensorId output : graph_[id].outputs) addTensor(node, at, output);
    node.mayBeInside = whyNotLocal(graph_, id).empty() && node.lastReader > at;
    for (const TensorId output : graph_[id].outputs) {
      if (graph_.isOutput(output)) node.mayBeInside = false;
    }
    node.mayEnd = graph_[id].outputs.size() == 1 && whyNoStage(graph_, {id}).empty();
    const auto& inputs = graph_[id].inputs;
    node.accumulates = !inputs.empty() &&
                       std::holds_alternative<GlobalPool>(graph_[id].attributes) &&
                       whyNoStage(graph_, {id}, BlockResult::accumulate).empty();
    node.macs = program_.ops[at].macs.value_or(Macs(0));
    node.positions = made_.mapOf(at, node.accumulates).area();
  }

  void addInputs() {
    for (const TensorId input : graph_.inputs()) {
      if (graph_[input].role != TensorRole::activation || graph_.isOutput(input)) continue;
      if (graph_.consumers(input).empty() || graph_.storage(input) != input) continue;
      Node node;
      node.isInput = true;
      node.firstReader = SIZE_MAX;
      addTensor(node, made_.nodes.size(), input);
      made_.nodes.push_back(std::move(node));
    }
  }

  void addReads(std::size_t at) {
    const OperatorId id(at);
    const bool local = made_.nodes[at].accumulates || whyNotLocal(graph_, id).empty();
    if (!local) return;
    const auto& inputs = graph_[id].inputs;
    for (std::size_t k = 0; k < inputs.size(); ++k) {
      if (graph_[inputs[k]].role != TensorRole::activation) continue;
      const auto from = nodeOf_.find(inputs[k]);
      if (from == nodeOf_.end()) continue;
      made_.nodes[at].reads.push_back({from->second, edges_++, regionMap(graph_, id, k)});
    }
  }

  /// From a run layer by layer: what is whole there at a cut is whole there in every schedule.
  void findAlive() {
    const Schedule layers = layerWise(graph_);
    const Execution execution(program_, layers);
    const std::size_t count = program_.ops.size();
    std::vector<std::int64_t> begins(program_.bytes.size(), -1);
    for (std::size_t i = 0; i < count; ++i) {
      for (const TensorId id : program_.writes(OperatorId(i))) {
        begins[id.index()] = static_cast<std::int64_t>(i);
      }
    }
    made_.aliveBefore.assign(count + 1, Bytes(0));
    for (std::size_t t = 0; t < program_.bytes.size(); ++t) {
      const TensorId id(t);
      if (!execution.ranges.isWhole(id)) continue;
      const auto last =
          program_.isOutput[t] ? static_cast<std::int64_t>(count) : execution.ranges.lastStep(id);
      for (std::int64_t cut = begins[t] + 1; cut <= last; ++cut) {
        made_.aliveBefore[static_cast<std::size_t>(cut)] += program_.bytes[t];
      }
    }
    for (const Step& step : simulate(execution).steps) made_.wholeStep.push_back(step.live);
  }

  /// Which rows and columns of a map are read by anybody.
  struct Marks {
    std::vector<bool> rows, columns;
    std::int64_t most = 0;  ///< positions that one reader reads alone
  };

  static std::int64_t count(const std::vector<bool>& marks) {
    return std::count(marks.begin(), marks.end(), true);
  }

  /// Marks what is read along an axis where the marked positions are computed; returns how many.
  static std::int64_t mark(const std::vector<bool>& computed, const AxisMap& map,
                           std::vector<bool>& read) {
    std::vector<bool> own(static_cast<std::size_t>(map.extent), false);
    for (std::size_t i = 0; i < computed.size(); ++i) {
      const auto at = static_cast<std::int64_t>(i);
      if (!computed[i]) continue;
      const Interval taps = map.clipped({at, at + 1});
      for (std::int64_t k = taps.begin; k < taps.end; ++k) own[static_cast<std::size_t>(k)] = true;
    }
    read.resize(own.size(), false);
    for (std::size_t i = 0; i < own.size(); ++i) read[i] = read[i] || own[i];
    return count(own);
  }

  /// Whoever is not read inside a block is computed whole; of the others, what some reader reads.
  void findUnread() {
    std::vector<Marks> marks(made_.nodes.size());
    for (std::size_t at = program_.ops.size(); at-- > 0;) {
      const Node& node = made_.nodes[at];
      if (node.reads.empty()) continue;
      Marks& own = marks[at];
      const Region whole = made_.mapOf(at, node.accumulates);
      if (node.mayBeInside && own.most < node.positions) {
        made_.unread += node.macs - MacShare(node.macs, node.positions).of(own.most);
      }
      if (!node.mayBeInside) {
        own.rows.assign(static_cast<std::size_t>(whole.rows.end), true);
        own.columns.assign(static_cast<std::size_t>(whole.columns.end), true);
      }
      for (const SearchGraph::Read& read : node.reads) {
        Marks& of = marks[read.node];
        const std::int64_t rows = mark(own.rows, read.map.rows, of.rows);
        of.most = std::max(of.most, rows * mark(own.columns, read.map.columns, of.columns));
      }
    }
  }

  SearchGraph& made_;
  const Program& program_;
  const Graph& graph_;
  std::map<TensorId, std::size_t> nodeOf_;
  std::size_t edges_ = 0;
};

}  // namespace

Region SearchGraph::mapOf(std::size_t end, bool sums) const {
  const Operator& last = program.graph[OperatorId(end)];
  return wholeRegion(program.graph, sums ? last.inputs.front() : last.outputs.front());
}

std::int64_t SearchGraph::resultBytes(std::size_t end, bool sums) const {
  if (sums) return 0;
  return program.bytes[program.graph[OperatorId(end)].outputs.front().index()].count();
}

std::int64_t SearchGraph::inputBytesWithin(std::size_t begin, std::size_t end) const {
  std::int64_t bytes = 0;
  for (std::size_t i = operators(); i < nodes.size(); ++i) {
    if (nodes[i].firstReader < begin || nodes[i].lastReader > end) continue;
    bytes += program.bytes[nodes[i].tensors.front().id.index()].count();
  }
  return bytes;
}

FrontCost SearchGraph::atBest(const FrontCost& part) const {
  return {part.peak, part.extra - unread.count(), part.cycles};
}

SearchGraph::SearchGraph(const Program& source) : program(source) { Builder(*this).run(); }

}  // namespace tessera
