#pragma once

#include <cstdint>

#include "core/architecture/architecture.h"

namespace tessera::nas {

/// How many random images the score looks at.
inline constexpr std::int64_t naswotBatch = 8;

/// NASWOT's score of an untrained network (Mellor et al., "Neural Architecture Search without
/// Training", ICML 2021, equation 2): the logarithm of the determinant of a matrix that counts, for
/// each pair of random images, in how many ReLU outputs they are positive alike. Runs on the
/// reference interpreter with pseudo-random weights.
double naswotScore(const arch::Architecture& architecture, std::uint64_t seed);

}  // namespace tessera::nas
