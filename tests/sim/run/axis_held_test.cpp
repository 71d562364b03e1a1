#include "sim/run/axis_held.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <vector>

#include "tests/support/property.h"

namespace tessera {
namespace {

/// Needs of an axis, mostly forward, and where tiles begin.
struct Needs {
  std::vector<Interval> of;
  std::vector<bool> starts;
  bool cached = false;
};

Needs someNeeds() {
  Needs needs;
  needs.cached = *rc::gen::arbitrary<bool>();
  const bool everyStart = *rc::gen::arbitrary<bool>();
  std::int64_t at = 0;
  const auto count = *rc::gen::inRange<std::size_t>(1, 9);
  for (std::size_t i = 0; i < count; ++i) {
    at = std::max<std::int64_t>(0, at + *rc::gen::element(0, 1, 1, 1, 2, -1));
    needs.of.push_back({at, at + *rc::gen::element(0, 1, 2, 3, 3, 3)});
    needs.starts.push_back(everyStart || i == 0 || *rc::gen::arbitrary<bool>());
  }
  return needs;
}

IntervalRuns runsOf(const std::vector<Interval>& intervals) {
  IntervalRuns runs;
  for (const Interval& interval : intervals) runs.push(interval);
  return runs;
}

/// The first position that one of the needs in [from, to) begins with, or `done` where that is
/// less.
std::int64_t firstOf(const Needs& needs, std::size_t from, std::size_t to, std::int64_t done) {
  for (std::size_t q = from; q < to; ++q) {
    if (!needs.of[q].empty()) done = std::min(done, needs.of[q].begin);
  }
  return done;
}

TEST(AxisHeld, IsWhatLaterPositionsNeedOfEarlierOnes) {
  test::checkProperty(2000, [] {
    const Needs needs = someNeeds();
    const std::size_t count = needs.of.size();
    const AxisHeld held = heldAlong(runsOf(needs.of), needs.cached, needs.starts);
    std::int64_t mostCarried = 0, mostAtOnce = 0, passed = 0;
    for (std::size_t p = 0; p < count; ++p) {
      std::size_t begin = p, end = p + 1;  // the positions among which something is held
      while (begin > 0 && (needs.cached || !needs.starts[begin])) --begin;
      while (end < count && (needs.cached || !needs.starts[end])) ++end;
      std::int64_t done = 0;
      for (std::size_t q = begin; q <= p; ++q) {
        if (!needs.of[q].empty()) done = std::max(done, needs.of[q].end);
      }
      passed = std::max(passed, done);
      RC_ASSERT(held.done[p] == done);
      RC_ASSERT(held.keptFrom[p] == firstOf(needs, p + 1, end, done));
      RC_ASSERT(held.readFrom[p] == firstOf(needs, p + 1, count, passed));
      mostCarried = std::max(mostCarried, held.carried(p));
      mostAtOnce = std::max(mostAtOnce, done - firstOf(needs, p, end, done));
    }
    RC_ASSERT(held.mostCarried == mostCarried);
    RC_ASSERT(held.mostAtOnce == mostAtOnce);
  });
}

}  // namespace
}  // namespace tessera
