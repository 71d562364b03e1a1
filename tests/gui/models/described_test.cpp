#include "gui/models/described.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "sim/target/devices.h"
#include "sim/target/runtime.h"

namespace tessera::gui {
namespace {

std::string about(const std::vector<Described>& all, const std::string& name) {
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const Described& d) { return d.name == name; });
  return found == all.end() ? std::string() : found->about;
}

TEST(Described, EveryBoardAndRuntimeSaysWhatItIs) {
  EXPECT_EQ(describedBoards().size(), builtInDeviceNames().size());
  EXPECT_EQ(describedRuntimes().size(), runtimeNames().size());
  for (const auto& all : {describedBoards(), describedRuntimes()}) {
    for (const Described& each : all) EXPECT_FALSE(each.about.empty()) << each.name;
  }
  EXPECT_EQ(about(describedBoards(), "NUCLEO-F446RE"),
            "Cortex-M4F, 180 MHz, 128.0 KiB SRAM, 512.0 KiB flash");
}

TEST(Described, RuntimesSayWhatTheyCanRun) {
  const auto runtimes = describedRuntimes();
  EXPECT_NE(about(runtimes, "tflm").find("runs whole operators"), std::string::npos);
  EXPECT_NE(about(runtimes, "tinyengine").find("first stage in patches"), std::string::npos);
  EXPECT_NE(about(runtimes, "liveness").find("runs on no board"), std::string::npos);
}

}  // namespace
}  // namespace tessera::gui
