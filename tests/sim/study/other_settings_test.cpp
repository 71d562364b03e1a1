#include "sim/study/other_settings.h"

#include <gtest/gtest.h>

#include "sim/study/load_model.h"

namespace tessera {
namespace {

std::string settingsOf(const StudyRequest& request) {
  return otherSettings(request, runtimeOf(request, false));
}

TEST(OtherSettings, SayNothingOfWhatIsUsual) {
  StudyRequest request;
  request.runtime = "tflm";
  request.planner = PlannerKind::tflm;
  request.switches = {"tensor_rounding=16"};
  request.tiles = TilePolicy::clipped;
  EXPECT_EQ(settingsOf({}), "");
  EXPECT_EQ(settingsOf(request), "");
}

TEST(OtherSettings, SayWhatDiffersInAFixedOrder) {
  StudyRequest request;
  request.order = OrderKind::best;
  request.planner = PlannerKind::tflm;
  request.switches = {"tensor_rounding=16"};
  request.stageInput = StageInput::streamed;
  request.tiles = TilePolicy::full;
  request.board = "NUCLEO-F446RE";
  request.clock = Hertz(64'000'000);
  EXPECT_EQ(settingsOf(request),
            "order best, planner tflm, stage_input=streamed, tensor_rounding=16, tiles full, "
            "at 64 MHz");
}

}  // namespace
}  // namespace tessera
