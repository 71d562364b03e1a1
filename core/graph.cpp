#include "core/graph.h"

#include <algorithm>
#include <boost/graph/adjacency_list.hpp>
#include <functional>
#include <queue>
#include <utility>

#include "core/error.h"

namespace tessera {
namespace {

using Dependencies = boost::adjacency_list<boost::vecS, boost::vecS, boost::bidirectionalS>;
constexpr std::uint32_t none = UINT32_MAX;

[[noreturn]] void invalid(const std::string& message, const std::string& where) {
  throw Error(ErrorCode::input, message, where, "the file is not a valid network");
}

void checkIds(const Network& network) {
  const auto check = [&](TensorId id, const std::string& where) {
    if (id.index() >= network.tensors.size()) invalid("a tensor id is out of range", where);
  };
  for (const Operator& op : network.operators) {
    for (const TensorId id : op.inputs) check(id, op.name);
    for (const TensorId id : op.outputs) check(id, op.name);
  }
  for (const TensorId id : network.inputs) check(id, "graph inputs");
  for (const TensorId id : network.outputs) check(id, "graph outputs");
  for (const Tensor& tensor : network.tensors) {
    if (tensor.aliasOf) check(*tensor.aliasOf, tensor.name);
  }
}

std::vector<bool> mentioned(const Network& network) {
  std::vector<bool> used(network.tensors.size(), false);
  const auto use = [&](const std::vector<TensorId>& ids) {
    for (const TensorId id : ids) used[id.index()] = true;
  };
  for (const Operator& op : network.operators) {
    use(op.inputs);
    use(op.outputs);
  }
  use(network.inputs);
  use(network.outputs);
  return used;
}

void dropUnusedTensors(Network& network) {
  const std::vector<bool> used = mentioned(network);
  std::vector<TensorId> renamed(network.tensors.size());
  std::vector<Tensor> kept;
  kept.reserve(network.tensors.size());
  for (std::size_t i = 0; i < used.size(); ++i) {
    if (!used[i]) continue;
    renamed[i] = TensorId(kept.size());
    kept.push_back(std::move(network.tensors[i]));
  }
  const auto rename = [&](std::vector<TensorId>& ids) {
    for (TensorId& id : ids) id = renamed[id.index()];
  };
  for (Operator& op : network.operators) {
    rename(op.inputs);
    rename(op.outputs);
  }
  rename(network.inputs);
  rename(network.outputs);
  for (Tensor& tensor : kept) {
    if (!tensor.aliasOf) continue;
    if (!used[tensor.aliasOf->index()]) invalid("an alias of a tensor that is gone", tensor.name);
    tensor.aliasOf = renamed[tensor.aliasOf->index()];
  }
  network.tensors = std::move(kept);
}

std::vector<std::uint32_t> findProducers(const Network& network) {
  std::vector<std::uint32_t> producers(network.tensors.size(), none);
  for (std::size_t i = 0; i < network.operators.size(); ++i) {
    for (const TensorId id : network.operators[i].outputs) {
      if (producers[id.index()] != none) {
        invalid("tensor '" + network.tensor(id).name + "' is written twice",
                network.operators[i].name);
      }
      producers[id.index()] = static_cast<std::uint32_t>(i);
    }
  }
  return producers;
}

void checkSources(const Network& network, const std::vector<std::uint32_t>& producers) {
  std::vector<bool> given(network.tensors.size(), false);
  for (const TensorId id : network.inputs) given[id.index()] = true;
  const auto check = [&](TensorId id, const std::string& where) {
    const Tensor& tensor = network.tensor(id);
    const bool kept = tensor.role != TensorRole::activation || tensor.variable;
    if (producers[id.index()] == none && !kept && !given[id.index()]) {
      invalid("tensor '" + tensor.name + "' is never produced", where);
    }
  };
  for (const Operator& op : network.operators) {
    for (const TensorId id : op.inputs) check(id, op.name);
  }
  for (const TensorId id : network.outputs) check(id, "graph outputs");
}

Dependencies dependencies(const Network& network, const std::vector<std::uint32_t>& producers) {
  Dependencies graph(network.operators.size());
  for (std::size_t reader = 0; reader < network.operators.size(); ++reader) {
    for (const TensorId id : network.operators[reader].inputs) {
      const std::uint32_t writer = producers[id.index()];
      if (writer != none) boost::add_edge(writer, reader, graph);
    }
  }
  return graph;
}

bool inExecutableOrder(const Dependencies& graph) {
  const auto [first, last] = boost::edges(graph);
  return std::all_of(first, last, [&](const auto& edge) {
    return boost::source(edge, graph) < boost::target(edge, graph);
  });
}

/// Kahn's algorithm, always taking the lowest index: the executable order closest to the given one.
std::vector<std::size_t> executableOrder(const Dependencies& graph, const Network& network) {
  std::vector<std::size_t> waitsFor(boost::num_vertices(graph));
  std::priority_queue<std::size_t, std::vector<std::size_t>, std::greater<>> ready;
  for (std::size_t v = 0; v < waitsFor.size(); ++v) {
    waitsFor[v] = boost::in_degree(v, graph);
    if (waitsFor[v] == 0) ready.push(v);
  }
  std::vector<std::size_t> order;
  order.reserve(waitsFor.size());
  while (!ready.empty()) {
    const std::size_t v = ready.top();
    ready.pop();
    order.push_back(v);
    const auto [first, last] = boost::out_edges(v, graph);
    std::for_each(first, last, [&](const auto& edge) {
      const std::size_t next = boost::target(edge, graph);
      if (--waitsFor[next] == 0) ready.push(next);
    });
  }
  if (order.size() < waitsFor.size()) {
    const auto stuck = std::find_if(waitsFor.begin(), waitsFor.end(), [](auto n) { return n > 0; });
    const auto at = static_cast<std::size_t>(stuck - waitsFor.begin());
    invalid("the operators form a cycle", network.operators[at].name);
  }
  return order;
}

void reorder(Network& network, const std::vector<std::size_t>& order) {
  std::vector<Operator> sorted;
  sorted.reserve(order.size());
  for (const std::size_t i : order) sorted.push_back(std::move(network.operators[i]));
  network.operators = std::move(sorted);
}

/// Follows each alias chain to its end; linear, since every resolved chain is reused.
std::vector<TensorId> resolveStorage(const Network& network) {
  std::vector<TensorId> storage(network.tensors.size());
  std::vector<bool> resolved(network.tensors.size(), false);
  std::vector<TensorId> chain;
  for (std::size_t i = 0; i < storage.size(); ++i) {
    TensorId at(i);
    chain.clear();
    while (!resolved[at.index()] && network.tensor(at).aliasOf) {
      chain.push_back(at);
      if (chain.size() > storage.size()) invalid("aliases form a cycle", network.tensor(at).name);
      at = *network.tensor(at).aliasOf;
    }
    const TensorId end = resolved[at.index()] ? storage[at.index()] : at;
    storage[at.index()] = end;
    resolved[at.index()] = true;
    for (const TensorId link : chain) {
      storage[link.index()] = end;
      resolved[link.index()] = true;
    }
  }
  return storage;
}

}  // namespace

struct Graph::Impl {
  /// The operators that read each tensor, ascending: the readers of tensor t are
  /// operators[first[t], first[t + 1]).
  struct Readers {
    std::vector<std::size_t> first;
    std::vector<OperatorId> operators;

    std::span<const OperatorId> of(TensorId id) const {
      return std::span(operators).subspan(first[id.index()],
                                          first[id.index() + 1] - first[id.index()]);
    }
  };

  static Readers findReaders(const Network& network);

  Network network;
  std::vector<std::uint32_t> producers;
  Readers readers;
  std::vector<TensorId> storage;
  std::vector<bool> isOutput;
  Dependencies dependencies;
};

Graph::Impl::Readers Graph::Impl::findReaders(const Network& network) {
  const auto distinctInputs = [](const Operator& op) {
    std::vector<TensorId> ids = op.inputs;
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    return ids;
  };
  Readers readers;
  readers.first.assign(network.tensors.size() + 1, 0);
  for (const Operator& op : network.operators) {
    for (const TensorId id : distinctInputs(op)) ++readers.first[id.index() + 1];
  }
  for (std::size_t i = 1; i < readers.first.size(); ++i) readers.first[i] += readers.first[i - 1];
  readers.operators.resize(readers.first.back());
  std::vector<std::size_t> next = readers.first;
  for (std::size_t i = 0; i < network.operators.size(); ++i) {
    for (const TensorId id : distinctInputs(network.operators[i])) {
      readers.operators[next[id.index()]++] = OperatorId(i);
    }
  }
  return readers;
}

Graph::Graph(Network network) {
  checkIds(network);
  dropUnusedTensors(network);
  auto impl = std::make_shared<Impl>();
  impl->producers = findProducers(network);
  checkSources(network, impl->producers);
  impl->dependencies = dependencies(network, impl->producers);
  if (!inExecutableOrder(impl->dependencies)) {
    reorder(network, executableOrder(impl->dependencies, network));
    impl->producers = findProducers(network);
    impl->dependencies = dependencies(network, impl->producers);
  }
  impl->readers = Impl::findReaders(network);
  impl->storage = resolveStorage(network);
  impl->isOutput.assign(network.tensors.size(), false);
  for (const TensorId id : network.outputs) impl->isOutput[id.index()] = true;
  impl->network = std::move(network);
  impl_ = std::move(impl);
}

const std::string& Graph::name() const { return impl_->network.name; }
Layout Graph::layout() const { return impl_->network.layout; }
Arithmetic Graph::arithmetic() const { return impl_->network.arithmetic; }
std::span<const Tensor> Graph::tensors() const { return impl_->network.tensors; }
std::span<const Operator> Graph::operators() const { return impl_->network.operators; }
std::span<const TensorId> Graph::inputs() const { return impl_->network.inputs; }
std::span<const TensorId> Graph::outputs() const { return impl_->network.outputs; }

std::optional<OperatorId> Graph::producer(TensorId id) const {
  const std::uint32_t at = impl_->producers[id.index()];
  if (at == none) return std::nullopt;
  return OperatorId(at);
}

std::span<const OperatorId> Graph::consumers(TensorId id) const { return impl_->readers.of(id); }

std::vector<OperatorId> Graph::successors(OperatorId id) const {
  std::vector<OperatorId> found;
  const auto [first, last] = boost::out_edges(id.index(), impl_->dependencies);
  std::for_each(first, last, [&](const auto& edge) {
    found.emplace_back(boost::target(edge, impl_->dependencies));
  });
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

std::vector<OperatorId> Graph::predecessors(OperatorId id) const {
  std::vector<OperatorId> found;
  const auto [first, last] = boost::in_edges(id.index(), impl_->dependencies);
  std::for_each(first, last, [&](const auto& edge) {
    found.emplace_back(boost::source(edge, impl_->dependencies));
  });
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

TensorId Graph::storage(TensorId id) const { return impl_->storage[id.index()]; }
bool Graph::isOutput(TensorId id) const { return impl_->isOutput[id.index()]; }

Network toNetwork(const Graph& graph) {
  Network network;
  network.name = graph.name();
  network.layout = graph.layout();
  network.arithmetic = graph.arithmetic();
  network.tensors.assign(graph.tensors().begin(), graph.tensors().end());
  network.operators.assign(graph.operators().begin(), graph.operators().end());
  network.inputs.assign(graph.inputs().begin(), graph.inputs().end());
  network.outputs.assign(graph.outputs().begin(), graph.outputs().end());
  return network;
}

}  // namespace tessera
