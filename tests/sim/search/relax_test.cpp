#include "sim/search/relax.h"

#include <gtest/gtest.h>

#include "sim/run/simulate.h"
#include "sim/search/search_spaces.h"
#include "tests/support/random_chain.h"

namespace tessera {
namespace {

TEST(Relax, SavesCallsWithinTheBudgetAtNoMoreWork) {
  std::size_t saved = 0;
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    const Graph graph = test::randomChain(seed, 8);
    const Program program(graph, Runtime{}.rules);
    const SearchResult found = searchSpace(program, searchSpaceNamed("all"), {});
    for (const Candidate& candidate : found.candidates) {
      const Bytes budget = candidate.totals.peak + Bytes(20);
      const Totals totals = simulateTotals(
          program, relaxed(program, *candidate.schedule,
                           [&](const Totals& now, const Schedule&) { return now.peak <= budget; }));
      EXPECT_LE(totals.peak, budget) << seed;
      EXPECT_LE(totals.executed, candidate.totals.executed) << seed;
      EXPECT_LE(totals.calls, candidate.totals.calls) << seed;
      saved += totals.calls < candidate.totals.calls ? 1U : 0U;
    }
  }
  EXPECT_GT(saved, 20U);
}

}  // namespace
}  // namespace tessera
