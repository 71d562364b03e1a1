#include "sim/target/read_runtime.h"

#include <gtest/gtest.h>

#include <fstream>
#include <functional>
#include <map>
#include <regex>
#include <sstream>

#include "tests/support/expect_error.h"
#include "tests/support/mutated.h"

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

TEST(ReadRuntime, ALatencyWithoutItsEngineIsReadBack) {
  const std::string text =
      withoutPart(withoutPart(calibratedToml, "engine = \"Engine\"\n"), "source = \"made up\"\n");
  const Runtime runtime = readRuntime(text, "mine.toml");
  EXPECT_EQ(readRuntime(writeRuntime(runtime), "again.toml"), runtime);
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

const std::string everythingToml = R"(tessera_runtime = 1
name = "tinyengine"
release = "v1.0"
bound = "a bound"
runs = "patches"
planner = "tinyengine"
interpreter = "none"
chips = ["Cortex-M4", "Cortex-M7"]
tiles = "full"
tile_buffers = "largest"
rewrites_made = ["all"]
rewrites_not_made = ["fuse-other-activation"]
sram_overhead_bytes = 4096
code_bytes = 61440
code_measured_bytes = [1000, 2000]

[count]
depthwise_in_place = "shared"
elementwise_in_place = "no"
all_overlap = "no"
residual_until = "add"
stage_input = "streamed"
scratch = "tinyengine"
tensor_rounding = "4"

[source]
planner = "firstFit.py"
scratch = "conv2d.py"
)";

TEST(ReadRuntime, AllOfARuntimeCanBeSaidWithoutABase) {
  Runtime runtime = readRuntime(everythingToml, "mine.toml");
  EXPECT_EQ(runtime.base, "");
  EXPECT_EQ(runtime.bound, "a bound");
  EXPECT_EQ(runtime.sramOverhead, Bytes(4096));
  EXPECT_EQ(runtime.codeBytes, Bytes(61440));
  EXPECT_EQ(runtime.codeMeasured, (ByteRange{Bytes(1000), Bytes(2000)}));
  const std::map<std::string, std::string> sources{{"planner", "firstFit.py"},
                                                   {"scratch", "conv2d.py"}};
  EXPECT_EQ(runtime.sources, sources);
  EXPECT_EQ(writeRuntime(runtime), everythingToml);

  const Runtime tinyengine = runtimeNamed("tinyengine");
  runtime.base = tinyengine.base;
  runtime.bound.clear();
  runtime.description = tinyengine.description;
  runtime.sources = tinyengine.sources;
  runtime.sramOverhead.reset();
  runtime.codeBytes.reset();
  runtime.codeMeasured.reset();
  runtime.release.clear();
  runtime.latency = tinyengine.latency;
  EXPECT_EQ(runtime, tinyengine);
}

TEST(ReadRuntime, WithoutABaseWhatIsNotSaidIsPlainLiveness) {
  Runtime runtime = readRuntime("tessera_runtime = 1\nname = \"mine\"\n", "mine.toml");
  EXPECT_EQ(runtime.name, "mine");
  runtime.name.clear();
  EXPECT_EQ(runtime, Runtime{});
}

TEST(ReadRuntime, EveryKeyOverridesTheBase) {
  const std::string text =
      "tessera_runtime = 1\nname = \"mine\"\nbase = \"tinyengine\"\nruns = \"layers\"\n"
      "planner = \"tflm\"\ninterpreter = \"tflm\"\ntiles = \"clipped\"\n"
      "tile_buffers = \"per-patch\"\nrewrites_made = []\nrewrites_not_made = [\"fuse-bias\"]\n"
      "sram_overhead_bytes = 0\ncode_bytes = 9\n\n[count]\ntensor_rounding = \"8\"\n\n"
      "[source]\nplanner = \"a paper\"\n";
  const Runtime runtime = readRuntime(text, "mine.toml");
  Runtime expected = runtimeNamed("tinyengine");
  expected.name = "mine";
  expected.description = "";
  expected.runs = Runs::layers;
  expected.planner = PlannerKind::tflm;
  expected.interpreter = Interpreter::tflm;
  expected.tiles = TilePolicy::clipped;
  expected.tileBuffers = TileBuffers::perPatch;
  expected.rewritesMade = {};
  expected.rewritesNotMade = {"fuse-bias"};
  expected.sramOverhead = Bytes(0);
  expected.codeBytes = Bytes(9);
  expected.roundTo = 8;
  expected.sources["planner"] = "a paper";
  expected.latency.reset();
  EXPECT_EQ(runtime, expected);
  EXPECT_EQ(writeRuntime(runtime), text);
}

TEST(ReadRuntime, ALatencyIsNotTakenOver) {
  const std::string text = "tessera_runtime = 1\nname = \"mine\"\nbase = \"tflm\"\n";
  EXPECT_TRUE(runtimeNamed("tflm").latency);
  EXPECT_FALSE(readRuntime(text, "mine.toml").latency);
}

TEST(ReadRuntime, SizesMayHaveAUnit) {
  const std::string text =
      "tessera_runtime = 1\nname = \"mine\"\nsram_overhead_bytes = \"4KiB\"\n"
      "code_bytes = \"60 kB\"\n";
  const Runtime runtime = readRuntime(text, "mine.toml");
  EXPECT_EQ(runtime.sramOverhead, Bytes(4096));
  EXPECT_EQ(runtime.codeBytes, Bytes(60000));
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

/// Reads the text with a part of it replaced.
std::function<void()> readsWith(const std::string& whole, const std::string& from,
                                const std::string& to) {
  return [=] {
    std::string text = whole;
    readRuntime(text.replace(text.find(from), from.size(), to), "mine.toml");
  };
}

TEST(ReadRuntime, ErrorsNameLineAndKey) {
  const auto read = [](const std::string& from, const std::string& to) {
    return readsWith(calibratedToml, from, to);
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
  expectError(ErrorCode::input, {"mine.toml:4", "base", "hale", "one of: ", "paper"},
              read("base = \"tflm\"", "base = \"hale\""));
}

TEST(ReadRuntime, ALatencyOfNoBoardIsRefused) {
  std::string text = calibratedToml.substr(0, calibratedToml.find("\n[latency.factors]"));
  test::expectError(ErrorCode::input, {"mine.toml", "latency", "boards"},
                    [&] { readRuntime(text, "mine.toml"); });
  text += "boards = []\n";
  test::expectError(ErrorCode::input, {"mine.toml", "key 'latency.boards'", "no boards"},
                    [&] { readRuntime(text, "mine.toml"); });
}

TEST(ReadRuntime, ErrorsInRulesNameLineAndKey) {
  using test::expectError;
  const auto read = [](const std::string& from, const std::string& to) {
    return readsWith(everythingToml, from, to);
  };
  const auto expect = [&](std::vector<std::string> parts, const std::string& from,
                          const std::string& to) {
    expectError(ErrorCode::input, parts, read(from, to));
  };
  expect({"mine.toml:5:1", "'runs'", "'patch'", "did you mean 'patches'"}, "\"patches\"",
         "\"patch\"");
  expect({"mine.toml:6:1", "'planner'", "'best'", "one of: exact, tflm, tinyengine"},
         "planner = \"tinyengine\"", "planner = \"best\"");
  expect({"mine.toml:7:1", "'interpreter'", "'nine'", "'none'"}, "\"none\"", "\"nine\"");
  expect({"mine.toml:9:1", "'tiles'", "a boolean where a string"}, "\"full\"", "true");
  expect({"mine.toml:10:1", "'tile_buffer'", "unknown key", "tile_buffers"}, "tile_buffers",
         "tile_buffer");
  expect({"mine.toml:11", "'rewrites_made[0]'", "'al'", "'all'"}, "[\"all\"]", "[\"al\"]");
  expect({"mine.toml:11:1", "'rewrites_made'", "a string where a list"}, "[\"all\"]", "\"all\"");
  expect({"mine.toml:12", "'rewrites_not_made[0]'", "fuse-other-activation"},
         "fuse-other-activation", "fuse-other-activations");
  expect({"mine.toml:13:1", "'sram_overhead_bytes'", "a size of -1 B", "from 0 B to 4 GiB"}, "4096",
         "-1");
  expect({"mine.toml:13:1", "'sram_overhead_bytes'", "a boolean where a size"}, "4096", "true");
  expect({"mine.toml:14:1", "'code_bytes'", "'much' is not a size", "\"256KiB\""}, "61440",
         "\"much\"");
  expect({"mine.toml:14:1", "'code_bytes'", "a size of", "4 GiB"}, "61440", "99999999999");
  expect({"mine.toml:27", "'source.planer'", "'planner'"}, "planner = \"firstFit",
         "planer = \"firstFit");
  expect({"mine.toml:27", "'source.planner'", "an empty text"}, "\"firstFit.py\"", "\"\"");
}

TEST(ReadRuntime, TheDocumentationsExamplesAreRead) {
  std::size_t examples = 0;
  for (const char* page : {"/docs/runtimes.md", "/docs/latency.md"}) {
    std::ifstream file(std::string(TESSERA_SOURCE_DIR) + page);
    std::ostringstream text;
    text << file.rdbuf();
    const std::string mark = "```toml\n";
    const std::size_t begin = text.str().find(mark) + mark.size();
    const std::string example = text.str().substr(begin, text.str().find("```", begin) - begin);
    EXPECT_NO_THROW(readRuntime(example, page)) << example;
    examples += example.find("tessera_runtime") != std::string::npos ? 1 : 0;
  }
  EXPECT_EQ(examples, 2U);
}

TEST(ReadRuntime, MutatedFilesAreReadOrRefusedByFileLineAndKey) {
  const std::regex place(R"(^my\.toml:\d+:\d+: (key '|no '))");
  const int refused =
      test::refusedOfMutated(everythingToml, 2000, place, [](const std::string& text) {
        const std::string written = writeRuntime(readRuntime(text, "my.toml"));
        EXPECT_EQ(writeRuntime(readRuntime(written, "again.toml")), written);
      });
  EXPECT_GT(refused, 1000);
  EXPECT_LT(refused, 2000);
}

}  // namespace
}  // namespace tessera
