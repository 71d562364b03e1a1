#include "sim/run/interval_runs.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <vector>

#include "tests/support/property.h"

// Whatever works on runs equals the same on one interval after the other.

namespace tessera {
namespace {

/// Parts of [0, 40) that go forward, stand still or are empty.
IntervalRuns someIntervals() {
  IntervalRuns intervals;
  std::int64_t at = *rc::gen::inRange(0, 4);
  const auto runs = *rc::gen::inRange(1, 5);
  for (int i = 0; i < runs; ++i) {
    const std::int64_t step = *rc::gen::inRange(0, 3), length = *rc::gen::inRange(0, 5);
    const auto count = *rc::gen::inRange(1, 4);
    for (int k = 0; k < count; ++k, at += step) intervals.push({at, at + length});
    at = std::max<std::int64_t>(0, at + *rc::gen::inRange(-2, 3));
  }
  return intervals;
}

AxisMap someWindow() {
  AxisMap map;
  map.stride = *rc::gen::inRange(1, 4);
  map.padBefore = *rc::gen::inRange(0, 4);
  map.dilation = *rc::gen::inRange(1, 3);
  map.reach = *rc::gen::inRange(0, 4) * map.dilation + 1;
  map.extent = *rc::gen::inRange(1, 60);
  return map;
}

TEST(IntervalRuns, AreReadAsOneIntervalAfterTheOther) {
  test::checkProperty(2000, [] {
    const IntervalRuns output = someIntervals();
    const AxisMap map = someWindow();
    const IntervalRuns inside = clipped(map, output);
    const IntervalRuns beyond = full(map, output);
    for (std::size_t i = 0; i < output.size(); ++i) {
      RC_ASSERT(inside[i] == canonical(map.clipped(output[i])));
      RC_ASSERT(beyond[i] == canonical(map.full(output[i])));
    }
  });
}

TEST(IntervalRuns, HaveHulls) {
  test::checkProperty(1000, [] {
    const IntervalRuns a = someIntervals(), other = someIntervals();
    IntervalRuns b;
    for (std::size_t i = 0; i < a.size(); ++i) b.push(other[i % other.size()]);
    const IntervalRuns both = hull(a, b);
    Interval all;
    for (std::size_t i = 0; i < a.size(); ++i) {
      RC_ASSERT(both[i] == hull(a[i], b[i]));
      all = hull(all, a[i]);
    }
    RC_ASSERT(hullOf(a) == all);
  });
}

TEST(IntervalRuns, AreMeasuredAndOrdered) {
  test::checkProperty(1000, [] {
    const IntervalRuns intervals = someIntervals();
    std::int64_t sum = 0, most = 0;
    bool forward = true, apart = true;
    Interval before;
    for (const Interval& next : everyValue(intervals)) {
      sum += next.length();
      most = std::max(most, next.length());
      if (next.empty()) continue;
      if (!before.empty()) {
        forward = forward && next.begin >= before.begin && next.end >= before.end;
        apart = apart && next.begin >= before.end;
      }
      before = next;
    }
    RC_ASSERT(summedLength(intervals) == sum);
    RC_ASSERT(mostLength(intervals) == most);
    RC_ASSERT(onlyForward(intervals) == forward);
    RC_ASSERT(neverOverlap(intervals) == apart);
  });
}

}  // namespace
}  // namespace tessera
