#include <gtest/gtest.h>

#include <regex>

#include "sim/check/config.h"
#include "sim/check/starter.h"
#include "tests/support/expect_error.h"
#include "tests/support/mutated.h"

namespace tessera {
namespace {

const std::string wholeConfig = R"(tessera_check = 1
baseline = "baseline.json"

[defaults]
target = "NUCLEO-L4R5ZI"
clock = "80MHz"
tolerance = "1%"
sram = "256KiB"

[[models]]
path = "models/*.onnx"
macs = "40M"
recompute = "10%"
tolerance = { sram = "512B", latency = "2ms" }

[[models]]
path = "b.tflite"
name = "b"
runtime = "tflm"
schedule = "patch:2x2@auto"
dtype = "float32"
sram = 1024
flash = "1MiB"
latency = "120ms"
input_shapes = { x = [1, 3, 8, 8] }
)";

CheckConfig configFrom(const std::string& text) { return readCheckConfig(text, "t.toml"); }

void expectWrong(const std::string& text, const std::vector<std::string>& words) {
  SCOPED_TRACE(text);
  test::expectError(ErrorCode::input, words, [&] { configFrom("tessera_check = 1\n" + text); });
}

TEST(ReadCheckConfig, ModelsHaveWhatTheDefaultsSayUnlessTheySayOtherwise) {
  const CheckConfig config = configFrom(wholeConfig);
  EXPECT_EQ(config.baseline, "baseline.json");
  ASSERT_EQ(config.entries.size(), 2U);
  const CheckEntry& first = config.entries[0];
  EXPECT_EQ(first.study.board, "NUCLEO-L4R5ZI");
  EXPECT_EQ(first.study.clock, Hertz(80'000'000));
  EXPECT_EQ(first.line, 11U);
  EXPECT_EQ(first.limits[Metric::sram]->value, 256 * 1024);
  EXPECT_EQ(first.limits[Metric::sram]->line, 8U);
  EXPECT_EQ(first.limits[Metric::macs]->value, 40'000'000);
  EXPECT_EQ(first.limits[Metric::recompute]->value, 100'000);
  EXPECT_FALSE(first.limits[Metric::flash]);
  EXPECT_EQ(first.tolerances[Metric::sram], (Tolerance{false, 512, "512B"}));
  EXPECT_EQ(first.tolerances[Metric::latency], (Tolerance{false, 2'000'000, "2ms"}));
  EXPECT_EQ(first.tolerances[Metric::macs], (Tolerance{true, 10'000, "1%"}));
  const CheckEntry& second = config.entries[1];
  EXPECT_EQ(second.name, "b");
  EXPECT_EQ(second.study.deployment, Deployment::float32);
  EXPECT_EQ(second.limits[Metric::sram]->value, 1024);
  EXPECT_EQ(second.limits[Metric::latency]->value, 120'000'000);
  EXPECT_EQ(second.study.inputShapes.at("x"), (Shape{1, 3, 8, 8}));
}

TEST(ReadCheckConfig, EntriesSayEverythingThatAStudyTakes) {
  const StudyRequest study = configFrom(R"(tessera_check = 1
[defaults]
count = ["elementwise_in_place=yes"]
order = "best"
[[models]]
path = "a.onnx"
tiles = "full"
stage_input = "streamed"
tile_buffers = "largest"
order_steps = 0
planner = "tflm"
planner_steps = 5000
rewrite = ["alias-reshapes"]
no_rewrite = ["fuse-pad", "fuse-bias"]
)")
                                 .entries[0]
                                 .study;
  EXPECT_EQ(study.switches, std::vector<std::string>{"elementwise_in_place=yes"});
  EXPECT_EQ(study.order, OrderKind::best);
  EXPECT_EQ(study.tiles, TilePolicy::full);
  EXPECT_EQ(study.stageInput, StageInput::streamed);
  EXPECT_EQ(study.tileBuffers, TileBuffers::largest);
  EXPECT_EQ(study.limits.orderSteps, 0);
  EXPECT_EQ(study.planner, PlannerKind::tflm);
  EXPECT_EQ(study.limits.planSteps, 5000);
  EXPECT_EQ(study.rewritesMade, std::vector<std::string>{"alias-reshapes"});
  EXPECT_EQ(study.rewritesNotMade, (std::vector<std::string>{"fuse-pad", "fuse-bias"}));
}

TEST(ReadCheckConfig, ErrorsSayFileLineKeyAndWhatWouldFixThem) {
  expectWrong("[[models]]\npath = \"a.onnx\"\nsramm = \"1KiB\"\n",
              {"t.toml:4:1: key 'models[0].sramm'", "did you mean 'sram'?"});
  expectWrong("[[models]]\nsram = \"1KiB\"\n", {"t.toml:2:", "no 'path'", "name the model"});
  expectWrong("[[models]]\npath = \"a\"\ntolerance = \"5\"\n",
              {"t.toml:4:1: key 'models[0].tolerance'", "the unit is required"});
  expectWrong("[[models]]\npath = \"a\"\ntolerance = 5\n", {"t.toml:4:1", "with its unit"});
  expectWrong("[[models]]\npath = \"a\"\ntolerance = { latency = \"5B\" }\n",
              {"key 'models[0].tolerance.latency'", "\"2ms\""});
  expectWrong("[[models]]\npath = \"a\"\nlatency = \"5\"\n", {"not a duration", "120ms"});
  expectWrong("[[models]]\npath = \"a\"\nsram = \"5 apples\"\n", {"not a size", "256KiB"});
  expectWrong("[[models]]\npath = \"a\"\nrecompute = \"10\"\n", {"not a share", "10%"});
  expectWrong("[[models]]\npath = \"a\"\nmacs = -1\n", {"no number of MACs", "40M"});
  expectWrong("[[models]]\npath = \"a\"\ndtype = \"int4\"\n", {"unknown value 'int4'", "int8"});
  expectWrong("[[models]]\npath = \"a\"\nclock = \"1GHz\"\n", {"a clock without a target"});
  expectWrong("[[models]]\npath = \"a\"\n\ntarget = \"NUCLEO-L4R5\"\n",
              {"t.toml:5:1: key 'models[0].target'", "did you mean 'NUCLEO-L4R5ZI'?"});
  expectWrong("[[models]]\npath = \"a\"\nruntime = \"tflmm\"\n", {"t.toml:4:1", "'tflm'"});
  expectWrong("[[models]]\npath = \"a\"\ndirection = \"down\"\n", {"t.toml:4:1", "both"});
  expectWrong("models = []\n", {"t.toml:2:1: key 'models'", "no models"});
  expectWrong("", {"no 'models'", "[[models]]"});
  test::expectError(ErrorCode::input, {"no 'tessera_check'", "tessera_check = 1"},
                    [] { configFrom("[defaults]\n"); });
}

TEST(ReadCheckConfig, AsksForAsMuchStrictnessAsItSays) {
  const std::string models = "[[models]]\npath = \"a.onnx\"\n";
  EXPECT_FALSE(configFrom("tessera_check = 1\n" + models).strict);
  EXPECT_FALSE(
      configFrom("tessera_check = 1\nrequire_baseline = false\n" + models).requireBaseline);
  const CheckConfig config =
      configFrom("tessera_check = 1\nrequire_baseline = true\nstrict = true\n" + models);
  EXPECT_EQ(config.requireBaseline, 2U);
  EXPECT_TRUE(config.strict);
  expectWrong("strictt = true\n" + models, {"t.toml:2:1: key 'strictt'", "did you mean 'strict'?"});
  expectWrong("strict = 1\n" + models, {"t.toml:2:1: key 'strict'", "true or false"});
}

TEST(ReadCheckConfig, TheStarterReadsBackWithEveryModel) {
  const std::vector<std::string> paths{"a.onnx", "b \"c\"\\\x01.tflite", "d\xc3\xa9.onnx"};
  const CheckConfig config =
      configFrom(starterConfig({{paths[0]}, {paths[1], {}, "cut short"}, {paths[2]}}));
  ASSERT_EQ(config.entries.size(), paths.size());
  EXPECT_EQ(config.entries[0].path, paths[0]);
  EXPECT_EQ(config.entries[2].path, paths[2]);
  EXPECT_FALSE(config.entries[0].limits[Metric::sram]);
}

TEST(ReadCheckConfig, TheStartersLimitsAreAboveTheFigures) {
  Amounts amounts;
  for (const std::int64_t amount : {1LL, 256LL, 49'152LL, 12'501'632LL, 2'000'000'000LL}) {
    for (const Metric metric : allMetrics) {
      if (metric != Metric::recompute) amounts[metric] = amount;
    }
    const CheckConfig config = configFrom(starterConfig({{"a.onnx", amounts}}));
    for (const Metric metric : allMetrics) {
      if (metric == Metric::recompute) continue;
      EXPECT_GE(config.entries[0].limits[metric]->value, amount + amount / 20);
      EXPECT_LE(config.entries[0].limits[metric]->value, amount + amount / 5 + 16);
    }
  }
}

TEST(LimitWithMargin, IsRoundedUpToWhatPeopleWrite) {
  EXPECT_EQ(limitWithMargin(Metric::sram, 49'152), "51KiB");
  EXPECT_EQ(limitWithMargin(Metric::sram, 256), "272B");
  EXPECT_EQ(limitWithMargin(Metric::sram, 4'720), "4992B");
  EXPECT_EQ(limitWithMargin(Metric::flash, 20 << 20), "21MiB");
  EXPECT_EQ(limitWithMargin(Metric::macs, 12'501'632), "13.2M");
  EXPECT_EQ(limitWithMargin(Metric::macs, 952'381), "1M");
  EXPECT_EQ(limitWithMargin(Metric::latency, 4'209'000), "4.42ms");
}

TEST(ReadCheckConfig, WhatTheStarterCommentsOutIsRightToo) {
  const std::regex commented("\n# ([a-z]+ = )");
  const CheckConfig config =
      configFrom(std::regex_replace(starterConfig({{"a.onnx"}}), commented, "\n$1"));
  EXPECT_EQ(config.baseline, "tessera-baseline.json");
  EXPECT_EQ(config.entries[0].study.board, "NUCLEO-L4R5ZI");
  for (const Metric metric : allMetrics) EXPECT_TRUE(config.entries[0].limits[metric]);
}

TEST(ReadCheckConfig, MutatedFilesAreReadOrRefusedByFileLineAndKey) {
  const std::regex place(R"(^t\.toml:\d+:\d+: (key '|no '))");
  const int refused = test::refusedOfMutated(wholeConfig, 4000, place, [](const std::string& text) {
    for (const CheckEntry& entry : configFrom(text).entries) EXPECT_FALSE(entry.path.empty());
  });
  EXPECT_GT(refused, 1000);
  EXPECT_LT(refused, 4000);
}

}  // namespace
}  // namespace tessera
