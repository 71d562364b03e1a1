#include "sim/cost/move_board.h"

#include <gtest/gtest.h>

#include "tests/support/expect_error.h"

namespace tessera {
namespace {

LatencyModel measuredOnAnotherBoard() {
  LatencyModel model;
  model.factors.fill(1.0);
  model.boards = {{"measured", "ONECHIP01", "1", CoreBuild::m4, 1.0, 0, 0, 3, 0}};
  model.families.resize(3);
  return model;
}

CalibrationRow row(double measured, CoreBuild core = CoreBuild::m4) {
  CalibrationRow of;
  of.id = "r1";
  of.model = "m";
  of.board = "mine";
  of.mcu = "TWOCHIP02";
  of.core = core;
  of.clockHz = 100e6;
  of.counted[0] = 1e6;
  of.measured = measured;
  return of;
}

MovedBoard moved(const std::vector<CalibrationRow>& rows) {
  const LatencyModel model = measuredOnAnotherBoard();
  return moveBoard(model, rows, boardSpeedsOf({model}));
}

TEST(MoveBoard, OneRowMovesTheScaleMostOfTheWayAndMoreRowsFurther) {
  const MovedBoard one = moved({row(2e6)});
  EXPECT_NEAR(one.errors[0], -0.5, 1e-9);
  EXPECT_GT(one.board.scale, 1.6);
  EXPECT_LT(one.board.scale, 2.0);
  EXPECT_GT(moved({row(2e6), row(2e6), row(2e6)}).board.scale, one.board.scale);
  EXPECT_LT(std::abs(one.left[0]), std::abs(one.errors[0]));
}

TEST(MoveBoard, TheModelThenKnowsTheBoard) {
  const MovedBoard one = moved({row(2e6)});
  const LatencyModel model = withBoard(withBoard(measuredOnAnotherBoard(), one.board), one.board);
  EXPECT_EQ(model.boards.size(), 2U);
  const auto match = matchBoard(model, {{"Mine"}, "", CoreBuild::m4, 0, ""}, boardSpeedsOf({}));
  ASSERT_TRUE(match);
  EXPECT_EQ(match->basis, LatencyMatch::Basis::board);
  EXPECT_EQ(match->board.scale, one.board.scale);
}

TEST(MoveBoard, RefusesRowsOfSeveralBoardsAndOtherKernels) {
  CalibrationRow other = row(2e6);
  other.board = "yours";
  test::expectError(ErrorCode::input, {"several boards", "--only board=NAME"}, [&] {
    moved({row(2e6), other});
  });
  test::expectError(ErrorCode::input, {"Helium", "three models"},
                    [&] { moved({row(2e6, CoreBuild::m55)}); });
  test::expectError(ErrorCode::input, {"not above 0"}, [&] { moved({row(0)}); });
}

}  // namespace
}  // namespace tessera
