#include "sim/report/target_report.h"

#include <gtest/gtest.h>

#include "sim/study/budgets.h"
#include "sim/study/demand.h"

namespace tessera {
namespace {

TargetReport boardOf(std::int64_t contiguous) {
  TargetReport target;
  target.device.name = "board";
  target.device.statedContiguous = Bytes(contiguous);
  target.device.statedTotal = Bytes(contiguous);
  return target;
}

TEST(SramLimit, IsTheSmallerOfWhatIsGivenAndWhatTheBoardHas) {
  EXPECT_EQ(sramLimit({}, {}), std::nullopt);
  EXPECT_EQ(sramLimit(Bytes(500), {}), Bytes(500));
  EXPECT_EQ(sramLimit({}, boardOf(1000)), Bytes(1000));
  EXPECT_EQ(sramLimit(Bytes(500), boardOf(1000)), Bytes(500));
  EXPECT_EQ(sramLimit(Bytes(2000), boardOf(1000)), Bytes(1000));
}

TEST(BudgetOf, LeavesRoomForWhatTheInterpreterKeeps) {
  TflmPersistent kept{};
  kept.runtime = Bytes(300);
  kept.variables = Bytes(50);  // which the arena holds already
  EXPECT_EQ(budgetOf({}, runtimeNamed("tflm"), kept), std::nullopt);
  EXPECT_EQ(budgetOf(Bytes(1000), runtimeNamed("tflm"), kept), Bytes(700));
  EXPECT_EQ(budgetOf(Bytes(200), runtimeNamed("tflm"), kept), Bytes(0));
  EXPECT_EQ(budgetOf(Bytes(1000), runtimeNamed("liveness"), {}), Bytes(1000));
}

ModelReport modelOf(std::optional<Bytes> file) {
  Network network;
  network.tensors = {Tensor{}};
  network.inputs = {TensorId(0)};
  network.outputs = {TensorId(0)};
  ModelReport model{"m", "", "", "", "", {}, {}, {}, Graph(std::move(network))};
  model.interpretedBytes = file;
  return model;
}

TEST(FlashOf, IsTheFileUnderAnInterpreterAlone) {
  EXPECT_EQ(flashOf(runtimeNamed("tflm"), modelOf(Bytes(2456))), Bytes(2456));
  EXPECT_EQ(flashOf(runtimeNamed("liveness"), modelOf(Bytes(2456))), Bytes(0));
  EXPECT_EQ(flashOf(runtimeNamed("tflm"), modelOf({})), Bytes(0));
}

/// A run whose arena takes 1000 bytes, on a board with 1500 of SRAM and 2500 of flash.
Demand demandUnder(const Runtime& runtime) {
  ScheduleRun run;
  run.trace.totals.peak = Bytes(1000);
  run.arena.emplace();
  run.arena->plan.arena = Bytes(1000);
  return demandOf(runtime, modelOf(Bytes(2000)), run);
}

Device boardOf(Bytes sram, Bytes flash) {
  Device device = boardOf(sram.count()).device;
  device.flash.bytes = flash;
  return device;
}

std::string factsText(const Demand& demand, const Runtime& runtime) {
  std::string text;
  for (const Fact& fact : fitFacts(boardOf(Bytes(1500), Bytes(2500)), demand, runtime)) {
    text += fact.value + "\n";
  }
  return text;
}

TEST(Fits, CountsWhatTheRuntimeItselfTakes) {
  Runtime runtime = runtimeNamed("tflm");
  const Device board = boardOf(Bytes(1500), Bytes(2500));
  EXPECT_EQ(notIncluded(demandUnder(runtime), runtime),
            (std::vector<std::string>{"stack", "runtime structures"}))
      << "about its code something was measured";

  runtime.sramOverhead = Bytes(500);
  runtime.codeBytes = Bytes(500);
  const Demand fitting = demandUnder(runtime);
  EXPECT_TRUE(fitOf(board, fitting).fits());
  EXPECT_EQ(fitOf(board, fitting).sram.needed, Bytes(1500));
  EXPECT_EQ(fitOf(board, fitting).flash->needed, Bytes(2500));
  EXPECT_EQ(notIncluded(fitting, runtime), std::vector<std::string>{"stack"});
  const std::string text = factsText(fitting, runtime);
  EXPECT_NE(text.find("arena 1000 B + runtime 500 B"), std::string::npos) << text;
  EXPECT_NE(text.find("model file 2.0 KiB + code 500 B"), std::string::npos) << text;
  EXPECT_NE(text.find("stack: its size is not known"), std::string::npos) << text;

  runtime.sramOverhead = Bytes(501);
  EXPECT_FALSE(fitOf(board, demandUnder(runtime)).sram.fits());
  runtime.codeBytes = Bytes(501);
  EXPECT_FALSE(fitOf(board, demandUnder(runtime)).flash->fits());
}

TEST(Fits, KnowsARuntimeThatTakesNothing) {
  Runtime runtime = runtimeNamed("tinyengine");
  runtime.sramOverhead = Bytes(0);
  EXPECT_EQ(notIncluded(demandUnder(runtime), runtime),
            (std::vector<std::string>{"stack", "code"}));
}

}  // namespace
}  // namespace tessera
