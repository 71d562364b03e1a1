#pragma once

#include <cstdint>

#include "core/graph.h"

namespace tessera::test {

/// A random float32 network of that many operators on short vectors, with values in all constants:
/// products, sums, concatenations, splits (of which one part may be read by nobody), slices, views
/// of views and copies under another shape, several inputs and outputs. The same seed gives the
/// same network.
Graph runnableGraph(std::uint64_t seed, std::size_t operators);

}  // namespace tessera::test
