#pragma once

#include <cstdint>

#include "tests/support/random_stage.h"

namespace tessera::test {

/// A random stage (see `randomStage`) with an end that sums up what it writes: a global average
/// pool, or a fully connected layer or a matrix product behind a view. The same seed gives the same
/// stage.
RandomStage accumulatingStage(std::uint64_t seed);

}  // namespace tessera::test
