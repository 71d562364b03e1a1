// `tessera fit`: the screen that answers, and advice that is computed.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "tests/cli/case_file.h"

namespace tessera::test {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr const char* tooLarge = "tessera fit sample_models/mbv2-w0.35-r144-int8.onnx";

json jsonOf(const std::string& command, int exitCode) {
  const CommandCase run = runCommand(command + " --format json");
  EXPECT_EQ(run.exitCode, exitCode) << run.err;
  return json::parse(run.out);
}

class Advised : public testing::TestWithParam<const char*> {};

/// Each command, as printed, finds the promised figure.
TEST_P(Advised, EveryLineIsReproducedByItsCommand) {
  const json report = jsonOf(std::string("tessera fit ") + GetParam(), 5);
  EXPECT_THAT(report["advice"], Not(IsEmpty()));
  for (const json& advice : report["advice"]) {
    const json& promised = advice["combination"];
    const json again =
        jsonOf(promised["command"].get<std::string>(), promised["fits"].get<bool>() ? 0 : 5);
    const json& found = again["combinations"][0];
    EXPECT_EQ(found["sram"]["needed_bytes"], promised["sram"]["needed_bytes"])
        << promised["command"];
    EXPECT_EQ(found["verdict"], promised["verdict"]) << promised["command"];
    EXPECT_EQ(found["executed_macs"], promised["executed_macs"]) << promised["command"];
  }
}

INSTANTIATE_TEST_SUITE_P(
    Questions, Advised,
    testing::Values("sample_models/mbv2-w0.35-r144-int8.onnx --target NUCLEO-F446RE",
                    "sample_models/mbv2-w0.35-r144-int8.onnx --sram 200KiB",
                    "sample_models/ds-cnn.onnx --sram 12KiB --runtime hale",
                    "tests/cli/models/branches.onnx --sram 1KiB --runtime microtvm",
                    "sample_models/mobilenetv1-0.25-96-int8.onnx --target nucleo-f411re "
                    "--schedule patch:2x2@auto --runtime microtvm --sram 20KiB"));

TEST(Fit, ATfliteFileIsJudgedAsTfliteMicroRunsIt) {
  const json report =
      jsonOf("tessera fit tests/cli/models/tiny_convnet.tflite --target nucleo-f446re", 0);
  ASSERT_EQ(report["combinations"].size(), 1U);
  EXPECT_EQ(report["combinations"][0]["runtime"], "tflm");
  EXPECT_EQ(report["combinations"][0]["basis"], "exact");
  EXPECT_THAT(report["advice"], IsEmpty());
}

TEST(Fit, AnOnnxFileHasARowForEachRuntimeOfTheBoard) {
  const auto runtimes = [](const std::string& board) {
    std::vector<std::string> names;
    const json report = jsonOf("tessera fit sample_models/ds-cnn.onnx --target " + board, 0);
    for (const json& row : report["combinations"]) names.push_back(row["runtime"]);
    return names;
  };
  EXPECT_THAT(runtimes("NUCLEO-L4R5ZI"),
              testing::UnorderedElementsAre("hale", "microtvm", "tflm", "tinyengine", "st-balanced",
                                            "st-time"));
  EXPECT_THAT(runtimes("nRF52840-DK"), Not(testing::Contains("st-balanced")));
  EXPECT_THAT(runtimes("ESP32-DevKitC"), Not(testing::Contains("tinyengine")));
}

TEST(Fit, ABoundNeverFits) {
  const json report = jsonOf(
      "tessera fit sample_models/ds-cnn.onnx --runtime st-balanced --target STM32F746G-DISCO", 5);
  EXPECT_EQ(report["combinations"][0]["verdict"], "needs at least");
}

TEST(Fit, ATimeThatIsNotKnownIsNoPromise) {
  const json report = jsonOf(
      "tessera fit sample_models/ds-cnn.onnx --runtime hale --target ek-ra8d1 --latency 1s", 5);
  EXPECT_EQ(report["combinations"][0]["verdict"], "time unknown");
}

TEST(Fit, WhatFitsComesFirst) {
  const json report = jsonOf(std::string(tooLarge) + " --target all", 0);
  bool fits = true;
  for (const json& row : report["combinations"]) {
    EXPECT_TRUE(fits || !row["fits"].get<bool>());
    fits = row["fits"].get<bool>();
  }
  EXPECT_FALSE(fits) << "the last one does not";
}

TEST(Fit, SeveralModelsAreOneTableAndABrokenOneIsARow) {
  const CommandCase run = runCommand(
      "tessera fit sample_models/ds-cnn.onnx nothere.onnx --target nucleo-f446re --target "
      "nrf52840-dk");
  EXPECT_EQ(run.exitCode, 3) << "whatever the others come to: " << run.err;
  EXPECT_THAT(run.out, HasSubstr("no figures"));
  EXPECT_THAT(run.out, HasSubstr("nothere.onnx: cannot read the model"));
}

/// What the figures leave out stands beside them.
TEST(Fit, CaveatsAreTold) {
  const json open =
      jsonOf("tessera fit tests/cli/models/open_extents.tflite --target nucleo-f446re", 0);
  EXPECT_THAT(open["combinations"][0]["warnings"][0].get<std::string>(), HasSubstr("taken as 1"));
  const json unknown = jsonOf(
      "tessera fit tests/cli/models/custom-domain-shaped.onnx --runtime hale --sram 1MiB", 0);
  EXPECT_THAT(unknown["combinations"][0]["warnings"].dump(), HasSubstr("unknown work"));
}

/// The file that an interpreter would have then is smaller too.
TEST(Fit, AnotherTypeChangesTheModelsFile) {
  const auto row = [](const std::string& type) {
    const json report = jsonOf(
        "tessera fit tests/cli/models/tiny_convnet.tflite --target nucleo-f446re --dtype " + type,
        0);
    return report["combinations"][0];
  };
  const json stored = row("as-stored");
  const json real = row("float32");
  EXPECT_EQ(stored["basis"], "exact");
  EXPECT_EQ(real["basis"], "modelled");
  EXPECT_GT(real["flash"]["needed_bytes"], stored["flash"]["needed_bytes"]);
}

TEST(Fit, AnOrderThatARuntimeDoesNotHaveLeavesThatRuntimeOut) {
  const json report =
      jsonOf("tessera fit tests/cli/models/branches.onnx --target nucleo-f446re --order best", 0);
  for (const json& row : report["combinations"]) EXPECT_NE(row["runtime"], "st-balanced");
}

TEST(Fit, ASlowRunIsToldItsTimeAndAFasterBoard) {
  const json report =
      jsonOf("tessera fit sample_models/ds-cnn.onnx --target nucleo-f446re --latency 20ms", 5);
  EXPECT_EQ(report["combinations"][0]["verdict"], "too slow");
  EXPECT_THAT(report["advice"][0]["change"].get<std::string>(), HasSubstr("on "));
  EXPECT_TRUE(report["advice"][0]["combination"]["in_time"].get<bool>());
}

class Widths : public testing::TestWithParam<int> {};

TEST_P(Widths, TheVerdictIsInTheFirstLinesAndTheLastAndNoNameIsCut) {
  const std::string columns = "COLUMNS=" + std::to_string(GetParam()) + " ";
  const CommandCase run = runCommand(columns + tooLarge + " --target NUCLEO-F446RE --color never");
  EXPECT_EQ(run.exitCode, 5);
  EXPECT_THAT(run.out, Not(HasSubstr("…")));
  EXPECT_THAT(run.out, HasSubstr("NUCLEO-F446RE"));
  EXPECT_THAT(run.out, HasSubstr("--schedule patch:2x2@b1.project --runtime tinyengine"));
  std::vector<std::string> lines;
  std::istringstream text(run.out);
  for (std::string line; std::getline(text, line);) lines.push_back(line);
  const auto verdict = [](const std::string& line) {
    return line.find("does not fit") != std::string::npos;
  };
  EXPECT_TRUE(std::any_of(lines.begin(), lines.begin() + 4, verdict));
  EXPECT_TRUE(std::any_of(lines.end() - 3, lines.end(), verdict)) << "of what scrolls";
}

INSTANTIATE_TEST_SUITE_P(Columns, Widths, testing::Values(60, 80, 100, 160));

/// Lines without the commands that a user copies.
std::size_t widestLine(const std::string& text) {
  std::size_t widest = 0;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) {
    if (line.find("tessera fit ") == std::string::npos) widest = std::max(widest, line.size());
  }
  return widest;
}

TEST(Fit, SeveralRuntimesAndBoardsFoldIntoANarrowTerminal) {
  const std::string narrow = "COLUMNS=60 tessera fit sample_models/ds-cnn.onnx";
  for (const char* of : {"", " --target NUCLEO-L4R5ZI --target NUCLEO-F446RE",
                         " --target NUCLEO-L4R5ZI --runtime tflm --runtime hale",
                         " --target NUCLEO-L4R5ZI --latency 20ms"}) {
    const CommandCase run = runCommand(narrow + of);
    EXPECT_LE(widestLine(run.out), 60U) << run.out;
    EXPECT_THAT(run.out, HasSubstr("verdict"));
  }
}

TEST(Fit, WhereItFitsItIsOneScreen) {
  const CommandCase run = runCommand(
      "COLUMNS=80 tessera fit tests/cli/models/tiny_convnet.tflite --target nucleo-f446re");
  EXPECT_LE(std::count(run.out.begin(), run.out.end(), '\n'), 24);
  EXPECT_THAT(run.out, HasSubstr("fits under tflm"));
}

}  // namespace
}  // namespace tessera::test
