#include "sim/target/read_runtime.h"

#include <gtest/gtest.h>

#include "tests/support/expect_error.h"

namespace tessera {
namespace {

const std::string calibratedToml = R"(tessera_runtime = 1
name = "mine"
description = "an engine"
base = "tflm"
bound = "a bound"

[count]
all_overlap = "yes"

[latency]
engine = "Engine"
source = "made up"
rows = 3
error_fitted = 0.0100
error_model_left_out = 0.0200
error_family_left_out = 0.0300
prunes_dead_channels = true

[latency.factors]
pointwise-mac = 1.2500

[[latency.boards]]
board = "BOARD"
mcu = "STM32L4R5ZI"
version = "1.0"
core = "cortex-m4"
clock_mhz = 120
rows = 3
scale = 0.5000
flash_byte_cycles = 0.7500
spill_byte_cycles = 2.0000
)";

std::string withoutPart(std::string text, const std::string& part) {
  text.erase(text.find(part), part.size());
  return text;
}

TEST(ReadRuntime, EveryKey) {
  const Runtime runtime = readRuntime(calibratedToml, "mine.toml");
  EXPECT_EQ(runtime.name, "mine");
  EXPECT_EQ(runtime.base, "tflm");
  EXPECT_EQ(runtime.bound, "a bound");
  EXPECT_TRUE(runtime.rules.allOverlap);
  EXPECT_EQ(runtime.roundTo, 16);
  ASSERT_TRUE(runtime.latency);
  EXPECT_EQ(runtime.latency->prunesDeadChannels, true);
  EXPECT_DOUBLE_EQ(runtime.latency->factors[0], 1.25);
  EXPECT_DOUBLE_EQ(runtime.latency->factors[1], 1.0) << "as counted";
  ASSERT_EQ(runtime.latency->boards.size(), 1U);
  const BoardLatency expected{"BOARD", "STM32L4R5ZI", "1.0", CoreBuild::m4, 0.5, 0.75, 2, 3, 120e6};
  EXPECT_EQ(runtime.latency->boards[0], expected);
}

TEST(ReadRuntime, WhatIsWrittenIsReadBack) {
  const Runtime runtime = readRuntime(calibratedToml, "mine.toml");
  const std::string text = writeRuntime(runtime);
  const Runtime again = readRuntime(text, "again.toml");
  EXPECT_EQ(writeRuntime(again), text);
  EXPECT_EQ(again.latency, runtime.latency);
  EXPECT_EQ(again.description, runtime.description);
  for (const std::string& name : runtimeNames()) {
    const std::string own = writeRuntime(runtimeNamed(name));
    EXPECT_EQ(writeRuntime(readRuntime(own, name + ".toml")), own);
  }
}

TEST(ReadRuntime, WhetherDeadChannelsArePrunedMayBeUnknown) {
  const Runtime runtime =
      readRuntime(withoutPart(calibratedToml, "prunes_dead_channels = true\n"), "mine.toml");
  EXPECT_FALSE(runtime.latency->prunesDeadChannels);
  EXPECT_EQ(writeRuntime(runtime).find("prunes"), std::string::npos);
}

TEST(ReadRuntime, ABoardMayHaveNoMicrocontrollerAndNoVersion) {
  const Runtime runtime = readRuntime(
      withoutPart(withoutPart(calibratedToml, "mcu = \"STM32L4R5ZI\"\n"), "version = \"1.0\"\n"),
      "mine.toml");
  EXPECT_EQ(runtime.latency->boards[0].version, "");
  EXPECT_EQ(readRuntime(writeRuntime(runtime), "again.toml").latency, runtime.latency);
}

TEST(ReadRuntime, ErrorsNameLineAndKey) {
  const auto read = [](const std::string& from, const std::string& to) {
    return [from, to] {
      std::string text = calibratedToml;
      readRuntime(text.replace(text.find(from), from.size(), to), "mine.toml");
    };
  };
  using test::expectError;
  expectError(ErrorCode::input, {"mine.toml:4", "base", "tflm"},
              read("base = \"tflm\"", "base = \"tfml\""));
  expectError(ErrorCode::input, {"mine.toml:8", "maybe"}, read("= \"yes\"", "= \"maybe\""));
  expectError(ErrorCode::input, {"mine.toml:8", "all_overlaps", "all_overlap"},
              read("all_overlap =", "all_overlaps ="));
  expectError(ErrorCode::input, {"mine.toml", "error_family_left_out"},
              read("error_family_left_out = 0.0300\n", ""));
  expectError(ErrorCode::input, {"mine.toml", "pointwise-mac"}, read("1.2500", "-1.0"));
  expectError(ErrorCode::input, {"mine.toml", "core", "cortex-m0+, m3, m4"},
              read("\"cortex-m4\"", "\"cortex-a9\""));
  expectError(ErrorCode::input, {"mine.toml", "name"}, read("name = \"mine\"", ""));
}

}  // namespace
}  // namespace tessera
