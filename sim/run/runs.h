#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <tuple>
#include <vector>

#include "core/inline_vector.h"
#include "core/interval.h"

namespace tessera {

/// What a number, or both ends of an interval, is after so many steps.
constexpr std::int64_t advanced(std::int64_t first, std::int64_t step, std::size_t times) {
  return first + step * static_cast<std::int64_t>(times);
}
constexpr Interval advanced(Interval first, Interval step, std::size_t times) {
  return {advanced(first.begin, step.begin, times), advanced(first.end, step.end, times)};
}
constexpr std::int64_t stepBetween(std::int64_t a, std::int64_t b) { return b - a; }
constexpr Interval stepBetween(Interval a, Interval b) {
  return {b.begin - a.begin, b.end - a.end};
}
/// All empty intervals are one value.
constexpr std::int64_t canonical(std::int64_t number) { return number; }
constexpr Interval canonical(Interval interval) { return interval.empty() ? Interval{} : interval; }
/// Whether two values may lie in one run: of one, all intervals are empty or none is.
constexpr bool alike(std::int64_t, std::int64_t) { return true; }
constexpr bool alike(Interval a, Interval b) { return a.empty() == b.empty(); }

/// Values at positions that follow each other, each a step further than the one before.
template <class Value>
struct RunOf {
  std::size_t begin = 0;  ///< position of the first
  std::size_t count = 0;
  Value first{};
  Value step{};

  std::size_t end() const { return begin + count; }
  Value at(std::size_t position) const { return advanced(first, step, position - begin); }
  Value last() const { return at(end() - 1); }
  /// The same values, those at [from, to) alone.
  RunOf part(std::size_t from, std::size_t to) const { return {from, to - from, at(from), step}; }
  friend bool operator==(const RunOf&, const RunOf&) = default;
};

/// A sequence of numbers or intervals along an axis of tiles. Away from the borders of a map, each
/// tile's part lies one step further than the one before, so that a few runs say all, however many
/// tiles there are.
///
/// Example: what a 3x3 window of padding 1 reads of a map of 5 rows, output row by output row:
///
///     [0, 2) [0, 3) | [1, 4) [2, 5) | [3, 5)      three runs
///
/// Each run is as long as it can be, from the first position on: equal sequences have equal runs.
template <class Value>
class RunsOf {
 public:
  RunsOf() = default;
  /// `count` equal values.
  RunsOf(std::size_t count, Value value) { push(count, value, Value{}); }

  std::size_t size() const { return size_; }
  const auto& runs() const { return runs_; }

  Value operator[](std::size_t position) const {
    const RunOf<Value>* run = runs_.size() > few ? amongMany(position) : runs_.begin();
    while (position >= run->end()) ++run;
    return run->at(position);
  }

  void push(Value value) { push(1, value, Value{}); }
  /// Of intervals, all of these are empty or none is.
  void push(std::size_t count, Value first, Value step) {
    if (count == 0) return;
    first = canonical(first);
    if (runs_.empty() || !continues(runs_.back(), first)) return append(count, first, step);
    RunOf<Value>& last = runs_.back();
    if (last.count == 1) last.step = stepBetween(last.first, first);
    const std::size_t fitting = step == last.step ? count : 1;
    last.count += fitting;
    size_ += fitting;
    if (fitting < count) append(count - 1, advanced(first, step, 1), step);
  }

  /// Changes the value at one position.
  void set(std::size_t position, Value value) {
    RunsOf changed;
    for (std::size_t i = 0; i < size(); ++i) changed.push(i == position ? value : (*this)[i]);
    *this = changed;
  }

  friend bool operator==(const RunsOf&, const RunsOf&) = default;

 private:
  static constexpr std::size_t few = 4;

  const RunOf<Value>* amongMany(std::size_t position) const {
    return std::upper_bound(runs_.begin(), runs_.end(), position,
                            [](std::size_t at, const RunOf<Value>& of) { return at < of.end(); });
  }
  static bool continues(const RunOf<Value>& run, Value next) {
    return alike(run.first, next) && (run.count == 1 || run.at(run.end()) == next);
  }
  void append(std::size_t count, Value first, Value step) {
    runs_.push_back({size_, count, first, count > 1 ? step : Value{}});
    size_ += count;
  }

  std::size_t size_ = 0;
  InlineVector<RunOf<Value>, few> runs_;
};

/// Calls `visit` with a run of each sequence; all of them are cut at the same positions.
template <class Visit, class... Values>
void forEachTogether(const Visit& visit, const RunsOf<Values>&... sequences) {
  const std::size_t size = std::min({sequences.size()...});
  std::tuple next(sequences.runs().begin()...);
  for (std::size_t at = 0; at < size;) {
    std::apply(
        [&](auto&... run) {
          const std::size_t end = std::min({run->end()...});
          visit(run->part(at, end)...);
          ((run += run->end() == end ? 1 : 0), ...);
          at = end;
        },
        next);
  }
}

/// One value after the other.
template <class Value>
std::vector<Value> everyValue(const RunsOf<Value>& values) {
  std::vector<Value> all;
  all.reserve(values.size());
  for (const RunOf<Value>& run : values.runs()) {
    for (std::size_t at = run.begin; at < run.end(); ++at) all.push_back(run.at(at));
  }
  return all;
}

using IntervalRuns = RunsOf<Interval>;
using NumberRuns = RunsOf<std::int64_t>;

}  // namespace tessera
