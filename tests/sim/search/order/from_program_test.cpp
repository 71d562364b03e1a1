#include "sim/search/order/from_program.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "sim/run/simulate.h"
#include "sim/search/order/best_order.h"
#include "tests/support/expect_error.h"
#include "tests/support/int8_network.h"
#include "tests/support/random_graph.h"

namespace tessera {
namespace {

using test::Int8Network;

/// An executable order of the graph's operators, drawn step by step.
OperatorOrder randomOperatorOrder(const Graph& graph, std::uint64_t seed) {
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

/// Convolutions, many of them depthwise, adds and activations on maps of a few sizes; of what
/// nothing reads some are outputs and some are dropped.
Graph randomConvolutions(std::uint64_t seed, std::size_t operators) {
  std::mt19937_64 random(seed);
  const auto pick = [&](std::size_t low, std::size_t high) {
    return std::uniform_int_distribution<std::size_t>(low, high)(random);
  };
  Int8Network builder;
  const auto side = static_cast<std::int64_t>(pick(7, 9));
  std::vector<TensorId> maps{builder.input("x", {1, 4, side, side})};
  for (std::size_t i = 0; i < operators; ++i) {
    const std::string name = "op" + std::to_string(i);
    const TensorId from = maps[maps.size() - pick(1, std::min<std::size_t>(4, maps.size()))];
    const Shape shape = builder[from].shape;
    const std::size_t kind = pick(0, 5);
    if (kind == 0) {
      maps.push_back(builder.conv(name, from, shape[1], 3, 2, 1, shape[1]));
    } else if (kind <= 2) {
      const auto pad = static_cast<std::int64_t>(pick(1, 4) / 4 + 1);  // now and then the map grows
      maps.push_back(builder.conv(name, from, shape[1], 3, 1, pad, shape[1]));
    } else if (kind == 3) {
      maps.push_back(builder.conv(name, from, static_cast<std::int64_t>(pick(2, 9)), 1, 1, 0));
    } else if (kind == 4) {
      maps.push_back(builder.add(name, Activation{"relu", {}}, {from}, shape));
    } else {
      const TensorId channel = builder.add(name + ".c", Opaque{}, {from}, {1, shape[1], 1, 1});
      maps.push_back(builder.add(name, Elementwise{"mul"}, {from, channel}, shape));
    }
  }
  std::vector<TensorId> outputs{maps.back()};
  for (const TensorId map : maps) {
    if (map != maps.front() && map != maps.back() && pick(0, 9) == 0) outputs.push_back(map);
  }
  return Graph(builder.finish(outputs));
}

/// The counting rules of all runtimes that have an order problem, and of none.
std::vector<CountingRules> manyRules() {
  CountingRules inPlace;
  inPlace.depthwiseInPlace = DepthwiseInPlace::yes;
  inPlace.elementwiseInPlace = true;
  CountingRules shared = inPlace;
  shared.depthwiseInPlace = DepthwiseInPlace::shared;
  CountingRules scratch = inPlace;
  scratch.scratch = Kernels::cmsisNn;
  return {inPlace, shared, scratch, runtimeNamed("tflm").rules, runtimeNamed("tinyengine").rules};
}

void expectCostOfSimulation(const Graph& graph, const CountingRules& rules, std::uint64_t seed) {
  const Program program(graph, rules);
  const OrderProblem problem = orderProblemOf(program);
  checkProblem(problem);
  for (int run = 0; run < 4; ++run) {
    const OperatorOrder order =
        run == 0 ? givenOrder(problem) : randomOperatorOrder(graph, seed + run);
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

TEST(OrderProblemOf, CostsWhatSimulateCountsUnderEveryRule) {
  std::size_t refused = 0;
  for (const CountingRules& rules : manyRules()) {
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
      const Graph graph = randomConvolutions(seed, 2 + seed % 30);
      if (hasOrderProblem(Program(graph, rules))) {
        expectCostOfSimulation(graph, rules, seed);
      } else {
        ++refused;
      }
    }
  }
  EXPECT_LT(refused, 500U) << "of 1,000";
}

TEST(OrderProblemOf, TheBestOrderSimulatesToItsPeak) {
  std::size_t improved = 0;
  for (const CountingRules& rules : manyRules()) {
    for (std::uint64_t seed = 0; seed < 40; ++seed) {
      const Graph graph = randomConvolutions(seed, 20);
      if (!hasOrderProblem(Program(graph, rules))) continue;
      const OrderResult best = bestOrder(orderProblemOf(Program(graph, rules)));
      EXPECT_TRUE(best.proven());
      const Graph renumbered = reordered(graph, best.order);
      const Totals totals = simulate(Program(renumbered, rules), layerWise(renumbered)).totals;
      EXPECT_EQ(totals.peak, best.peak) << seed;
      if (totals.peak < simulate(Program(graph, rules), layerWise(graph)).totals.peak) ++improved;
    }
  }
  EXPECT_GT(improved, 20U);
}

/// A depthwise convolution of stride 2 keeps a quarter of 9x9 positions, 21 instead of 5x5 = 25 or
/// 64 / 4 = 16; what a 2x2 kernel leaves, 4x4 = 16, is less than the quarter.
TEST(OrderProblemOf, RefusesATensorWhoseSizeTheOrderDecides) {
  CountingRules shared;
  shared.depthwiseInPlace = DepthwiseInPlace::shared;
  for (const bool isReadTwice : {false, true}) {
    Int8Network builder;
    const TensorId x = builder.input("x", {1, 4, 9, 9});
    const TensorId a = builder.conv("a", x, 4, 1, 1, 0);
    std::vector<TensorId> ends{builder.conv("depthwise", a, 4, 2, 2, 0, 4)};
    if (isReadTwice) ends.push_back(builder.add("other", Opaque{}, {a}, {1, 1}));
    const TensorId end = builder.add("end", Opaque{}, ends, {1, 1});
    const Graph graph(builder.finish({end}));
    const Program program(graph, shared);
    EXPECT_EQ(hasOrderProblem(program), !isReadTwice);
    if (isReadTwice) {
      test::expectError(ErrorCode::unsupported, {"best order", "'depthwise'"},
                        [&] { orderProblemOf(program); });
    }
  }
}

TEST(OrderProblemOf, RefusesResidualsThatAreLetGoEarly) {
  const Graph graph = test::randomGraph(1, 5);
  test::expectError(ErrorCode::unsupported, {"best order", "residual_until=add"},
                    [&] { orderProblemOf(Program(graph, runtimeNamed("paper").rules)); });
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
