#pragma once

#include <cstdint>
#include <optional>

namespace tessera {

/// The whole numbers that leave this remainder: ..., remainder, remainder + modulus, ...
struct Congruence {
  std::int64_t modulus = 1;    ///< at least 1
  std::int64_t remainder = 0;  ///< in [0, modulus)
};

/// The numbers x for which x + distance is a multiple of `alignment`.
Congruence alignedAt(std::int64_t distance, std::int64_t alignment);

/// The numbers that are in both, or nothing where no number is (the Chinese remainder theorem). The
/// least common multiple of the moduli must not exceed 2^62.
std::optional<Congruence> inBoth(const Congruence& a, const Congruence& b);

}  // namespace tessera
