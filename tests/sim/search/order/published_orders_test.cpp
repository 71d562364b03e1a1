// The networks of shared/data/order, registered only where that folder is.
#ifdef TESSERA_ORDER_DATA

#include <gtest/gtest.h>

#include "sim/memory/planner.h"
#include "sim/memory/validate.h"
#include "sim/search/order/best_order.h"
#include "tests/support/order_file.h"

namespace tessera {
namespace {

struct Published {
  std::string name;
  std::size_t operators = 0;
  std::int64_t given = 0;
  std::int64_t least = 0;
};

/// The table of shared/data/order/README.md.
const std::vector<Published> networks{
    {"darts-cifar", 799, 2'064'384, 1'622'016},
    {"nasnet-cifar", 877, 2'621'440, 2'031'616},
    {"amoebanet-cifar-1x16-int8", 211, 172'032, 163'840},
    {"darts-imagenet", 587, 5'347'456, 4'616'192},
    {"nasnet-imagenet", 719, 5'171'840, 4'474'080},
    {"randwire32-s1", 411, 4'892'160, 4'647'552},
    {"randwire32-s1-sum", 356, 3'669'120, 3'424'512},
};

TEST(PublishedOrders, LeastPeaksWithProof) {
  for (const Published& network : networks) {
    SCOPED_TRACE(network.name);
    const OrderProblem problem = test::readOrderFile(TESSERA_ORDER_DATA "/" + network.name + ".g");
    EXPECT_EQ(problem.operators.size(), network.operators);
    EXPECT_EQ(orderPeak(problem, givenOrder(problem)), Bytes(network.given));
    const OrderResult result = bestOrder(problem);
    EXPECT_EQ(result.peak, Bytes(network.least));
    EXPECT_EQ(result.lowerBound, Bytes(network.least));
    EXPECT_EQ(orderPeak(problem, result.order), result.peak);
  }
}

/// The buffers of a run in that order; what is written in place takes over its input's address.
PlanProblem buffersOf(const OrderProblem& order, const OperatorOrder& run) {
  const auto steps = static_cast<std::int64_t>(run.size());
  std::vector<Interval> live(order.tensors.size(), Interval{0, 0});
  for (std::int64_t step = 0; step < steps; ++step) {
    const auto& op = order.operators[run[static_cast<std::size_t>(step)]];
    for (const std::uint32_t out : op.outputs) live[out] = {step, step + 1};
    for (const std::uint32_t in : op.inputs) live[in].end = step + 1;
  }
  PlanProblem problem;
  std::vector<std::size_t> bufferOf(order.tensors.size());
  const auto add = [&](std::uint32_t tensor) {
    if (order.tensors[tensor].isOutput) live[tensor].end = steps;
    PlanBuffer buffer;
    buffer.size = order.tensors[tensor].bytes;
    buffer.steps = live[tensor];
    bufferOf[tensor] = problem.buffers.size();
    problem.buffers.push_back(buffer);
  };
  for (std::uint32_t i = 0; i < order.tensors.size(); ++i) {
    if (order.tensors[i].isInput) add(i);
  }
  for (const std::uint32_t at : run) {
    const auto& op = order.operators[at];
    for (const std::uint32_t out : op.outputs) add(out);
    if (!op.overwrites || order.tensors[*op.overwrites].isOutput) continue;
    PlanBuffer& dying = problem.buffers[bufferOf[*op.overwrites]];
    PlanBuffer& made = problem.buffers[bufferOf[op.outputs.front()]];
    if (dying.steps.end != made.steps.begin + 1 || made.size < dying.size) continue;
    dying.steps.end = made.steps.begin;
    made.sameOffsetAs = bufferOf[*op.overwrites];
  }
  return problem;
}

TEST(PublishedOrders, AnArenaEqualToThePeakHoldsTheBestOrder) {
  for (const Published& graph : networks) {
    const OrderProblem order = test::readOrderFile(TESSERA_ORDER_DATA "/" + graph.name + ".g");
    const OrderResult best = bestOrder(order);
    const PlanProblem buffers = buffersOf(order, best.order);
    PlanOptions options;
    options.workLimit = 10'000'000;
    const ArenaPlan found = plan(buffers, PlannerKind::exact, options);
    EXPECT_EQ(found.arena, best.peak) << graph.name;
    EXPECT_FALSE(validate(buffers, found)) << graph.name;
  }
}

}  // namespace
}  // namespace tessera

#endif
