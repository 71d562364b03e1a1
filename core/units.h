#pragma once

#include <compare>
#include <cstdint>
#include <string>

#include "core/checked.h"

namespace tessera {

/// A count of one unit. Sums and products are overflow-checked (Error(input)); two units never mix.
template <class Unit>
class Quantity {
 public:
  constexpr Quantity() = default;
  constexpr explicit Quantity(std::int64_t count) : count_(count) {}

  constexpr std::int64_t count() const { return count_; }

  friend Quantity operator+(Quantity a, Quantity b) {
    return Quantity(checkedAdd(a.count_, b.count_));
  }
  friend Quantity operator-(Quantity a, Quantity b) {
    return Quantity(checkedSub(a.count_, b.count_));
  }
  friend Quantity operator*(Quantity a, std::int64_t factor) {
    return Quantity(checkedMul(a.count_, factor));
  }
  Quantity& operator+=(Quantity other) { return *this = *this + other; }
  Quantity& operator-=(Quantity other) { return *this = *this - other; }
  friend constexpr auto operator<=>(Quantity, Quantity) = default;

 private:
  std::int64_t count_ = 0;
};

using Bytes = Quantity<struct ByteUnit>;
/// Multiply-accumulates; FLOPs are 2 x MACs.
using Macs = Quantity<struct MacUnit>;
using Cycles = Quantity<struct CycleUnit>;
using Hertz = Quantity<struct HertzUnit>;

/// 1505280 -> "1 505 280" (groups of three, separated by a space).
std::string grouped(std::int64_t value);
/// Bytes(1505280) -> "1 505 280 B".
std::string exactBytes(Bytes bytes);
/// Bytes(1505280) -> "1470.0 KiB"; KiB is 1024 bytes; below 1 KiB the exact bytes, "768 B"; from 10
/// MiB in MiB, from 1 GiB in GiB.
std::string kib(Bytes bytes);
/// Macs(300774272) -> "300.77 M"; k, M and G are powers of 1000; below 1000 the exact count.
std::string siCount(std::int64_t value);
/// Hertz(216000000) -> "216 MHz"; the largest of Hz, kHz and MHz that gives a whole number.
std::string frequency(Hertz hertz);
/// 0.283 -> "28.3 %".
std::string percent(double ratio);

}  // namespace tessera
