#pragma once

#include <cstdint>

namespace tessera::test {

/// Numbers from a seed, the same on every machine.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed * 2862933555777941757U + 3037000493U) {}
  std::int64_t below(std::int64_t most) {
    state_ = state_ * 6364136223846793005U + 1442695040888963407U;
    return static_cast<std::int64_t>((state_ >> 33U) % static_cast<std::uint64_t>(most));
  }
  bool once(std::int64_t in) { return below(in) == 0; }

 private:
  std::uint64_t state_;
};

}  // namespace tessera::test
