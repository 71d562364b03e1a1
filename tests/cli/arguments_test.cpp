#include "cli/arguments.h"

#include <gtest/gtest.h>

#include "tests/support/expect_error.h"

namespace tessera::cli {
namespace {

Arguments parse(std::vector<const char*> words) {
  words.insert(words.begin(), "tessera");
  return parseArguments(static_cast<int>(words.size()), words.data());
}

void expectUsage(const std::vector<const char*>& words, const std::string& part) {
  test::expectError(ErrorCode::usage, {part}, [&] { parse(words); });
}

TEST(Arguments, SimulateTakesItsOptions) {
  const auto arguments = std::get<SimulateArguments>(
      parse({"simulate", "m.onnx", "--why", "--all", "--dtype", "float32", "--format", "json", "-o",
             "out.json", "--input-shape", "x=1x3x8x8", "--input-shape", "y=scalar", "--no-rewrite",
             "fuse-pad"}));
  EXPECT_EQ(arguments.model.path, "m.onnx");
  EXPECT_TRUE(arguments.why);
  EXPECT_TRUE(arguments.all);
  EXPECT_EQ(arguments.model.request.deployment, Deployment::float32);
  EXPECT_EQ(arguments.output.format, "json");
  EXPECT_EQ(arguments.output.path, "out.json");
  EXPECT_EQ(arguments.model.request.inputShapes.at("x"), (Shape{1, 3, 8, 8}));
  EXPECT_EQ(arguments.model.request.inputShapes.at("y"), Shape{});
  EXPECT_EQ(arguments.model.request.rewritesNotMade, std::vector<std::string>{"fuse-pad"});
}

TEST(Arguments, PlanTakesAModelOrBuffers) {
  const auto model = std::get<PlanArguments>(
      parse({"plan", "m.onnx", "--planner", "tflm", "--sram", "1KiB", "--format", "c-header"}));
  EXPECT_EQ(model.model.path, "m.onnx");
  EXPECT_EQ(model.model.request.planner, PlannerKind::tflm);
  EXPECT_EQ(model.capacity, Bytes(1024));
  EXPECT_EQ(model.output.format, "c-header");
  const auto bare = std::get<PlanArguments>(
      parse({"plan", "--buffers", "-", "--capacity", "64", "--time-limit", "0.5"}));
  EXPECT_EQ(bare.buffers, "-");
  EXPECT_EQ(bare.capacity, Bytes(64));
  EXPECT_EQ(bare.model.request.planner, std::nullopt);
  EXPECT_EQ(bare.model.request.limits.planTime, std::chrono::milliseconds(500));
}

TEST(Arguments, DefaultsAreTheDtypeOfTheFormatTextAndStdout) {
  const auto arguments = std::get<InspectArguments>(parse({"inspect", "m.onnx"}));
  EXPECT_EQ(arguments.model.request.deployment, std::nullopt);
  EXPECT_TRUE(arguments.output.format.empty());
  EXPECT_TRUE(arguments.output.path.empty());
  EXPECT_FALSE(arguments.all);
}

TEST(Arguments, HelpTeachesByExample) {
  for (const auto& words : std::vector<std::vector<const char*>>{
           {}, {"--help"}, {"simulate", "--help"}, {"inspect", "--help"}}) {
    EXPECT_NE(std::get<Answer>(parse(words)).text.find("Examples:"), std::string::npos);
  }
  EXPECT_NE(std::get<Answer>(parse({"--version"})).text.find("tessera "), std::string::npos);
}

TEST(Arguments, WhatMakesNoSenseIsAUsageError) {
  expectUsage({"simulate"}, "MODEL");
  expectUsage({"fly", "m.onnx"}, "fly");
  expectUsage({"simulate", "m.onnx", "--format", "xml"}, "'xml'");
  expectUsage({"simulate", "m.onnx", "--dtype", "int3"}, "'int3'");
  expectUsage({"simulate", "m.onnx", "--input-shape", "1x3"}, "names no input");
  expectUsage({"simulate", "m.onnx", "--input-shape", "x=1xx3"}, "''");
  expectUsage({"simulate", "m.onnx", "--input-shape", "x=0x3"}, "'0'");
  expectUsage({"simulate", "m.onnx", "--input-shape", "x=99999999999999999999"}, "extent");
}

}  // namespace
}  // namespace tessera::cli
