#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

#include "core/graph.h"

namespace tessera::verify {

/// A tensor's packed bytes, by id.
using TensorBytes = std::map<TensorId, std::vector<std::byte>>;

/// Random values for one tensor: reals evenly in [-1, 1), integers over the full range of their
/// type. The same name, shape, type and seed give the same bytes on every machine.
std::vector<std::byte> randomInput(const Tensor& tensor, std::uint64_t seed);

/// Random values for every graph input.
TensorBytes randomInputs(const Graph& graph, std::uint64_t seed);

/// The bytes of a graph input as the file orders them (see `fileShape`), in the tensor's own order.
std::vector<std::byte> fromFileOrder(const Tensor& tensor, std::vector<std::byte> bytes);

/// Runs the whole graph, operator by operator in graph order, every tensor in memory of its own.
/// Returns the bytes of every activation (views of others left out), so that outputs are read with
/// `outputBytes`. Throws Error(input) where an input is missing or has another size than its
/// tensor, and like `runOperator`.
TensorBytes plainRun(const Graph& graph, const TensorBytes& inputs);

/// The tensor whose bytes a run keeps for `id`: its storage, or the transposed view on the way
/// there. Such a view is the storage with other axes first, so that its elements lie elsewhere.
TensorId contentOf(const Graph& graph, TensorId id);

/// The bytes of graph output or tensor `id` in a run: those of its content.
const std::vector<std::byte>& bytesOf(const Graph& graph, const TensorBytes& run, TensorId id);

}  // namespace tessera::verify
