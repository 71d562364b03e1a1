#include "sim/search/patch_search.h"

#include <gtest/gtest.h>

#include "core/receptive_field.h"
#include "sim/run/simulate.h"
#include "sim/schedule/patch_based.h"
#include "tests/support/bottleneck.h"

namespace tessera {
namespace {

SearchResult search(const Graph& graph, std::optional<Bytes> sram = std::nullopt) {
  const Program program(graph, runtimeNamed("liveness").rules);
  PatchSearchOptions options;
  options.grids = gridsUpTo(4, true);
  options.budget.sram = sram;
  return searchPatches(program, options);
}

TEST(PatchSearch, EqualsSimulatingEveryScheduleByItself) {
  const Graph graph = test::bottlenecks();
  const SearchResult result = search(graph);
  ASSERT_TRUE(result.complete());
  ASSERT_FALSE(result.candidates.empty());
  for (const Candidate& candidate : result.candidates) {
    Block patches;
    patches.grid = candidate.grid;
    const Trace trace =
        simulate(graph, patchBased(graph, candidate.split, patches), runtimeNamed("liveness"));
    EXPECT_EQ(candidate.totals.peak, trace.totals.peak);
    EXPECT_EQ(candidate.extra, trace.totals.executed - trace.totals.macs);
  }
}

TEST(PatchSearch, ParetoFrontIsWhatNothingDominates) {
  const SearchResult result = search(test::bottlenecks());
  const auto dominated = [&](const Candidate& a) {
    const Bytes layers = result.layerWise.peak;
    if (layers <= a.totals.peak && Macs(0) <= a.extra &&
        (layers < a.totals.peak || Macs(0) < a.extra)) {
      return true;
    }
    for (const Candidate& b : result.candidates) {
      const bool noWorse = b.totals.peak <= a.totals.peak && b.extra <= a.extra;
      if (noWorse && (b.totals.peak < a.totals.peak || b.extra < a.extra)) return true;
    }
    return false;
  };
  for (const std::size_t i : result.pareto) EXPECT_FALSE(dominated(result.candidates[i]));
  for (const Candidate& candidate : result.candidates) {
    if (dominated(candidate)) continue;
    bool listed = false;
    for (const std::size_t i : result.pareto) {
      listed |= result.candidates[i].totals.peak == candidate.totals.peak;
    }
    EXPECT_TRUE(listed);
  }
}

TEST(PatchSearch, RecommendsTheCheapestThatFits) {
  const Graph graph = test::bottlenecks();
  const SearchResult free = search(graph);
  const Bytes least = free.candidates[*free.recommended].totals.peak;
  const Bytes budget((least.count() + free.layerWise.peak.count()) / 2);
  const SearchResult result = search(graph, budget);
  const Candidate& best = result.candidates[*result.recommended];
  EXPECT_LE(best.totals.peak, budget);
  for (const Candidate& candidate : result.candidates) {
    EXPECT_GE(candidate.totals.peak, least);
    if (candidate.totals.peak > budget) continue;
    EXPECT_GE(candidate.extra, best.extra);
  }
}

/// A search with that budget in which the arena of each schedule that has patches is its peak, and
/// `fragmentation` more.
SearchResult searchWithArenas(const Program& program, Bytes budget, Bytes fragmentation) {
  PatchSearchOptions options;
  options.grids = gridsUpTo(4, true);
  options.budget.sram = budget;
  options.budget.arenaOf = [&](const Schedule& schedule) {
    return simulateTotals(program, schedule).peak + fragmentation;
  };
  return searchPatches(program, options);
}

TEST(PatchSearch, WhatFitsIsTheArenaAndNotThePeak) {
  const Graph graph = test::bottlenecks();
  const Program program(graph, runtimeNamed("liveness").rules);
  const Bytes layers = simulateTotals(program, layerWise(graph)).peak;
  EXPECT_FALSE(searchWithArenas(program, layers, Bytes(0)).recommended.has_value());
  const SearchResult one = searchWithArenas(program, layers, Bytes(1));
  ASSERT_TRUE(one.recommended.has_value());
  EXPECT_LT(one.candidates[*one.recommended].totals.peak, layers);
  const SearchResult none = searchWithArenas(program, layers, layers);
  ASSERT_TRUE(none.recommended.has_value());
  EXPECT_NE(none.reason.find("nothing fits"), std::string::npos);
}

TEST(PatchSearch, NothingToDoWhereLayersFitAndBestEffortWhereNothingDoes) {
  const Graph graph = test::bottlenecks();
  EXPECT_FALSE(search(graph, Bytes(1 << 30)).recommended.has_value());
  const SearchResult tight = search(graph, Bytes(1));
  ASSERT_TRUE(tight.recommended.has_value());
  EXPECT_NE(tight.reason.find("nothing fits"), std::string::npos);
}

TEST(PatchSearch, RecommendsNothingThatDoesNotLowerThePeak) {
  test::Int8Network net;
  const TensorId x = net.input("x", {1, 1, 8, 8});
  const TensorId a = net.conv("a", x, 1, 3, 1, 1);
  const TensorId b = net.conv("b", a, 1, 3, 1, 1);
  const TensorId c = net.conv("c", b, 64, 8, 1, 0);
  const Graph graph(net.finish({net.add("d", GlobalPool{}, {c}, {1, 64, 1, 1})}));
  const SearchResult result = search(graph);
  EXPECT_FALSE(result.candidates.empty());
  EXPECT_FALSE(result.recommended.has_value());
  EXPECT_NE(result.reason.find("lower peak"), std::string::npos);
}

TEST(PatchSearch, StopsWhenToldAndKeepsWhatItFound) {
  const Graph graph = test::bottlenecks();
  const Program program(graph, runtimeNamed("liveness").rules);
  std::atomic<bool> stop{false};
  PatchSearchOptions options;
  options.grids = gridsUpTo(8, true);
  options.stop = &stop;
  options.progress = [&](std::size_t done, std::size_t) { stop = done >= 5; };
  const SearchResult result = searchPatches(program, options);
  EXPECT_FALSE(result.complete());
  EXPECT_GE(result.candidates.size(), 5U);
  EXPECT_LT(result.candidates.size(), result.planned);
}

/// Two convolutions over a map of one column, as a network of one dimension has.
Graph oneColumn() {
  test::Int8Network net;
  const TensorId x = net.input("x", {1, 8, 64, 1});
  const TensorId a = net.conv("a", x, 32, 3, 1, 1);
  const TensorId b = net.conv("b", a, 8, 3, 1, 1);
  return Graph(net.finish({net.conv("c", b, 8, 3, 1, 1)}));
}

TEST(PatchSearch, SquareGridsDivideTheRowsOfAMapOfOneColumn) {
  const Graph graph = oneColumn();
  const Program program(graph, runtimeNamed("liveness").rules);
  PatchSearchOptions options;
  options.grids = gridsUpTo(4, false);
  const SearchResult result = searchPatches(program, options);
  ASSERT_EQ(result.candidates.size(), 6U);  // splits b and c, in 2, 3 and 4 rows
  EXPECT_EQ(result.candidates[0].grid, (Grid{2, 1}));
  EXPECT_EQ(result.candidates[2].grid, (Grid{4, 1}));
  ASSERT_TRUE(result.recommended.has_value());
  EXPECT_LT(result.candidates[*result.recommended].totals.peak, result.layerWise.peak);
}

TEST(PatchSearch, RowsAndColumnsTogetherTryEachGridOnce) {
  const Graph graph = oneColumn();
  const SearchResult result = search(graph);
  EXPECT_EQ(result.candidates.size(), 6U);
}

TEST(PatchSearch, TheBestSplitIsForTheGridAskedFor) {
  const Graph graph = oneColumn();
  const Program program(graph, runtimeNamed("liveness").rules);
  Block square;
  square.grid = {4, 4};
  EXPECT_THROW(bestSplit(program, square), Error);
  square.grid = {4, 1};
  EXPECT_NO_THROW(bestSplit(program, square));
}

TEST(PatchSearch, SaysThatItWasStoppedBeforeItFoundAnything) {
  const Graph graph = oneColumn();
  const Program program(graph, runtimeNamed("liveness").rules);
  const std::atomic<bool> stop{true};
  PatchSearchOptions options;
  options.grids = gridsUpTo(4, true);
  options.stop = &stop;
  const SearchResult result = searchPatches(program, options);
  EXPECT_FALSE(result.recommended.has_value());
  EXPECT_EQ(result.reason, "interrupted before the first schedule in patches");
}

/// A cycle a MAC, none for anything else, and 1,000 a call.
Program priced(const Graph& graph) {
  Program program(graph, runtimeNamed("liveness").rules);
  for (std::size_t i = 0; i < program.ops.size(); ++i) {
    OperatorCost cost;
    cost.perCall = 1000;
    const auto map = wholeRegion(graph, graph[OperatorId(i)].outputs.front());
    cost.positions = static_cast<double>(map.area());
    const auto macs = static_cast<double>(program.ops[i].macs.value_or(Macs(0)).count());
    cost.perPosition = macs / cost.positions;
    program.costs.push_back(cost);
  }
  return program;
}

TEST(PatchSearch, ABudgetOfCyclesLimitsWhatIsRecommended) {
  const Graph graph = test::bottlenecks();
  const Program program = priced(graph);
  PatchSearchOptions options;
  options.grids = gridsUpTo(4, true);
  const SearchResult free = searchPatches(program, options);
  ASSERT_TRUE(free.recommended);
  const Cycles slowest = *free.candidates[*free.recommended].totals.cycles;
  options.budget.cycles = slowest - Cycles(1);
  const SearchResult limited = searchPatches(program, options);
  ASSERT_TRUE(limited.recommended);
  const Totals& found = limited.candidates[*limited.recommended].totals;
  EXPECT_LE(*found.cycles, *options.budget.cycles);
  for (const Candidate& candidate : limited.candidates) {
    if (*candidate.totals.cycles <= *options.budget.cycles) {
      EXPECT_GE(candidate.totals.peak, found.peak);
    }
  }
  options.budget.cycles = *free.layerWise.cycles - Cycles(1);
  const SearchResult hopeless = searchPatches(program, options);
  EXPECT_FALSE(hopeless.recommended);
  EXPECT_EQ(hopeless.reason, "even layer by layer takes longer than that");
}

}  // namespace
}  // namespace tessera
