#pragma once

#include <cstdint>

#include "core/graph.h"

namespace tessera::test {

/// A random small chain of convolutions of int8, depthwise ones among them, with any kernel, stride
/// and padding, residual additions over any distance (from the input too), and now and then a
/// global average pool at its end. At most that many operators before the pool. The same seed gives
/// the same chain.
Graph randomChain(std::uint64_t seed, std::int64_t mostOperators);

}  // namespace tessera::test
