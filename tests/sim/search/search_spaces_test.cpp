#include "sim/search/search_spaces.h"

#include <gtest/gtest.h>

#include "sim/run/simulate.h"
#include "tests/support/brute_force_front.h"
#include "tests/support/expect_error.h"
#include "tests/support/random_chain.h"

namespace tessera {
namespace {

PatchSearchOptions streamedInput() {
  PatchSearchOptions options;
  options.grids = gridsUpTo(4, false);
  options.patches.input = StageInput::streamed;
  options.overlap = false;
  return options;
}

TEST(SearchSpaces, AllOfItEqualsBruteForceOnSmallChains) {
  for (std::uint64_t seed = 1000; seed < 1040; ++seed) {
    const Graph graph = test::randomChain(seed, 3);
    const Program program(graph, Runtime{}.rules);
    const SearchResult found = searchSpace(program, searchSpaceNamed("all"), streamedInput());
    const Totals layers = found.layerWise;
    BudgetFront costs;
    costs.add({layers.peak.count(), (layers.executed - layers.macs).count(), 0});
    for (const Candidate& candidate : found.candidates) {
      costs.add({candidate.totals.peak.count(), candidate.extra.count(), 0});
    }
    BudgetFront expected;
    for (const FrontCost& cost : test::bruteForceFront(program, StageInput::streamed)) {
      expected.add(cost);
    }
    EXPECT_EQ(costs.costs().size(), expected.costs().size()) << "seed " << seed;
    for (const FrontCost& cost : expected.costs()) EXPECT_TRUE(costs.covers(cost)) << seed;
    ASSERT_TRUE(found.gap);
    for (const double gap : found.gap->gaps) EXPECT_EQ(gap, 0.0);
  }
}

TEST(SearchSpaces, NoPartFindsWhatTheWholeDoesNot) {
  for (std::uint64_t seed = 0; seed < 30; ++seed) {
    const Graph graph = test::randomChain(seed, 7);
    const Program program(graph, Runtime{}.rules);
    const SearchResult all = searchSpace(program, searchSpaceNamed("all"), streamedInput());
    for (const char* name : {"msf-cnn", "tinyts", "tigris"}) {
      const SearchResult part = searchSpace(program, searchSpaceNamed(name), streamedInput());
      for (const Candidate& candidate : part.candidates) {
        const bool covered =
            std::any_of(all.candidates.begin(), all.candidates.end(), [&](const Candidate& other) {
              return other.totals.peak <= candidate.totals.peak && other.extra <= candidate.extra;
            });
        EXPECT_TRUE(covered) << name << ", seed " << seed;
      }
    }
  }
}

TEST(SearchSpaces, WordsOfAFrontGiveItsCheapestSchedule) {
  const Graph graph = test::randomChain(8, 7);
  const Program program(graph, Runtime{}.rules);
  const PatchSearchOptions options = streamedInput();
  const SearchResult all = searchSpace(program, searchSpaceNamed("all"), options);
  ASSERT_FALSE(all.candidates.empty());
  for (const Candidate& candidate : all.candidates) {
    const auto words = frontWords(candidateName(graph, candidate));
    ASSERT_TRUE(words);
    const Totals totals =
        simulateTotals(program, cheapestSchedule(program, *words, options.patches));
    EXPECT_LE(totals.peak, candidate.totals.peak);
    EXPECT_LE(totals.executed - totals.macs, candidate.extra);
    EXPECT_LE(totals.calls, candidate.totals.calls);
  }
  EXPECT_FALSE(frontWords("layer"));
  EXPECT_FALSE(frontWords("mcunetv2:64KiB"));
  test::expectError(ErrorCode::unsupported, {"no schedule of the space 'all' has a peak of"},
                    [&] { cheapestSchedule(program, *frontWords("all:1"), options.patches); });
}

TEST(SearchSpaces, AnUnknownNameSuggests) {
  test::expectError(ErrorCode::usage, {"there is no schedule space 'tigriss'"},
                    [] { searchSpaceNamed("tigriss"); });
}

}  // namespace
}  // namespace tessera
