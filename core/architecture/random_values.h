#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace tessera::arch {

/// `count` values spread evenly over [low, high), the same on every machine and in every order of
/// calls: they depend on nothing but the arguments.
///
/// The generator is SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number
/// generators", OOPSLA 2014), started at the FNV-1a hash of `tensor` xor `seed`; a value is
/// low + (high - low) * u, with u the upper 24 bits of a draw over 2^24.
std::vector<float> randomValues(std::string_view tensor, std::uint64_t seed, std::size_t count,
                                double low, double high);

}  // namespace tessera::arch
