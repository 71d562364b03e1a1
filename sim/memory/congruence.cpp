#include "sim/memory/congruence.h"

#include <numeric>
#include <utility>

#include "core/checked.h"

namespace tessera {
namespace {

std::int64_t remainderOf(std::int64_t value, std::int64_t modulus) {
  return value - floorDiv(value, modulus) * modulus;
}

/// a * b modulo a number up to 2^62, of a and b below that; by doubling, as the product may exceed
/// 64 bits.
std::int64_t productModulo(std::int64_t a, std::int64_t b, std::int64_t modulus) {
  std::int64_t product = 0;
  for (; b > 0; b /= 2) {
    if (b % 2 == 1) product = (product + a) % modulus;
    a = (a + a) % modulus;
  }
  return product;
}

/// The number whose product with `value` is 1 modulo `modulus`; the two have no common divisor.
std::int64_t inverseModulo(std::int64_t value, std::int64_t modulus) {
  std::int64_t inverse = 0;
  std::int64_t next = 1;
  std::int64_t rest = modulus;
  for (value = remainderOf(value, modulus); value > 0;) {
    const std::int64_t quotient = rest / value;
    rest = std::exchange(value, rest - quotient * value);
    inverse = std::exchange(next, inverse - quotient * next);
  }
  return remainderOf(inverse, modulus);
}

}  // namespace

Congruence alignedAt(std::int64_t distance, std::int64_t alignment) {
  return {alignment, remainderOf(-distance, alignment)};
}

std::optional<Congruence> inBoth(const Congruence& a, const Congruence& b) {
  const std::int64_t common = std::gcd(a.modulus, b.modulus);
  const std::int64_t apart = b.remainder - a.remainder;
  if (apart % common != 0) return std::nullopt;
  const std::int64_t steps = b.modulus / common;  // of a.modulus, until the sum repeats
  const std::int64_t inverse = inverseModulo(a.modulus / common, steps);
  const std::int64_t taken = productModulo(remainderOf(apart / common, steps), inverse, steps);
  return Congruence{a.modulus * steps, a.remainder + a.modulus * taken};
}

}  // namespace tessera
