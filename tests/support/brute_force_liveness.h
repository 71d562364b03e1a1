#pragma once

#include <cstdint>
#include <vector>

#include "core/graph.h"

namespace tessera::test {

/// Live bytes of each operator's step under plain liveness in graph order, by asking for every
/// tensor and every operator whether the tensor is needed then: quadratic, and written without a
/// look at the product's walk.
std::vector<std::int64_t> bruteForceLiveness(const Graph& graph);

}  // namespace tessera::test
