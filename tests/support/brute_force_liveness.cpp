#include "tests/support/brute_force_liveness.h"

#include <algorithm>
#include <set>

namespace tessera::test {
namespace {

/// All names under which the bytes of `root` are known: itself and the views of views of it.
std::set<std::size_t> namesOf(const Graph& graph, std::size_t root) {
  std::set<std::size_t> names{root};
  for (bool grown = true; grown;) {
    grown = false;
    for (std::size_t i = 0; i < graph.tensors().size(); ++i) {
      const auto& alias = graph.tensors()[i].aliasOf;
      if (alias && names.count(alias->index()) == 1) grown |= names.insert(i).second;
    }
  }
  return names;
}

bool mentions(const std::vector<TensorId>& ids, const std::set<std::size_t>& names) {
  for (const TensorId id : ids) {
    if (names.count(id.index()) == 1) return true;
  }
  return false;
}

bool isNeeded(const Graph& graph, const std::set<std::size_t>& names, std::size_t root,
              std::size_t step) {
  bool exists = false;
  for (const TensorId id : graph.inputs()) exists |= id.index() == root;
  const bool unreadInput = exists && step == 0;
  for (std::size_t i = 0; i <= step; ++i) {
    exists |= mentions(graph.operators()[i].outputs, {root});
  }
  if (!exists) return false;
  if (unreadInput || mentions(graph.operators()[step].outputs, {root})) return true;
  for (std::size_t i = step; i < graph.operators().size(); ++i) {
    if (mentions(graph.operators()[i].inputs, names)) return true;
  }
  const std::vector<TensorId> outputs(graph.outputs().begin(), graph.outputs().end());
  return mentions(outputs, names);
}

std::int64_t bytesOf(const Tensor& tensor) {
  return (tensor.shape.elements() * bitWidth(tensor.dtype) + 7) / 8;
}

/// When each tensor that owns bytes is needed.
class Needs {
 public:
  explicit Needs(const Graph& graph) : graph_(graph) {
    for (std::size_t i = 0; i < graph.tensors().size(); ++i) names_.push_back(namesOf(graph, i));
  }

  bool at(std::size_t root, std::size_t step) const {
    return step < graph_.operators().size() && isNeeded(graph_, names_[root], root, step);
  }

  /// The owner of the bytes that a tensor shows.
  std::size_t root(TensorId id) const {
    std::size_t at = id.index();
    while (graph_.tensors()[at].aliasOf) at = graph_.tensors()[at].aliasOf->index();
    return at;
  }

 private:
  const Graph& graph_;
  std::vector<std::set<std::size_t>> names_;
};

/// Writes outputs over dying inputs: changes `bytes` of the outputs and returns what each step
/// counts once instead of twice.
std::vector<std::int64_t> shared(const Graph& graph, const Needs& needs, const OracleRules& rules,
                                 std::vector<std::int64_t>& bytes) {
  std::vector<std::int64_t> saved(graph.operators().size(), 0);
  std::vector<std::size_t> begins(bytes.size(), saved.size());  // of those written in place
  for (std::size_t step = 0; rules.overwrites && step < saved.size(); ++step) {
    const Operator& op = graph.operators()[step];
    if (op.inputs.empty() || op.outputs.size() != 1) continue;
    const std::size_t in = needs.root(op.inputs.front());
    const std::size_t out = op.outputs.front().index();
    bool written = false;
    for (std::size_t i = 0; i < step; ++i) {
      written |= mentions(graph.operators()[i].outputs, {in});
    }
    if (!written || needs.root(op.outputs.front()) != out) continue;
    if (needs.at(in, step + 1) || !needs.at(out, step + 1)) continue;
    const auto kept = rules.overwrites(op, bytes[in]);
    if (!kept) continue;
    const std::int64_t taken = std::max(bytes[out], *kept);
    const bool beginsNow = begins[in] == step;
    if (beginsNow && taken > bytes[in]) continue;
    bytes[out] = taken;
    saved[step] = std::min(bytes[in], taken);
    begins[out] = taken < bytes[in] || beginsNow ? step + 1 : step;
  }
  return saved;
}

}  // namespace

std::vector<std::int64_t> bruteForceLiveness(const Graph& graph, const OracleRules& rules) {
  const Needs needs(graph);
  std::vector<std::int64_t> bytes;
  for (const Tensor& tensor : graph.tensors()) {
    const bool owns = tensor.role == TensorRole::activation && !tensor.aliasOf;
    bytes.push_back(owns ? bytesOf(tensor) : 0);
  }
  const std::vector<std::int64_t> saved = shared(graph, needs, rules, bytes);
  std::vector<std::int64_t> live(graph.operators().size(), 0);
  for (std::size_t step = 0; step < live.size(); ++step) {
    for (std::size_t root = 0; root < bytes.size(); ++root) {
      if (bytes[root] > 0 && needs.at(root, step)) live[step] += bytes[root];
    }
    if (rules.scratch) live[step] += rules.scratch(graph.operators()[step]);
    live[step] -= saved[step];
  }
  return live;
}

}  // namespace tessera::test
