#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>

#include "core/network.h"

namespace tessera {

/// An immutable network: operators are vertices, the activations between them are edges
/// (Boost.Graph underneath). A cheap value: copies share the same data.
///
/// Operators keep the file's order where that order is executable; otherwise they are in the
/// topological order closest to it. Unused tensors are gone, so ids differ from the Network's.
class Graph {
 public:
  /// Throws Error(input) on a cycle, on an id out of range, on a tensor with two producers or that
  /// is read but neither produced, constant, variable nor an input, or on an alias chain that does
  /// not end.
  explicit Graph(Network network);

  const std::string& name() const;
  Layout layout() const;
  Arithmetic arithmetic() const;

  std::span<const Tensor> tensors() const;
  std::span<const Operator> operators() const;
  /// Graph inputs and outputs; no constants among the inputs.
  std::span<const TensorId> inputs() const;
  std::span<const TensorId> outputs() const;

  const Tensor& operator[](TensorId id) const { return tensors()[id.index()]; }
  const Operator& operator[](OperatorId id) const { return operators()[id.index()]; }

  /// The operator that writes the tensor; nothing for inputs and constants.
  std::optional<OperatorId> producer(TensorId id) const;
  /// The operators that read the tensor, ascending, each once.
  std::span<const OperatorId> consumers(TensorId id) const;
  /// The operators that read an output of `id` or that write an input of it, ascending, each once.
  std::vector<OperatorId> successors(OperatorId id) const;
  std::vector<OperatorId> predecessors(OperatorId id) const;

  /// The tensor whose bytes `id` shows: itself, or the end of its alias chain.
  TensorId storage(TensorId id) const;
  bool isOutput(TensorId id) const;

 private:
  struct Impl;
  std::shared_ptr<const Impl> impl_;
};

/// Copies the graph back into plain data, for a rewrite.
Network toNetwork(const Graph& graph);

}  // namespace tessera
