#include "core/architecture/random_values.h"

#include "core/split_mix.h"

namespace tessera::arch {
namespace {

std::uint64_t fnv1a(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const char c : text) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 0x100000001b3;
  }
  return hash;
}

}  // namespace

std::vector<float> randomValues(std::string_view tensor, std::uint64_t seed, std::size_t count,
                                double low, double high) {
  SplitMix random(fnv1a(tensor) ^ seed);
  std::vector<float> values(count);
  for (float& value : values) {
    const double unit = static_cast<double>(random.next() >> 40) * 0x1p-24;
    value = static_cast<float>(low + (high - low) * unit);
  }
  return values;
}

}  // namespace tessera::arch
