#pragma once

#include <algorithm>
#include <cstdint>

namespace tessera {

/// A half-open interval [begin, end) of steps, rows, columns or addresses; empty where end <=
/// begin.
struct Interval {
  std::int64_t begin = 0;
  std::int64_t end = 0;

  constexpr std::int64_t length() const { return end > begin ? end - begin : 0; }
  constexpr bool empty() const { return end <= begin; }
  constexpr bool contains(std::int64_t value) const { return begin <= value && value < end; }
  constexpr bool contains(Interval inner) const {
    return inner.empty() || (begin <= inner.begin && inner.end <= end);
  }
  friend constexpr bool operator==(Interval, Interval) = default;
};

/// The part that a and b share (empty where they are apart).
constexpr Interval intersect(Interval a, Interval b) {
  return {std::max(a.begin, b.begin), std::min(a.end, b.end)};
}

/// The smallest interval that covers both; an empty one adds nothing.
constexpr Interval hull(Interval a, Interval b) {
  if (a.empty()) return b;
  if (b.empty()) return a;
  return {std::min(a.begin, b.begin), std::max(a.end, b.end)};
}

}  // namespace tessera
