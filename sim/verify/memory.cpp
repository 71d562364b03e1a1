#include "sim/verify/memory.h"

namespace tessera::verify {

void Memory::poison(Interval addresses) {
  std::uint64_t pattern = ++calls_ * 0x9E3779B97F4A7C15U;
  for (std::int64_t at = addresses.begin; at < addresses.end; ++at) {
    pattern = pattern * 6364136223846793005U + 1442695040888963407U;  // Knuth's MMIX generator
    // One bit is always flipped, so that no byte survives.
    *this->at(at) ^= static_cast<std::byte>(pattern >> 56U) | std::byte{0x40};
  }
}

}  // namespace tessera::verify
