#include "tests/support/brute_force_liveness.h"

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

}  // namespace

std::vector<std::int64_t> bruteForceLiveness(const Graph& graph) {
  std::vector<std::int64_t> live(graph.operators().size(), 0);
  for (std::size_t root = 0; root < graph.tensors().size(); ++root) {
    const Tensor& tensor = graph.tensors()[root];
    if (tensor.role != TensorRole::activation || tensor.aliasOf) continue;
    const std::int64_t bytes = (tensor.shape.elements() * bitWidth(tensor.dtype) + 7) / 8;
    const std::set<std::size_t> names = namesOf(graph, root);
    for (std::size_t step = 0; step < live.size(); ++step) {
      if (isNeeded(graph, names, root, step)) live[step] += bytes;
    }
  }
  return live;
}

}  // namespace tessera::test
