#include "sim/search/order/from_program.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <random>
#include <set>

#include "sim/search/order/best_order.h"
#include "sim/simulate.h"
#include "tests/support/expect_error.h"
#include "tests/support/int8_network.h"
#include "tests/support/random_graph.h"

namespace tessera {
namespace {

using test::Int8Network;

/// An executable order of the graph's operators, drawn step by step.
OperatorOrder randomOrder(const Graph& graph, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  std::vector<bool> done(graph.operators().size(), false);
  OperatorOrder order;
  while (order.size() < done.size()) {
    std::vector<std::uint32_t> ready;
    for (std::uint32_t i = 0; i < done.size(); ++i) {
      const std::vector<OperatorId> before = graph.predecessors(OperatorId(std::size_t{i}));
      if (!done[i] && std::all_of(before.begin(), before.end(),
                                  [&](OperatorId id) { return done[id.index()]; })) {
        ready.push_back(i);
      }
    }
    const std::size_t pick =
        std::uniform_int_distribution<std::size_t>(0, ready.size() - 1)(random);
    done[ready[pick]] = true;
    order.push_back(ready[pick]);
  }
  return order;
}

/// Convolutions, many of them depthwise, and activations on maps of a few sizes; one operator reads
/// all that nothing else does.
Graph randomConvolutions(std::uint64_t seed, std::size_t operators) {
  std::mt19937_64 random(seed);
  const auto pick = [&](std::size_t low, std::size_t high) {
    return std::uniform_int_distribution<std::size_t>(low, high)(random);
  };
  Int8Network builder;
  std::set<TensorId> read;
  std::vector<TensorId> maps{builder.input("x", {1, 4, 8, 8})};
  for (std::size_t i = 0; i < operators; ++i) {
    const std::string name = "op" + std::to_string(i);
    const TensorId from = maps[maps.size() - pick(1, std::min<std::size_t>(4, maps.size()))];
    read.insert(from);
    const Shape shape = builder[from].shape;
    const std::size_t kind = pick(0, 3);
    if (kind == 0 && shape[2] > 2) {
      maps.push_back(builder.conv(name, from, shape[1], 3, 2, 1, shape[1]));
    } else if (kind <= 1) {
      maps.push_back(builder.conv(name, from, shape[1], 3, 1, 1, shape[1]));
    } else if (kind == 2) {
      maps.push_back(builder.conv(name, from, static_cast<std::int64_t>(pick(2, 9)), 1, 1, 0));
    } else {
      maps.push_back(builder.add(name, Activation{"relu", {}}, {from}, shape));
    }
  }
  std::vector<TensorId> unread;
  std::set_difference(maps.begin(), maps.end(), read.begin(), read.end(),
                      std::back_inserter(unread));
  const TensorId end = builder.add("end", Opaque{}, unread, {1, 3});
  return Graph(builder.finish({end}));
}

void expectCostOfSimulation(const Graph& graph, const CountingRules& rules, std::uint64_t seed) {
  const Program program(graph, rules);
  const OrderProblem problem = orderProblemOf(program);
  checkProblem(problem);
  for (int run = 0; run < 4; ++run) {
    const OperatorOrder order = run == 0 ? givenOrder(problem) : randomOrder(graph, seed + run);
    const Trace trace = simulate(program, layerWise(graph, order));
    const std::vector<Bytes> steps = stepBytes(problem, order);
    ASSERT_EQ(steps.size(), trace.steps.size());
    for (std::size_t i = 0; i < steps.size(); ++i) {
      ASSERT_EQ(steps[i], trace.steps[i].live) << "seed " << seed << ", step " << i;
    }
    const Graph renumbered = reordered(graph, order);
    EXPECT_EQ(simulate(Program(renumbered, rules), layerWise(renumbered)).totals.peak,
              trace.totals.peak);
  }
}

TEST(OrderProblemOf, CostsWhatSimulateCounts) {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    expectCostOfSimulation(test::randomGraph(seed, 1 + seed % 40), {}, seed);
  }
}

TEST(OrderProblemOf, CostsWhatSimulateCountsInPlace) {
  CountingRules rules;
  rules.depthwiseInPlace = DepthwiseInPlace::yes;
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    expectCostOfSimulation(randomConvolutions(seed, 2 + seed % 30), rules, seed);
  }
}

TEST(OrderProblemOf, TheBestOrderSimulatesToItsPeak) {
  CountingRules rules;
  rules.depthwiseInPlace = DepthwiseInPlace::yes;
  std::size_t improved = 0;
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    const Graph graph = randomConvolutions(seed, 20);
    const OrderResult best = bestOrder(orderProblemOf(Program(graph, rules)));
    EXPECT_TRUE(best.proven());
    const Graph renumbered = reordered(graph, best.order);
    const Totals totals = simulate(Program(renumbered, rules), layerWise(renumbered)).totals;
    EXPECT_EQ(totals.peak, best.peak) << seed;
    if (totals.peak < simulate(Program(graph, rules), layerWise(graph)).totals.peak) ++improved;
  }
  EXPECT_GT(improved, 20U);
}

TEST(OrderProblemOf, RefusesResidualsThatAreLetGoEarly) {
  const Graph graph = test::randomGraph(1, 5);
  test::expectError(ErrorCode::unsupported, {"best order", "residual_until=add"},
                    [&] { orderProblemOf(Program(graph, paperRuntime().rules)); });
}

TEST(Reordered, KeepsTheNetworkAndItsNames) {
  Int8Network builder;
  const TensorId x = builder.input("x", {1, 4});
  const TensorId a = builder.add("a", Opaque{}, {x}, {1, 9});
  const TensorId b = builder.add("b", Opaque{}, {x}, {1, 2});
  const TensorId c = builder.add("c", Opaque{}, {a, b}, {1, 1});
  const Graph graph(builder.finish({c}));
  const Graph renumbered = reordered(graph, OperatorOrder{1, 0, 2});
  ASSERT_EQ(renumbered.operators().size(), 3U);
  EXPECT_EQ(renumbered.operators()[0].name, "b");
  EXPECT_EQ(renumbered.operators()[1].name, "a");
  EXPECT_EQ(renumbered.operators()[2].name, "c");
  EXPECT_EQ(renumbered[renumbered.outputs().front()].name, graph[c].name);
}

}  // namespace
}  // namespace tessera
