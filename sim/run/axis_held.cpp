#include "sim/run/axis_held.h"

#include <algorithm>
#include <limits>

#include "sim/run/interval_runs.h"

namespace tessera {
namespace {

constexpr std::int64_t never = std::numeric_limits<std::int64_t>::max();

/// Holds position by position, whatever the order of the needs.
AxisHeld heldInAnyOrder(const IntervalRuns& intervals, bool cached,
                        const std::vector<bool>& starts) {
  const std::vector<Interval> needed = everyValue(intervals);
  const std::size_t count = needed.size();
  std::vector<std::int64_t> first(count), keptFrom(count), readFrom(count);
  std::int64_t later = never;      // first position needed after p, where p's part is still held
  std::int64_t laterRead = never;  // the same, held or not
  for (std::size_t p = count; p-- > 0;) {
    if (!cached && p + 1 < count && starts[p + 1]) later = never;
    keptFrom[p] = later;
    readFrom[p] = laterRead;
    if (!needed[p].empty()) {
      later = std::min(later, needed[p].begin);
      laterRead = std::min(laterRead, needed[p].begin);
    }
    first[p] = later;
  }
  AxisHeld held;
  std::int64_t done = 0;
  std::int64_t passed = 0;  // the same, held or not
  for (std::size_t p = 0; p < count; ++p) {
    if (!cached && starts[p]) done = 0;
    if (!needed[p].empty()) done = std::max(done, needed[p].end);
    passed = std::max(passed, done);
    held.done.push(done);
    held.keptFrom.push(std::min(keptFrom[p], done));
    held.readFrom.push(std::min(readFrom[p], passed));
    held.mostCarried = std::max(held.mostCarried, done - std::min(keptFrom[p], done));
    held.mostAtOnce = std::max(held.mostAtOnce, done - std::min(first[p], done));
  }
  return held;
}

/// The first position needed after each one, as far as it has been computed: of needs that only go
/// forward those of the next position, or what is done already.
NumberRuns nextNeeded(const IntervalRuns& needed) {
  NumberRuns from;
  std::int64_t done = 0;
  const auto& runs = needed.runs();
  for (const RunOf<Interval>* run = runs.begin(); run != runs.end(); ++run) {
    const RunOf<Interval>* next = run + 1;
    while (next != runs.end() && next->first.empty()) ++next;
    const std::int64_t behind = next == runs.end() ? never : next->first.begin;
    if (run->first.empty()) {
      from.push(run->count, std::min(behind, done), 0);
      continue;
    }
    done = run->last().end;
    const Interval first{run->first.begin + run->step.begin, run->first.end};
    const Interval last{run->last().begin, run->last().end - run->step.end};
    if (first.empty() && last.empty()) {
      from.push(run->count - 1, first.end, run->step.end);
    } else if (!first.empty() && !last.empty()) {
      from.push(run->count - 1, first.begin, run->step.begin);
    } else {
      for (std::size_t at = run->begin; at + 1 < run->end(); ++at) {
        from.push(std::min(run->at(at + 1).begin, run->at(at).end));
      }
    }
    from.push(std::min(behind, done));
  }
  return from;
}

/// Where each interval ends; where there is none, `keep`: where the last one ended, else 0.
NumberRuns ends(const IntervalRuns& needed, bool keep) {
  NumberRuns done;
  std::int64_t last = 0;
  for (const RunOf<Interval>& run : needed.runs()) {
    if (run.first.empty()) {
      done.push(run.count, keep ? last : 0, 0);
    } else {
      done.push(run.count, run.first.end, run.step.end);
      last = run.last().end;
    }
  }
  return done;
}

std::int64_t mostBetween(const NumberRuns& from, const NumberRuns& to) {
  std::int64_t most = 0;
  const auto compare = [&](const auto& a, const auto& b) {
    most = std::max({most, b.first - a.first, b.last() - a.last()});
  };
  forEachTogether(compare, from, to);
  return most;
}

}  // namespace

AxisHeld heldAlong(const IntervalRuns& needed, bool cached, const std::vector<bool>& starts) {
  const bool everyStart = std::find(starts.begin(), starts.end(), false) == starts.end();
  if ((!cached && !everyStart) || !onlyForward(needed)) {
    return heldInAnyOrder(needed, cached, starts);
  }
  AxisHeld held;
  held.done = ends(needed, cached);
  held.readFrom = nextNeeded(needed);
  held.keptFrom = cached ? held.readFrom : held.done;
  held.mostCarried = cached ? mostBetween(held.keptFrom, held.done) : 0;
  held.mostAtOnce = mostLength(needed);
  return held;
}

}  // namespace tessera
