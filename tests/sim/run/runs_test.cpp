#include "sim/run/runs.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "tests/support/property.h"

namespace tessera {
namespace {

/// Numbers of which some follow each other in equal steps.
std::vector<std::int64_t> someNumbers() {
  std::vector<std::int64_t> numbers;
  const auto runs = *rc::gen::inRange(0, 6);
  for (int i = 0; i < runs; ++i) {
    const auto count = *rc::gen::inRange(1, 6);
    const auto first = *rc::gen::inRange(-3, 4);
    const auto step = *rc::gen::inRange(-1, 3);
    for (int k = 0; k < count; ++k) numbers.push_back(first + step * k);
  }
  return numbers;
}

template <class Value>
RunsOf<Value> pushedOneByOne(const std::vector<Value>& values) {
  RunsOf<Value> runs;
  for (const Value& value : values) runs.push(value);
  return runs;
}

TEST(Runs, AreTheSequenceThatWasPushed) {
  test::checkProperty(1000, [] {
    const std::vector<std::int64_t> numbers = someNumbers();
    const NumberRuns runs = pushedOneByOne(numbers);
    RC_ASSERT(runs.size() == numbers.size());
    RC_ASSERT(everyValue(runs) == numbers);
    for (std::size_t i = 0; i < numbers.size(); ++i) RC_ASSERT(runs[i] == numbers[i]);
  });
}

TEST(Runs, AreTheSameHoweverTheyWerePushed) {
  test::checkProperty(1000, [] {
    NumberRuns together;
    std::vector<std::int64_t> apart;
    for (int i = 0; i < 5; ++i) {
      const auto count = *rc::gen::inRange<std::size_t>(0, 4);
      const std::int64_t first = *rc::gen::inRange(0, 3), step = *rc::gen::inRange(0, 3);
      together.push(count, first, step);
      for (std::size_t k = 0; k < count; ++k) apart.push_back(advanced(first, step, k));
    }
    RC_ASSERT(together == pushedOneByOne(apart));
  });
}

TEST(Runs, TellEmptyIntervalsFromOthers) {
  const IntervalRuns runs =
      pushedOneByOne<Interval>({{0, 2}, {0, 3}, {1, 4}, {2, 5}, {5, 5}, {7, 3}, {3, 5}});
  EXPECT_EQ(runs.runs().size(), 4U);
  EXPECT_EQ(runs[4], Interval{});
  EXPECT_EQ(runs[5], Interval{});
  EXPECT_EQ(runs[6], (Interval{3, 5}));
}

TEST(Runs, DoNotGrowWithTheTiles) {
  IntervalRuns runs;
  for (std::int64_t i = 0; i < 1000; ++i) runs.push({2 * i, 2 * i + 3});
  EXPECT_EQ(runs.runs().size(), 1U);
}

TEST(Runs, CanBeChangedAtOnePosition) {
  test::checkProperty(200, [] {
    std::vector<std::int64_t> numbers = someNumbers();
    RC_PRE(!numbers.empty());
    NumberRuns runs = pushedOneByOne(numbers);
    const auto at = *rc::gen::inRange<std::size_t>(0, numbers.size());
    runs.set(at, 7);
    numbers[at] = 7;
    RC_ASSERT(runs == pushedOneByOne(numbers));
  });
}

TEST(Runs, OfSeveralSequencesAreToldTogether) {
  test::checkProperty(500, [] {
    const std::vector<std::int64_t> numbers = someNumbers();
    std::vector<std::int64_t> others;
    for (std::size_t i = 0; i < numbers.size(); ++i) others.push_back(*rc::gen::inRange(0, 2));
    std::vector<std::int64_t> sums;
    forEachTogether(
        [&](const RunOf<std::int64_t>& a, const RunOf<std::int64_t>& b) {
          RC_ASSERT(a.begin == b.begin && a.end() == b.end());
          for (std::size_t p = a.begin; p < a.end(); ++p) sums.push_back(a.at(p) + b.at(p));
        },
        pushedOneByOne(numbers), pushedOneByOne(others));
    RC_ASSERT(sums.size() == numbers.size());
    for (std::size_t i = 0; i < sums.size(); ++i) RC_ASSERT(sums[i] == numbers[i] + others[i]);
  });
}

}  // namespace
}  // namespace tessera
