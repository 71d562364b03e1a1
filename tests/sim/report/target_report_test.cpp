#include "sim/report/target_report.h"

#include <gtest/gtest.h>

#include "sim/study/budgets.h"
#include "sim/study/demand.h"

namespace tessera {
namespace {

TargetReport boardOf(std::int64_t contiguous) {
  TargetReport target;
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
  EXPECT_EQ(budgetOf({}, tflmRuntime(), kept), std::nullopt);
  EXPECT_EQ(budgetOf(Bytes(1000), tflmRuntime(), kept), Bytes(700));
  EXPECT_EQ(budgetOf(Bytes(200), tflmRuntime(), kept), Bytes(0));
  EXPECT_EQ(budgetOf(Bytes(1000), livenessRuntime(), {}), Bytes(1000));
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
  EXPECT_EQ(flashOf(tflmRuntime(), modelOf(Bytes(2456))), Bytes(2456));
  EXPECT_EQ(flashOf(livenessRuntime(), modelOf(Bytes(2456))), Bytes(0));
  EXPECT_EQ(flashOf(tflmRuntime(), modelOf({})), Bytes(0));
}

}  // namespace
}  // namespace tessera
