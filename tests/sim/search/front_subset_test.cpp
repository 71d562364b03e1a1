#include "sim/search/front_subset.h"

#include <gtest/gtest.h>

#include <numeric>

#include "tests/support/dice.h"

namespace tessera {
namespace {

std::vector<Candidate> randomFront(std::uint64_t seed, std::size_t count) {
  test::Dice dice(seed);
  std::vector<Candidate> front(count);
  std::int64_t peak = 100, extra = 10'000;
  for (Candidate& candidate : front) {
    candidate.totals.peak = Bytes(peak += 1 + dice.below(50));
    candidate.extra = Macs(extra -= 1 + dice.below(50));
  }
  return front;
}

/// What the subset covers below the first point's work and left of the last one's peak.
std::int64_t covered(const std::vector<Candidate>& front, const std::vector<std::size_t>& subset) {
  std::int64_t area = 0;
  for (std::size_t i = 0; i + 1 < subset.size(); ++i) {
    const Candidate& at = front[subset[i]];
    area += (front[subset[i + 1]].totals.peak - at.totals.peak).count() *
            (front.front().extra - at.extra).count();
  }
  return area;
}

TEST(FrontSubset, CoversAsMuchAsAnyOther) {
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    const std::vector<Candidate> front = randomFront(seed, 9);
    std::vector<std::size_t> all(front.size());
    std::iota(all.begin(), all.end(), std::size_t{0});
    const std::vector<std::size_t> subset = frontSubset(front, all, 4);
    ASSERT_EQ(subset.size(), 4U);
    EXPECT_EQ(subset.front(), 0U);
    EXPECT_EQ(subset.back(), 8U);
    for (std::size_t a = 1; a < 8; ++a) {
      for (std::size_t b = a + 1; b < 8; ++b) {
        EXPECT_GE(covered(front, subset), covered(front, {0, a, b, 8}));
      }
    }
  }
}

TEST(FrontSubset, AShortFrontStaysWhole) {
  const std::vector<Candidate> front = randomFront(1, 3);
  EXPECT_EQ(frontSubset(front, {0, 1, 2}, 4), (std::vector<std::size_t>{0, 1, 2}));
}

}  // namespace
}  // namespace tessera
