#include "sim/schedule/schedule.h"

#include <gtest/gtest.h>

#include "tests/support/expect_error.h"
#include "tests/support/int8_network.h"

namespace tessera {
namespace {

Graph opaqueChain() {
  test::Int8Network builder;
  const TensorId x = builder.input("x", {1, 4});
  const TensorId a = builder.add("a", Opaque{}, {x}, {1, 4});
  return Graph(builder.finish({builder.add("b", Opaque{}, {a}, {1, 4})}));
}

Block block(std::vector<std::size_t> operators, Grid grid = {}) {
  Block result;
  result.grid = grid;
  for (const std::size_t op : operators) result.operators.emplace_back(op);
  return result;
}

void expectScheduleRejected(const Schedule& schedule, const std::string& word) {
  test::expectError(ErrorCode::input, {"'test'", word},
                    [&] { checkSchedule(opaqueChain(), schedule); });
}

TEST(Schedule, LayerWiseIsOneWholeBlockAnOperator) {
  const Graph graph = opaqueChain();
  const Schedule schedule = layerWise(graph);
  ASSERT_EQ(schedule.blocks.size(), 2U);
  EXPECT_EQ(schedule.blocks[1].operators, std::vector<OperatorId>{OperatorId(1)});
  EXPECT_TRUE(schedule.blocks[1].grid.whole());
  EXPECT_NO_THROW(checkSchedule(graph, schedule));
}

TEST(Schedule, WhatIsNoExecutablePartitionIsRejected) {
  expectScheduleRejected({"test", {block({0})}}, "'b' never runs");
  expectScheduleRejected({"test", {block({0}), block({0, 1})}}, "'a' runs twice");
  expectScheduleRejected({"test", {block({1}), block({0})}}, "'b' runs before 'a'");
  expectScheduleRejected({"test", {block({0, 7})}}, "does not exist");
  expectScheduleRejected({"test", {block({}), block({0, 1})}}, "no operators");
  expectScheduleRejected({"test", {block({0, 1}, {0, 2})}}, "grid");
}

}  // namespace
}  // namespace tessera
