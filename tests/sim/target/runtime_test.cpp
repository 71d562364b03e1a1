#include "sim/target/runtime.h"

#include <gtest/gtest.h>

#include "tests/support/expect_error.h"

namespace tessera {
namespace {

std::string valueOf(const Runtime& runtime, const std::string& key) {
  for (const CountingLine& line : countingLines(runtime)) {
    if (line.key == key) return line.value;
  }
  return "missing";
}

TEST(Runtime, EverySwitchShowsInTheCountedBlock) {
  Runtime runtime = runtimeNamed("liveness");
  EXPECT_EQ(valueOf(runtime, "depthwise_in_place"), "no");
  EXPECT_EQ(valueOf(runtime, "residual_until"), "add");
  EXPECT_EQ(valueOf(runtime, "stage_input"), "resident");
  runtime = runtimeNamed("paper");
  EXPECT_EQ(valueOf(runtime, "depthwise_in_place"), "yes");
  EXPECT_EQ(valueOf(runtime, "residual_until"), "depthwise");
  EXPECT_EQ(valueOf(runtime, "stage_input"), "streamed");
}

TEST(Runtime, TflmAndTinyengineFuseNoActivationButTheRelus) {
  for (const char* name : {"tflm", "tinyengine"}) {
    EXPECT_NE(valueOf(runtimeNamed(name), "rewrites_not_made").find("fuse-other-activation"),
              std::string::npos);
  }
  for (const char* name : {"liveness", "paper", "st-balanced"}) {
    EXPECT_EQ(valueOf(runtimeNamed(name), "rewrites_not_made"), "none");
  }
}

TEST(Runtime, TheCountedBlockNamesTheRewrites) {
  const auto textOf = [](const Runtime& runtime) { return countingLines(runtime).back().text; };
  Runtime runtime = runtimeNamed("liveness");
  EXPECT_EQ(textOf(runtime), "those that the file's format asks for");
  runtime.rewritesMade = {"fuse-pad", "fuse-bias"};
  EXPECT_EQ(textOf(runtime), "those that the file's format asks for, and fuse-pad, fuse-bias");
  runtime.rewritesNotMade = {"all"};
  EXPECT_EQ(valueOf(runtime, "rewrites_not_made"), "all");
  EXPECT_EQ(textOf(runtime),
            "these operators stay as they are; made whatever the format: fuse-pad, fuse-bias");
  EXPECT_EQ(valueOf(runtime, "reshape"), "copy");
}

TEST(Runtime, EveryRoundingIsASwitch) {
  for (const std::int64_t bytes : {1, 4, 8, 16}) {
    Runtime runtime;
    setSwitch(runtime, "tensor_rounding=" + std::to_string(bytes));
    EXPECT_EQ(runtime.roundTo, bytes);
    EXPECT_EQ(valueOf(runtime, "tensor_rounding"), std::to_string(bytes));
  }
}

TEST(Runtime, SwitchesAreSetByTheWordsOfTheReport) {
  Runtime runtime = runtimeNamed("liveness");
  setSwitch(runtime, "stage_input=streamed");
  EXPECT_TRUE(runtime.rules.stageInputStreamed);
  setSwitch(runtime, "residual_until=depthwise");
  EXPECT_FALSE(runtime.rules.residualUntilAdd);
}

TEST(Runtime, UnknownWordsAreUsageErrors) {
  Runtime runtime = runtimeNamed("liveness");
  const auto set = [&](const std::string& text) {
    return [&runtime, text] { setSwitch(runtime, text); };
  };
  test::expectError(ErrorCode::usage, {"residual_untill", "residual_until"},
                    set("residual_untill=add"));
  test::expectError(ErrorCode::usage, {"'maybe'", "depthwise or add"}, set("residual_until=maybe"));
  test::expectError(ErrorCode::usage, {"''"}, set("residual_until"));
  test::expectError(ErrorCode::usage, {"'papper'", "paper"}, [] { runtimeNamed("papper"); });
}

}  // namespace
}  // namespace tessera
