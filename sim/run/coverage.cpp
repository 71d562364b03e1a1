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

/// The smallest interval around what `covered` leaves of `interval`.
Interval uncovered(const std::vector<Interval>& covered, Interval interval) {
  for (const Interval& part : covered) {
    if (part.begin <= interval.begin) interval.begin = std::max(interval.begin, part.end);
  }
  for (auto part = covered.rbegin(); part != covered.rend(); ++part) {
    if (part->end >= interval.end) interval.end = std::min(interval.end, part->begin);
  }
  return interval;
}

}  // namespace

Region Coverage::missing(const Region& region) const {
  Region missing;
  for (std::int64_t row = region.rows.begin; row < region.rows.end; ++row) {
    const auto covered = rows_.find(row);
    const Interval columns =
        covered == rows_.end() ? region.columns : uncovered(covered->second, region.columns);
    if (!columns.empty()) missing = hull(missing, {{row, row + 1}, columns});
  }
  return missing;
}

std::int64_t Coverage::add(const Region& region) {
  std::int64_t before = 0;
  for (std::int64_t row = region.rows.begin; row < region.rows.end; ++row) {
    before += addTo(rows_[row], region.columns);
  }
  return before;
}

}  // namespace tessera
