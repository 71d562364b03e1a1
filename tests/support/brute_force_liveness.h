#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "core/graph.h"

namespace tessera::test {

/// What plain liveness leaves out.
struct OracleRules {
  /// Whether the operator writes over its first input should that die with it: nothing for no, else
  /// how many of that input's bytes stay taken at least until the output dies.
  std::function<std::optional<std::int64_t>(const Operator&, std::int64_t inputBytes)> overwrites;
  /// Bytes of workspace in the operator's step.
  std::function<std::int64_t(const Operator&)> scratch;
};

/// Live bytes of each operator's step in graph order, by asking for every tensor and every operator
/// whether the tensor is needed then: quadratic, and written without a look at the product's walk.
/// Of an output and the dying input that it is written over only the larger counts, once; an input
/// that the application gives is never written over, nor is one by an output that dies at once, nor
/// one that gets bytes of its own only now (after a larger one that it was written over) by a
/// larger output.
std::vector<std::int64_t> bruteForceLiveness(const Graph& graph, const OracleRules& rules = {});

}  // namespace tessera::test
