#pragma once

#include "core/interval.h"

namespace tessera {

/// A rectangle of a feature map: half-open rows and columns, all channels. A one-dimensional map
/// has its positions in `rows` and the single column [0, 1).
struct Region {
  Interval rows;
  Interval columns;

  constexpr std::int64_t area() const { return rows.length() * columns.length(); }
  constexpr bool empty() const { return rows.empty() || columns.empty(); }
  friend constexpr bool operator==(const Region&, const Region&) = default;
};

/// How many rows and columns, wherever they lie.
struct Extent {
  std::int64_t rows = 0;
  std::int64_t columns = 0;
  friend constexpr bool operator==(Extent, Extent) = default;
};

constexpr Region intersect(const Region& a, const Region& b) {
  return {intersect(a.rows, b.rows), intersect(a.columns, b.columns)};
}

/// The smallest rectangle that covers both; an empty one adds nothing.
constexpr Region hull(const Region& a, const Region& b) {
  if (a.empty()) return b;
  if (b.empty()) return a;
  return {hull(a.rows, b.rows), hull(a.columns, b.columns)};
}

}  // namespace tessera
