#pragma once

#include <span>

#include "sim/export/library.h"
#include "tests/sim/verify/arena_case.h"
#include "tests/support/c_prover.h"

namespace tessera::test {

/// The bytes of some tensors of a run, one after the other.
inline std::vector<std::byte> joined(const Graph& graph, std::span<const TensorId> tensors,
                                     const verify::TensorBytes& values) {
  std::vector<std::byte> bytes;
  for (const TensorId id : tensors) {
    const auto& each = verify::bytesOf(graph, values, id);
    bytes.insert(bytes.end(), each.begin(), each.end());
  }
  return bytes;
}

/// The library of a schedule, with what the plain run comes to as its test vector.
inline exported::Library libraryOf(const ArenaCase& it) {
  const Graph& graph = it.values.graph;
  return exported::libraryOf({graph, it.schedule, it.trace, it.plan, it.tiles},
                             {joined(graph, graph.inputs(), it.values.inputs),
                              joined(graph, graph.outputs(), it.values.expected)});
}

/// "bits equal", or what is wrong with the library.
inline std::string exportVerdict(const ArenaCase& it) { return cProver().verdict(libraryOf(it)); }

}  // namespace tessera::test
