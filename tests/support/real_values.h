#pragma once

#include <cstdint>

#include "core/graph.h"

namespace tessera::test {

/// The same network with every int8 tensor in float32 and values in all constants: no zeros among
/// them, so that every tap counts. The same seed gives the same values.
Graph withRealValues(const Graph& graph, std::uint64_t seed);

}  // namespace tessera::test
