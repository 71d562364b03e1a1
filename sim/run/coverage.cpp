#include "sim/run/coverage.h"

#include <algorithm>

namespace tessera {
namespace {

/// Adds `added` to disjoint sorted intervals and returns how much of it they held before.
std::int64_t addTo(std::vector<Interval>& intervals, Interval added) {
  std::int64_t before = 0;
  std::vector<Interval> kept;
  for (const Interval& interval : intervals) {
    before += intersect(interval, added).length();
    const bool apart = interval.end < added.begin || added.end < interval.begin;
    if (apart) {
      kept.push_back(interval);
    } else {
      added = hull(added, interval);
    }
  }
  kept.push_back(added);
  std::sort(kept.begin(), kept.end(),
            [](const Interval& a, const Interval& b) { return a.begin < b.begin; });
  intervals = std::move(kept);
  return before;
}

}  // namespace

std::int64_t Coverage::add(const Region& region) {
  std::int64_t before = 0;
  for (std::int64_t row = region.rows.begin; row < region.rows.end; ++row) {
    before += addTo(rows_[row], region.columns);
  }
  return before;
}

}  // namespace tessera
