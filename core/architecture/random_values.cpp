#include "core/architecture/random_values.h"

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

std::uint64_t splitMix64(std::uint64_t& state) {
  state += 0x9e3779b97f4a7c15;
  std::uint64_t mixed = state;
  mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9;
  mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111eb;
  return mixed ^ (mixed >> 31);
}

}  // namespace

std::vector<float> randomValues(std::string_view tensor, std::uint64_t seed, std::size_t count,
                                double low, double high) {
  std::uint64_t state = fnv1a(tensor) ^ seed;
  std::vector<float> values(count);
  for (float& value : values) {
    const double unit = static_cast<double>(splitMix64(state) >> 40) * 0x1p-24;
    value = static_cast<float>(low + (high - low) * unit);
  }
  return values;
}

}  // namespace tessera::arch
