#include "sim/search/order/problem.h"

#include <gtest/gtest.h>

#include "core/error.h"
#include "tests/support/expect_error.h"

namespace tessera {
namespace {

/// input(10) -> a(20) -> b(5), and c(7) from the input; b and c are joined into the output (1).
OrderProblem diamond() {
  OrderProblem problem;
  for (const std::int64_t bytes : {10, 20, 5, 7, 1}) problem.tensors.push_back({Bytes(bytes)});
  problem.tensors.front().isInput = true;
  problem.tensors.back().isOutput = true;
  problem.operators = {
      {{0}, {1}, {}, {}}, {{1}, {2}, {}, {}}, {{0}, {3}, {}, {}}, {{2, 3}, {4}, {}, {}}};
  return problem;
}

TEST(OrderProblem, StepsAreCountedAsDefined) {
  const OrderProblem problem = diamond();
  checkProblem(problem);
  EXPECT_EQ(stepBytes(problem, OperatorOrder{0, 1, 2, 3}),
            (std::vector<Bytes>{Bytes(30), Bytes(35), Bytes(22), Bytes(13)}));
  EXPECT_EQ(stepBytes(problem, OperatorOrder{0, 2, 1, 3}),
            (std::vector<Bytes>{Bytes(30), Bytes(37), Bytes(32), Bytes(13)}));
  EXPECT_EQ(orderPeak(problem, givenOrder(problem)), Bytes(35));
}

TEST(OrderProblem, TheLargerOfTwoThatShareBytesCounts) {
  OrderProblem problem = diamond();
  problem.operators[1].overwrites = 1;  // 5 bytes over 20
  EXPECT_EQ(stepBytes(problem, givenOrder(problem))[1], Bytes(30));
  problem.operators[2].overwrites = 0;  // 7 over 10, which dies only where operator 0 has run
  EXPECT_EQ(stepBytes(problem, givenOrder(problem))[2], Bytes(15));
  EXPECT_EQ(stepBytes(problem, OperatorOrder{2, 0, 1, 3})[0], Bytes(17));
}

TEST(OrderProblem, ScratchAndUnreadTensorsLiveInOneStep) {
  OrderProblem problem = diamond();
  problem.tensors.push_back({Bytes(100), true, false});  // a graph input that nothing reads
  problem.tensors.push_back({Bytes(200)});
  problem.operators[1].outputs.push_back(6);
  problem.operators[2].scratch = Bytes(1000);
  EXPECT_EQ(stepBytes(problem, givenOrder(problem)),
            (std::vector<Bytes>{Bytes(130), Bytes(235), Bytes(1022), Bytes(13)}));
}

TEST(OrderProblem, AnOrderThatCannotBeExecutedIsRefused) {
  const OrderProblem problem = diamond();
  EXPECT_THROW(stepBytes(problem, OperatorOrder{1, 0, 2, 3}), Error);
  EXPECT_THROW(stepBytes(problem, OperatorOrder{0, 1, 2}), Error);
  EXPECT_THROW(stepBytes(problem, OperatorOrder{0, 1, 2, 2}), Error);
  EXPECT_THROW(stepBytes(problem, OperatorOrder{0, 1, 2, 4}), Error);
}

TEST(OrderProblem, WhatMakesNoSenseIsNamed) {
  const auto expect = [](const std::string& message, const auto& spoil) {
    OrderProblem problem = diamond();
    spoil(problem);
    try {
      checkProblem(problem);
      ADD_FAILURE() << "accepted: " << message;
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::input);
      EXPECT_EQ(error.message(), message);
    }
  };
  using P = OrderProblem;
  expect("operator 0 reads tensor 9, which does not exist yet",
         [](P& p) { p.operators[0].inputs = {9}; });
  expect("operator 0 reads tensor 2, which does not exist yet",
         [](P& p) { p.operators[0].inputs = {2}; });
  expect("operator 3 lists tensor 2 twice", [](P& p) { p.operators[3].inputs = {2, 2}; });
  expect("operator 1 writes tensor 1, which exists already",
         [](P& p) { p.operators[1].outputs = {1}; });
  expect("nothing writes tensor 5", [](P& p) { p.tensors.push_back({Bytes(1)}); });
  expect("operator 1 cannot overwrite tensor 0", [](P& p) { p.operators[1].overwrites = 0; });
  expect("a size is negative", [](P& p) { p.tensors[2].bytes = Bytes(-1); });
  expect("a size exceeds 64 bits", [](P& p) {
    for (auto& tensor : p.tensors) tensor.bytes = Bytes(std::int64_t{1} << 61);
  });
}

TEST(OrderProblem, NoOperatorsHaveNoPeak) {
  OrderProblem problem;
  problem.tensors.push_back({Bytes(8), true, true});
  checkProblem(problem);
  EXPECT_EQ(orderPeak(problem, {}), Bytes(0));
}

}  // namespace
}  // namespace tessera
