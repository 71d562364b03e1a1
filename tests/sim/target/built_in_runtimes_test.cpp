#include <gtest/gtest.h>

#include <algorithm>

#include "sim/target/embedded.h"
#include "sim/target/read_runtime.h"
#include "sim/target/runtime_keys.h"

namespace tessera {
namespace {

/// With the texts of another runtime, which say nothing of what is counted.
Runtime withTextsOf(Runtime runtime, const Runtime& other) {
  runtime.name = other.name;
  runtime.base = other.base;
  runtime.description = other.description;
  runtime.release = other.release;
  runtime.chips = other.chips;
  runtime.codeMeasured = other.codeMeasured;
  runtime.sources = other.sources;
  return runtime;
}

void expectMemory(Runtime expected, const std::string& name) {
  Runtime runtime = runtimeNamed(name);
  EXPECT_EQ(runtime.name, name);
  EXPECT_EQ(runtime.base, name) << "it says all of its own";
  EXPECT_FALSE(runtime.description.empty());
  runtime.latency.reset();
  EXPECT_EQ(runtime, withTextsOf(std::move(expected), runtime)) << writeRuntime(runtime);
}

TEST(BuiltInRuntimes, LivenessIsWhatNothingSaysOtherwise) {
  Runtime liveness;
  liveness.rules.depthwiseInPlace = DepthwiseInPlace::no;
  liveness.rules.elementwiseInPlace = false;
  liveness.rules.allOverlap = false;
  liveness.rules.residualUntilAdd = true;
  liveness.rules.stageInputStreamed = false;
  liveness.rules.scratch = Kernels::none;
  liveness.runs = Runs::nothing;
  liveness.planner = PlannerKind::exact;
  liveness.interpreter = Interpreter::none;
  liveness.roundTo = 1;
  liveness.tiles = TilePolicy::clipped;
  liveness.tileBuffers = TileBuffers::perPatch;
  EXPECT_EQ(liveness, Runtime{});
  expectMemory(liveness, "liveness");
}

TEST(BuiltInRuntimes, Paper) {
  Runtime paper;
  paper.rules.depthwiseInPlace = DepthwiseInPlace::yes;
  paper.rules.residualUntilAdd = false;
  paper.rules.stageInputStreamed = true;
  paper.rewritesMade = {"all"};
  expectMemory(paper, "paper");
}

TEST(BuiltInRuntimes, Tflm) {
  Runtime tflm;
  tflm.runs = Runs::layers;
  tflm.rules.scratch = Kernels::cmsisNn;
  tflm.planner = PlannerKind::tflm;
  tflm.interpreter = Interpreter::tflm;
  tflm.roundTo = 16;
  tflm.rewritesMade = {"split-pad"};
  tflm.rewritesNotMade = {"fuse-pad", "fuse-other-activation", "fuse-shuffle", "alias-reshapes",
                          "stored-constants"};
  expectMemory(tflm, "tflm");
}

TEST(BuiltInRuntimes, Tinyengine) {
  Runtime tinyengine;
  tinyengine.runs = Runs::patches;
  tinyengine.rules.depthwiseInPlace = DepthwiseInPlace::shared;
  tinyengine.rules.stageInputStreamed = true;
  tinyengine.rules.scratch = Kernels::tinyengine;
  tinyengine.planner = PlannerKind::tinyengine;
  tinyengine.roundTo = 4;
  tinyengine.tiles = TilePolicy::full;
  tinyengine.tileBuffers = TileBuffers::largest;
  tinyengine.rewritesMade = {"all"};
  tinyengine.rewritesNotMade = {"fuse-other-activation"};
  expectMemory(tinyengine, "tinyengine");
}

void expectOnLiveness(Runtime expected, const std::string& name) {
  Runtime runtime = runtimeNamed(name);
  EXPECT_EQ(runtime.base, "liveness");
  EXPECT_TRUE(runtime.latency) << name;
  runtime.latency.reset();
  EXPECT_EQ(runtime, withTextsOf(std::move(expected), runtime)) << writeRuntime(runtime);
}

TEST(BuiltInRuntimes, OthersTakeOverLivenessAndHaveALatency) {
  Runtime layers;
  layers.runs = Runs::layers;
  expectOnLiveness(layers, "hale");
  expectOnLiveness(layers, "microtvm");
  Runtime named = layers;
  named.onlyIfNamed = true;
  for (const char* name : {"plumerai", "plumerai-2022", "onnc"}) expectOnLiveness(named, name);
  Runtime overlapping = layers;
  overlapping.rules.allOverlap = true;
  overlapping.bound =
      "every result over the largest operand that dies with it; kernel scratch is not known";
  expectOnLiveness(overlapping, "st-balanced");
  expectOnLiveness(overlapping, "st-time");
}

TEST(BuiltInRuntimes, WhatIsNoEngineHasNoLatency) {
  EXPECT_TRUE(runtimeNamed("tflm").latency);
  EXPECT_TRUE(runtimeNamed("tinyengine").latency);
  for (const char* name : {"liveness", "paper"}) {
    EXPECT_FALSE(runtimeNamed(name).latency) << name;
  }
}

/// Those of `names` that are among `wanted`.
std::vector<std::string> among(const std::vector<std::string>& wanted,
                               std::vector<std::string> names) {
  std::erase_if(names, [&](const std::string& name) {
    return std::find(wanted.begin(), wanted.end(), name) == wanted.end();
  });
  return names;
}

TEST(BuiltInRuntimes, ThoseWithoutABaseComeFirst) {
  const std::vector<std::string> bases{"liveness", "paper", "tflm", "tinyengine"};
  EXPECT_EQ(among(bases, baseRuntimeNames()), bases);
  std::vector<std::string> all = bases;
  all.insert(all.end(), {"hale", "microtvm", "st-balanced", "st-time"});
  EXPECT_EQ(among(all, runtimeNames()), all);
}

TEST(BuiltInRuntimes, ABaseIsOneWhoseFileNamesNone) {
  for (const EmbeddedFile& file : embeddedRuntimes()) {
    const Runtime runtime = readRuntime(std::string(file.text), std::string(file.name));
    EXPECT_EQ(runtime.base.empty(), baseRuntime(runtime.name).has_value()) << file.name;
  }
  EXPECT_FALSE(baseRuntime("nobody"));
  EXPECT_FALSE(baseRuntime(""));
}

/// What is not known, or nothing, is left out.
bool mayBeAbsent(std::string_view key) {
  return key == "release" || key == "chips" || key == "bound" || key == "sram_overhead_bytes" ||
         key == "code_bytes" || key == "code_measured_bytes" || key == "only_if_named";
}

TEST(BuiltInRuntimes, ThoseWithoutABaseSayEveryRule) {
  for (const EmbeddedFile& file : embeddedRuntimes()) {
    const std::string text(file.text);
    if (!readRuntime(text, std::string(file.name)).base.empty()) continue;
    for (const RuntimeKey& entry : runtimeKeys()) {
      const std::string line = "\n" + std::string(entry.key) + " = ";
      EXPECT_TRUE(mayBeAbsent(entry.key) || text.find(line) != std::string::npos)
          << file.name << ": " << entry.key;
    }
    for (const CountingLine& line : switchLines(Runtime{})) {
      EXPECT_NE(text.find("\n" + line.key + " = "), std::string::npos)
          << file.name << ": " << line.key;
    }
  }
}

TEST(BuiltInRuntimes, AreCalledAsTheirFiles) {
  for (const std::string& name : runtimeNames()) EXPECT_EQ(runtimeNamed(name).name, name);
}

TEST(BuiltInRuntimes, RunOnChipsByTheirNamesWhateverTheCase) {
  const Runtime st = runtimeNamed("st-time");
  Device device;
  device.core = "Cortex-M4F";
  EXPECT_TRUE(isMadeFor(st, device)) << "the chip is not known";
  device.mcu = "stm32l4r5zi";
  EXPECT_TRUE(isMadeFor(st, device));
  device.mcu = "nRF52840";
  EXPECT_FALSE(isMadeFor(st, device));
}

}  // namespace
}  // namespace tessera
