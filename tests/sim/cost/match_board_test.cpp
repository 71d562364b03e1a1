#include "sim/cost/match_board.h"

#include <gtest/gtest.h>

#include <cmath>

namespace tessera {
namespace {

BoardLatency measuredOn(const std::string& mcu, CoreBuild core, double scale,
                        const std::string& version = "1") {
  return {mcu + "-board", mcu, version, core, scale, 0.5, 0, 3, 0};
}

LatencyModel engine(std::vector<BoardLatency> boards, double interval = 0.08,
                    std::size_t families = 9) {
  LatencyModel model;
  model.factors.fill(1.0);
  model.boards = std::move(boards);
  model.interval = interval;
  model.families.resize(families);
  return model;
}

BoardQuery ofChip(const std::string& mcu, CoreBuild core, const std::string& version = "") {
  return {{}, mcu, core, 0, version};
}

LatencyMatch matched(const LatencyModel& model, const BoardQuery& query,
                     std::vector<LatencyModel> others = {}) {
  others.insert(others.begin(), model);
  const auto match = matchBoard(model, query, boardSpeedsOf(std::move(others)));
  EXPECT_TRUE(match);
  return match.value_or(LatencyMatch{});
}

TEST(MatchBoard, PrefersTheSameMicrocontrollerInItsLatestVersion) {
  const LatencyModel model = engine({measuredOn("STM32L4R5ZI", CoreBuild::m4, 2, "9.0.0"),
                                     measuredOn("STM32L4R5ZI", CoreBuild::m4, 3, "10.0"),
                                     measuredOn("STM32L4R5ZI", CoreBuild::m4, 4, "8.1.0"),
                                     measuredOn("STM32H747XI", CoreBuild::m7, 1)});
  const LatencyMatch match = matched(model, ofChip("STM32L4R5ZI", CoreBuild::m4));
  EXPECT_EQ(match.basis, LatencyMatch::Basis::board);
  EXPECT_EQ(match.board.scale, 3);
  EXPECT_DOUBLE_EQ(match.expectedError, 0.08);
}

TEST(MatchBoard, KnowsABoardByItsNameFirst) {
  BoardLatency renesas = measuredOn("R7FA8D1BHECBD", CoreBuild::m85, 2);
  renesas.board = "EK-RA8D1";
  const LatencyModel model = engine({renesas, measuredOn("AE722", CoreBuild::m85, 7)});
  const BoardQuery query{{"EK RA8D1", "EK-RA8M1"}, "R7FA8D1", CoreBuild::m85, 0, ""};
  EXPECT_EQ(matched(model, query).board.scale, 2);
  EXPECT_EQ(matched(model, query).basis, LatencyMatch::Basis::board);
}

TEST(MatchBoard, PrefersTheClosestClockOfOneVersion) {
  BoardLatency slow = measuredOn("STM32H7A3ZI", CoreBuild::m7, 2);
  slow.clockHz = 40e6;
  BoardLatency fast = measuredOn("STM32H7A3ZI", CoreBuild::m7, 3);
  fast.clockHz = 280e6;
  const LatencyModel model = engine({slow, fast});
  BoardQuery query = ofChip("STM32H7A3ZI", CoreBuild::m7);
  query.clockHz = 64e6;
  EXPECT_EQ(matched(model, query).board.scale, 2);
  query.clockHz = 200e6;
  EXPECT_EQ(matched(model, query).board.scale, 3);
}

TEST(MatchBoard, AVersionIsTheOneThatIsAskedForOrTheNearest) {
  const LatencyModel model = engine({measuredOn("STM32L4R5ZI", CoreBuild::m4, 2, "7.3.0"),
                                     measuredOn("STM32L4R5ZI", CoreBuild::m4, 3, "8.1.0"),
                                     measuredOn("STM32L4R5ZI", CoreBuild::m4, 4, "10.0.0")});
  const auto of = [&](const char* version) {
    return matched(model, ofChip("STM32L4R5ZI", CoreBuild::m4, version));
  };
  EXPECT_EQ(of("8.1").board.scale, 3);
  EXPECT_TRUE(of("8.1").versionMeasured);
  EXPECT_EQ(of("7.2").board.version, "7.3.0");
  EXPECT_FALSE(of("7.2").versionMeasured);
  EXPECT_GT(of("7.2").expectedError, of("7.3").expectedError);
}

TEST(MatchBoard, ABoardThatAnotherEngineMeasuredHasTheSpeedThatItHasThere) {
  // Engine 1 says that the M33 board takes 1.5 times the scale of the M4 board.
  const LatencyModel other = engine(
      {measuredOn("STM32L4R5ZI", CoreBuild::m4, 2), measuredOn("STM32U575ZI", CoreBuild::m33, 3)});
  const LatencyModel model = engine({measuredOn("STM32L4R5ZI", CoreBuild::m4, 1)});
  const LatencyMatch match = matched(model, ofChip("STM32U575ZI", CoreBuild::m33), {other});
  EXPECT_EQ(match.basis, LatencyMatch::Basis::engine);
  EXPECT_NEAR(match.board.scale, 1.5, 1e-6);
  EXPECT_GT(match.expectedError, 0.08);
}

TEST(MatchBoard, FallsBackToTheCoreAndWidensTheInterval) {
  const LatencyModel model = engine(
      {measuredOn("STM32L4R5ZI", CoreBuild::m4, 2), measuredOn("nRF52840", CoreBuild::m4, 4)});
  const LatencyMatch match = matched(model, ofChip("STM32F407VG", CoreBuild::m4));
  EXPECT_EQ(match.basis, LatencyMatch::Basis::core);
  EXPECT_NEAR(match.board.scale, std::sqrt(8.0), 1e-6);
  EXPECT_GE(match.expectedError, std::hypot(0.08, 0.15));
}

TEST(MatchBoard, ExtrapolatesToAnotherCoreWithTheSameKernelsAndNeverBeyond) {
  const LatencyModel model = engine({measuredOn("R7FA8D1", CoreBuild::m85, 0.7),
                                     measuredOn("R7FA6M4", CoreBuild::m33, 1.2),
                                     measuredOn("STM32G0B1RE", CoreBuild::m0plus, 0.9)});
  const LatencyMatch match = matched(model, ofChip("nRF52840", CoreBuild::m4));
  EXPECT_EQ(match.basis, LatencyMatch::Basis::other);
  EXPECT_EQ(match.board.core, CoreBuild::m4);
  EXPECT_NEAR(match.board.scale, 1.2, 1e-6);
  EXPECT_NEAR(matched(model, ofChip("AE722", CoreBuild::m55)).board.scale, 0.7, 1e-6);
  EXPECT_NEAR(matched(model, ofChip("LPC1768", CoreBuild::m3)).board.scale, 0.9, 1e-6);
  const LatencyModel helium = engine({measuredOn("R7FA8D1", CoreBuild::m85, 0.7)});
  EXPECT_FALSE(matchBoard(helium, ofChip("nRF52840", CoreBuild::m4), boardSpeedsOf({helium})));
  EXPECT_FALSE(matchBoard(engine({}), ofChip("nRF52840", CoreBuild::m4), boardSpeedsOf({})));
}

TEST(MatchBoard, FewFamiliesHaveAnIntervalOfATenthAtLeast) {
  const std::vector<BoardLatency> boards{measuredOn("STM32L4R5ZI", CoreBuild::m4, 2)};
  const BoardQuery query = ofChip("STM32L4R5ZI", CoreBuild::m4);
  EXPECT_DOUBLE_EQ(matched(engine(boards, 0.01, 3), query).expectedError, 0.10);
  EXPECT_DOUBLE_EQ(matched(engine(boards, 0.03, 5), query).expectedError, 0.03);
}

TEST(MatchBoard, ANetworkOfKernelsThatNoFamilyHasWidensTheInterval) {
  LatencyModel model = engine({measuredOn("STM32L4R5ZI", CoreBuild::m4, 2)}, 0.12, 3);
  for (FamilyMix& family : model.families) family.shares[0] = 1;
  BoardQuery query = ofChip("STM32L4R5ZI", CoreBuild::m4);
  query.counted[0] = 1e6;
  const double same = matched(model, query).expectedError;
  query.counted[0] = 0;
  query.counted[6] = 1e6;
  EXPECT_GT(same, 0.12);
  EXPECT_GT(matched(model, query).expectedError, 2 * same);
}

TEST(MatchBoard, AByteOfWeightsCostsWhatItCostsTheEngineOnThatCore) {
  const auto withByte = [](BoardLatency board, double cycles) {
    board.flashByte = cycles;
    return board;
  };
  const LatencyModel other = engine({withByte(measuredOn("STM32F446RE", CoreBuild::m4, 1), 0.9)});
  const LatencyModel model = engine({withByte(measuredOn("STM32L4R5ZI", CoreBuild::m4, 2), 0.2),
                                     withByte(measuredOn("STM32U575ZI", CoreBuild::m33, 1), 0.8)});
  const BoardLatency board = matched(model, ofChip("STM32F446RE", CoreBuild::m4), {other}).board;
  EXPECT_NEAR(board.flashByte / board.scale, 0.1, 1e-9);
  const BoardLatency seven = matched(model, ofChip("STM32F746NG", CoreBuild::m7)).board;
  EXPECT_NEAR(seven.flashByte / seven.scale, 0.45, 1e-9);
}

TEST(MatchBoard, SaysWhichClockIsAssumed) {
  BoardLatency assumed = measuredOn("STM32H743", CoreBuild::m7, 1);
  assumed.clockHz = 480e6;
  assumed.clockAssumed = true;
  const LatencyModel model = engine({assumed, measuredOn("STM32L4R5ZI", CoreBuild::m4, 2, "2")});
  const auto of = [&](const char* chip, CoreBuild core, const char* version) {
    return matched(model, ofChip(chip, core, version)).assumedClockHz;
  };
  EXPECT_EQ(of("STM32H743", CoreBuild::m7, "1"), 480e6);
  EXPECT_EQ(of("STM32F746NG", CoreBuild::m7, "1"), 480e6);
  EXPECT_EQ(of("STM32L4R5ZI", CoreBuild::m4, "2"), 0);
}

TEST(MatchBoard, ANameOfAnotherCoreIsAnotherBoard) {
  const LatencyModel model = engine(
      {measuredOn("STM32L4R5ZI", CoreBuild::m4, 2), measuredOn("STM32H747XI", CoreBuild::m7, 1)});
  EXPECT_NE(matched(model, ofChip("STM32L4R5ZI", CoreBuild::m7)).board.scale, 2);
}

TEST(MatchBoard, FewRowsAndAnotherClockWidenTheInterval) {
  BoardLatency once = measuredOn("STM32L4R5ZI", CoreBuild::m4, 2);
  once.rows = 1;
  BoardQuery query = ofChip("STM32L4R5ZI", CoreBuild::m4);
  EXPECT_NEAR(matched(engine({once}), query).expectedError, std::hypot(0.08, 0.10), 1e-9);
  BoardLatency clocked = measuredOn("STM32L4R5ZI", CoreBuild::m4, 2);
  clocked.clockHz = 100e6;
  query.clockHz = 200e6;
  EXPECT_NEAR(matched(engine({clocked}), query).expectedError, std::hypot(0.08, 0.25 * std::log(2)),
              1e-9);
}

TEST(MatchBoard, KernelsOfAnEnginesOwnSayNothingOfAnotherCore) {
  LatencyModel model = engine({measuredOn("STM32H747XI", CoreBuild::m7, 11)});
  model.ownKernels = true;
  EXPECT_FALSE(matchBoard(model, ofChip("nRF52840", CoreBuild::m4), boardSpeedsOf({model})));
  EXPECT_TRUE(matchBoard(model, ofChip("STM32F746NG", CoreBuild::m7), boardSpeedsOf({model})));
}

}  // namespace
}  // namespace tessera
