#include "sim/search/front/front_search.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <vector>

#include "sim/run/simulate.h"
#include "sim/target/runtime.h"
#include "tests/support/brute_force_front.h"
#include "tests/support/random_chain.h"

namespace tessera {
namespace {

constexpr std::array stageInputs{StageInput::streamed, StageInput::resident, StageInput::rows};

FrontSpace everyTile(StageInput input) {
  FrontSpace space;
  space.rules.input = input;
  space.rules.modes = {cachedBoth, cachedColumns, cachedRows, 0};
  space.rules.mostLabels = space.rules.mostMade = 1'000'000;
  for (std::int64_t length = 1; length <= 12; ++length) {
    space.heights.push_back(length);
    space.widths.push_back(length);
  }
  return space;
}

std::vector<FrontCost> costsOf(const FrontResult& result) {
  std::vector<FrontCost> costs;
  for (const FrontPoint& point : result.points) costs.push_back(point.cost);
  return costs;
}

TEST(FrontSearch, EqualsBruteForceOverTheWholeSpace) {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    const Graph graph = test::randomChain(seed, 3);
    const Program program(graph, Runtime{}.rules);
    const StageInput input = stageInputs[seed % 3];
    const FrontResult found = searchFront(SearchGraph(program), everyTile(input), {});
    EXPECT_EQ(costsOf(found), test::bruteForceFront(program, input)) << "seed " << seed;
    EXPECT_TRUE(found.givenUp.costs().empty());
  }
}

TEST(FrontSearch, ItsCostsAreThoseOfTheSimulation) {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    const Graph graph = test::randomChain(seed, 9);
    const Program program(graph, Runtime{}.rules);
    FrontSpace space = everyTile(stageInputs[seed % 3]);
    space.heights = space.widths = {1, 2, 3};
    space.rules.mostLabels = 4;
    for (const FrontPoint& point : searchFront(SearchGraph(program), space, {}).points) {
      const Totals totals = simulateTotals(program, point.costed.schedule);
      EXPECT_EQ(totals.peak.count(), point.cost.peak) << "seed " << seed;
      EXPECT_EQ((totals.executed - totals.macs).count(), point.cost.extra) << "seed " << seed;
    }
  }
}

/// Calls, positions and MACs of operators cost differently, so that time is an axis of its own.
void addCosts(std::uint64_t seed, Program& program) {
  for (std::size_t i = 0; i < program.ops.size(); ++i) {
    const auto positions = static_cast<double>(
        wholeRegion(program.graph, program.graph[OperatorId(i)].outputs.front()).area());
    const auto perCall = static_cast<double>((seed * 7 + i * 13) % 90);
    const auto perPosition = static_cast<double>(1 + (seed * 5 + i * 3) % 8);
    program.costs.push_back({perCall, perPosition, positions});
  }
}

TEST(FrontSearch, WithTimeItNearlyCoversWhatBruteForceFinds) {
  std::size_t points = 0;
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    const Graph graph = test::randomChain(seed, 3);
    Program program(graph, Runtime{}.rules);
    addCosts(seed, program);
    const StageInput input = stageInputs[seed % 3];
    FrontSpace space = everyTile(input);
    space.rules.timed = true;
    const SearchGraph searched(program);
    BudgetFront found;
    for (const FrontPoint& point : searchFront(searched, space, {}).points) {
      const Totals totals = simulateTotals(program, point.costed.schedule);
      const FrontCost simulated{totals.peak.count(), (totals.executed - totals.macs).count(),
                                totals.cycles.value_or(Cycles(0)).count()};
      EXPECT_EQ(simulated, point.cost) << "seed " << seed;
      found.add(point.cost);
    }
    for (const FrontCost& cost : test::bruteForceFront(program, input)) {
      EXPECT_TRUE(found.nearlyCovers(cost)) << "seed " << seed << ", peak " << cost.peak;
      ++points;
    }
  }
  EXPECT_GT(points, 300U);
}

TEST(FrontSearch, LosesNothingWhereKnownSchedulesCompleteItsPaths) {
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    const Graph graph = test::randomChain(seed, 6);
    const Program program(graph, Runtime{}.rules);
    const SearchGraph searched(program);
    const FrontSpace space = everyTile(stageInputs[seed % 3]);
    FrontSpace coarse = space;
    coarse.heights = coarse.widths = {1, 3};
    FrontKnown known = knownLayerWise(searched, false);
    BudgetFront found = known.costs;
    for (const FrontSpace& pass : {coarse, space}) {
      for (const FrontPoint& point : searchFront(searched, pass, known).points) {
        found.add(point.cost);
        known.costs.add(point.cost);
        addSuffixes(point.costed, known);
      }
    }
    std::vector<FrontCost> costs = found.costs();
    std::sort(costs.begin(), costs.end(),
              [](const FrontCost& a, const FrontCost& b) { return a.peak < b.peak; });
    EXPECT_EQ(costs, costsOf(searchFront(searched, space, {}))) << "seed " << seed;
  }
}

TEST(FrontSearch, LeavesOutWhatIsKnownAndLosesNothingByIt) {
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    const Graph graph = test::randomChain(seed, 6);
    const Program program(graph, Runtime{}.rules);
    const SearchGraph searched(program);
    const FrontSpace space = everyTile(stageInputs[seed % 3]);
    const std::vector<FrontCost> all = costsOf(searchFront(searched, space, {}));
    FrontKnown known;
    for (std::size_t i = 0; i < all.size(); i += 2) known.costs.add(all[i]);
    std::vector<FrontCost> rest;
    for (std::size_t i = 1; i < all.size(); i += 2) rest.push_back(all[i]);
    EXPECT_EQ(costsOf(searchFront(searched, space, known)), rest) << "seed " << seed;
  }
}

TEST(FrontSearch, AStoppedOneStillRunsEveryOperator) {
  const Graph graph = test::randomChain(1, 6);
  const Program program(graph, Runtime{}.rules);
  const std::atomic<bool> stop{true};
  const FrontResult found =
      searchFront(SearchGraph(program), everyTile(StageInput::resident), {}, {&stop, {}});
  EXPECT_FALSE(found.complete);
  ASSERT_EQ(found.points.size(), 1U);
  EXPECT_TRUE(isLayerWise(graph, found.points.front().costed.schedule));
}

}  // namespace
}  // namespace tessera
