#pragma once

#include <cstdint>

#include "core/graph.h"

namespace tessera::test {

/// A random network for property tests: `operators` operators with one to three inputs and one or
/// two outputs of random sizes, views, unread tensors, shared constants, several graph inputs and
/// outputs. The same seed gives the same network.
Graph randomGraph(std::uint64_t seed, std::size_t operators);

}  // namespace tessera::test
