// Every command that prints a figure of a run prints the same one, each time and on any number of
// cores.

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "tests/cli/case_file.h"
#include "tests/cli/files.h"
#include "tests/support/temp_folder.h"

namespace tessera::test {
namespace {

using nlohmann::json;

struct Setting {
  const char* name;
  const char* model;
  const char* schedule;
  const char* options;
};

void PrintTo(const Setting& setting, std::ostream* out) { *out << setting.name; }

std::string printed(const std::string& command) {
  const CommandCase run = runCommand(command);
  const bool doesNotFit = run.exitCode == 5;
  EXPECT_TRUE(run.exitCode <= 1 || doesNotFit) << command << "\n" << run.err;
  return run.out;
}

json reported(const std::string& command) {
  const std::string text = printed(command + " --format json");
  return json::parse(text, nullptr, false);
}

/// The keys that two objects share have the same values; there must be some.
void expectAgreement(const json& one, const json& other, const std::string& what) {
  std::size_t shared = 0;
  for (const auto& [key, value] : one.items()) {
    if (!other.contains(key)) continue;
    ++shared;
    EXPECT_EQ(value, other[key]) << what << ": " << key;
  }
  EXPECT_GE(shared, 3U) << what;
}

class SameFigures : public testing::TestWithParam<Setting> {
 protected:
  std::string command(const std::string& name) const {
    return "tessera " + name + " " + GetParam().model + " " + GetParam().options;
  }
  std::string scheduled(const std::string& name) const {
    return command(name) + " --schedule " + GetParam().schedule;
  }
  json simulated() const { return reported(scheduled("simulate")); }
};

TEST_P(SameFigures, SimulateAndPlan) {
  const json run = simulated();
  const json plan = reported(scheduled("plan"));
  EXPECT_EQ(run["totals"], plan["totals"]);
  expectAgreement(run["plan"], plan["plan"], "plan");
  EXPECT_EQ(run.value("fits", json()), plan.value("fits", json()));
  // A capacity that the least arena fits changes nothing.
  const json roomy = reported(scheduled("plan") + " --capacity 64MiB");
  EXPECT_EQ(run["totals"], roomy["totals"]);
}

TEST_P(SameFigures, SimulateAndCompare) {
  const json run = simulated();
  const json compared = reported(command("compare") + " layer " + GetParam().schedule);
  json totals = compared["runs"][1]["totals"];
  totals.erase("overlap_cycles");
  EXPECT_EQ(run["totals"], totals);
  EXPECT_EQ(run["plan"], compared["runs"][1]["plan"]);
}

TEST_P(SameFigures, SimulateAndWhatTheSearchRecommends) {
  const TempFolder folder;
  const std::string file = (folder.path() / "schedule.json").string();
  const json found = reported(command("search") + " --max-grid 3 --save-schedule '" + file + "'");
  const json run = reported(command("simulate") + " --schedule '" + file + "'");
  EXPECT_EQ(found["plan"], run["plan"]);
  const json& totals = found.contains("recommended") && found["recommended"].is_number()
                           ? found["candidates"][found["recommended"].get<std::size_t>()]
                           : found["layer_wise"];
  expectAgreement(totals.contains("totals") ? totals["totals"] : totals, run["totals"], "search");
}

/// Both have the SRAM in all and the time in nanoseconds.
TEST_P(SameFigures, SimulateDiffAndCheck) {
  const json run = simulated();
  const json diff =
      reported("tessera diff " + std::string(GetParam().model) + " " + GetParam().model + " " +
               GetParam().options + " --schedule " + GetParam().schedule);
  const json& totals = diff["new"]["totals"];
  EXPECT_EQ(diff["old"]["totals"], totals);
  EXPECT_EQ(totals["macs"], run["totals"]["executed_macs"]);
  EXPECT_EQ(totals["recomputed_macs"], run["totals"]["recomputed_macs"]);
  EXPECT_EQ(totals["flash_bytes"], run["totals"]["flash_bytes"]);
  const json& sram = run["totals"].contains("sram_bytes") ? run["totals"]["sram_bytes"]
                                                          : run["totals"]["arena_bytes"];
  EXPECT_EQ(totals["sram_bytes"], sram);
}

TEST_P(SameFigures, TwiceAndOnOneCore) {
  for (const std::string& command :
       {scheduled("simulate"), scheduled("plan"), command("search") + " --max-grid 3",
        command("compare") + " layer " + GetParam().schedule}) {
    const std::string first = printed(command);
    EXPECT_EQ(printed(command), first);
    EXPECT_EQ(printed("taskset -c 0 " + command), first);
  }
}

constexpr const char* mobilenet = "sample_models/mbv2-w0.35-r144-int8.onnx";

INSTANTIATE_TEST_SUITE_P(
    Cli, SameFigures,
    testing::Values(Setting{"layers", "sample_models/resnet8-int8.onnx", "layer", ""},
                    Setting{"patches", mobilenet, "patch:3x3@b2.add", "--target NUCLEO-F446RE"},
                    Setting{"full_tiles", mobilenet, "patch:4x4@b2.add",
                            "--runtime tinyengine --target STM32F746G-DISCO"},
                    Setting{"latency", mobilenet, "patch:2x2@b2.add",
                            "--runtime st-balanced --target NUCLEO-H743ZI2 --clock 400MHz"},
                    Setting{"interpreter", "sample_models/ds-cnn.onnx", "layer",
                            "--runtime tflm --target NUCLEO-L4R5ZI"},
                    Setting{"tflite", "tests/cli/models/tiny_convnet.tflite", "layer", ""},
                    Setting{"best_order", "tests/cli/models/branches.onnx", "layer",
                            "--order best"},
                    Setting{"planner", mobilenet, "patch:3x3@b2.add",
                            "--planner tflm --stage-input streamed --tile-buffers largest"},
                    Setting{"few_steps", "sample_models/mcunet-vww0-int8.onnx", "patch:3x3@auto",
                            "--planner-steps 50 --runtime paper --count elementwise_in_place=yes"},
                    Setting{"rewrites", "sample_models/resnet8-int8.onnx", "layer",
                            "--no-rewrite fuse-activation --dtype float32"}),
    [](const testing::TestParamInfo<Setting>& info) { return std::string(info.param.name); });

}  // namespace
}  // namespace tessera::test
