#include "sim/run/interval_runs.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "core/checked.h"

namespace tessera {
namespace {

/// Whether a is at most b at all positions of both, which begin and end together.
bool neverMore(const RunOf<Interval>& a, const RunOf<Interval>& b, std::int64_t Interval::*end) {
  return a.first.*end <= b.first.*end && a.last().*end <= b.last().*end;
}

IntervalRuns mapped(const IntervalRuns& output, const auto& readOf) {
  IntervalRuns read;
  for (const RunOf<Interval>& run : output.runs()) {
    for (std::size_t at = run.begin; at < run.end(); ++at) read.push(readOf(run.at(at)));
  }
  return read;
}

/// Whether every position reads itself alone.
bool isIdentity(const AxisMap& map) {
  return map.kind == AxisMap::Kind::window && map.stride == 1 && map.padBefore == 0 &&
         map.reach == 1;
}

Interval strideOf(const AxisMap& map, Interval step) {
  return {step.begin * map.stride, step.end * map.stride};
}

/// Positions of a run, counted from its first, at which a window that goes forward lies within
/// [0, extent).
std::pair<std::size_t, std::size_t> within(Interval first, Interval step, std::size_t count,
                                           std::int64_t extent) {
  const auto most = static_cast<std::int64_t>(count);
  std::int64_t begin = first.begin >= 0 ? 0 : most;
  if (first.begin < 0 && step.begin > 0) begin = std::min(most, ceilDiv(-first.begin, step.begin));
  std::int64_t end = first.end <= extent ? most : 0;
  if (first.end <= extent && step.end > 0) {
    end = std::min(most, (extent - first.end) / step.end + 1);
  }
  return {static_cast<std::size_t>(begin), static_cast<std::size_t>(std::max(begin, end))};
}

}  // namespace

std::int64_t summedLength(const IntervalRuns& intervals) {
  std::int64_t sum = 0;
  for (const RunOf<Interval>& run : intervals.runs()) {
    if (run.first.empty()) continue;
    // The mean of the first and the last, taken twice.
    const std::int64_t twice = checkedAdd(run.first.length(), run.last().length());
    sum = checkedAdd(sum, checkedMul(twice, static_cast<std::int64_t>(run.count)) / 2);
  }
  return sum;
}

std::int64_t mostLength(const IntervalRuns& intervals) {
  std::int64_t most = 0;
  for (const RunOf<Interval>& run : intervals.runs()) {
    most = std::max({most, run.first.length(), run.last().length()});
  }
  return most;
}

std::array<std::int64_t, 2> firstAndRest(const IntervalRuns& intervals) {
  std::array<std::int64_t, 2> most{};
  for (const RunOf<Interval>& run : intervals.runs()) {
    most[run.begin == 0 ? 0 : 1] = std::max(most[run.begin == 0 ? 0 : 1], run.first.length());
    if (run.count > 1) {
      most[1] = std::max({most[1], run.at(run.begin + 1).length(), run.last().length()});
    }
  }
  return most;
}

std::int64_t nonEmpty(const IntervalRuns& intervals) {
  std::int64_t count = 0;
  for (const RunOf<Interval>& run : intervals.runs()) {
    if (!run.first.empty()) count += static_cast<std::int64_t>(run.count);
  }
  return count;
}

Interval hullOf(const IntervalRuns& intervals) {
  Interval all;
  for (const RunOf<Interval>& run : intervals.runs()) all = hull(all, hull(run.first, run.last()));
  return all;
}

IntervalRuns hull(const IntervalRuns& a, const IntervalRuns& b) {
  IntervalRuns all;
  const auto add = [&](const RunOf<Interval>& x, const RunOf<Interval>& y) {
    const bool one = x.first.empty() || y.first.empty();
    const bool begins = neverMore(x, y, &Interval::begin) || neverMore(y, x, &Interval::begin);
    const bool ends = neverMore(x, y, &Interval::end) || neverMore(y, x, &Interval::end);
    if (one || (begins && ends)) {
      const Interval first = hull(x.first, y.first);
      const std::size_t count = x.count;
      all.push(
          count, first,
          count > 1 ? stepBetween(first, hull(x.at(x.begin + 1), y.at(y.begin + 1))) : Interval{});
      return;
    }
    for (std::size_t at = x.begin; at < x.end(); ++at) all.push(hull(x.at(at), y.at(at)));
  };
  forEachTogether(add, a, b);
  return all;
}

bool neverOverlap(const IntervalRuns& intervals) {
  std::optional<std::int64_t> passed;
  for (const RunOf<Interval>& run : intervals.runs()) {
    if (run.first.empty()) continue;
    if (passed && run.first.begin < *passed) return false;
    passed = run.last().end;
    if (run.count == 1) continue;
    const Interval before{run.last().begin - run.step.begin, run.last().end - run.step.end};
    const Interval second = run.at(run.begin + 1);
    if (second.begin < run.first.end || run.last().begin < before.end) return false;
  }
  return true;
}

bool onlyForward(const IntervalRuns& intervals) {
  Interval before;
  for (const RunOf<Interval>& run : intervals.runs()) {
    if (run.first.empty()) continue;
    if (run.step.begin < 0 || run.step.end < 0) return false;
    const bool back = run.first.begin < before.begin || run.first.end < before.end;
    if (!before.empty() && back) return false;
    before = run.last();
  }
  return true;
}

IntervalRuns clipped(const AxisMap& map, const IntervalRuns& output) {
  if (isIdentity(map) && Interval{0, map.extent}.contains(hullOf(output))) return output;
  const auto one = [&](Interval interval) { return map.clipped(interval); };
  if (map.kind != AxisMap::Kind::window) return mapped(output, one);
  IntervalRuns read;
  for (const RunOf<Interval>& run : output.runs()) {
    const Interval first = map.full(run.first);
    const Interval step = strideOf(map, run.step);
    if (run.first.empty()) {
      read.push(run.count, {}, {});
      continue;
    }
    const bool forward = step.begin >= 0 && step.end >= 0;
    const auto inside = forward ? within(first, step, run.count, map.extent)
                                : std::pair<std::size_t, std::size_t>{run.count, run.count};
    for (std::size_t i = 0; i < inside.first; ++i) read.push(one(run.at(run.begin + i)));
    read.push(inside.second - inside.first, advanced(first, step, inside.first), step);
    for (std::size_t i = inside.second; i < run.count; ++i) read.push(one(run.at(run.begin + i)));
  }
  return read;
}

IntervalRuns full(const AxisMap& map, const IntervalRuns& output) {
  if (isIdentity(map)) return output;
  if (map.kind != AxisMap::Kind::window) {
    return mapped(output, [&](Interval interval) { return map.full(interval); });
  }
  IntervalRuns read;
  for (const RunOf<Interval>& run : output.runs()) {
    read.push(run.count, map.full(run.first), strideOf(map, run.step));
  }
  return read;
}

}  // namespace tessera
