// No two commands disagree on whether a model fits a board: every published model on every board,
// and the programs' exit codes at the border.
#ifdef TESSERA_DATA_DIR

#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "cli/model_reader.h"
#include "sim/study/budgets.h"
#include "sim/study/demand.h"
#include "sim/study/study.h"
#include "sim/target/devices.h"
#include "tests/cli/case_file.h"
#include "tests/cli/files.h"
#include "tests/cli/published_models.h"

namespace tessera::test {
namespace {

namespace fs = std::filesystem;

SimulationReport simulatedOn(const fs::path& model, const std::string& board) {
  StudyRequest request;
  request.board = board;
  return studyOf(model.string(), request, cli::modelReader(cli::Verbosity::quiet)).simulation();
}

class FitsAgree : public testing::TestWithParam<fs::path> {};

/// A run differs between boards only by the kernels of their core.
TEST_P(FitsAgree, NoBoardThatTheFileAloneExceedsFits) {
  std::map<Kernels, SimulationReport> runs;
  for (const Device& device : builtInDevices()) {
    StudyRequest request;
    request.board = device.name;
    const Kernels kernels = runtimeOf(request, true).rules.scratch;
    auto run = runs.find(kernels);
    if (run == runs.end()) run = runs.emplace(kernels, simulatedOn(GetParam(), device.name)).first;
    const SimulationReport& report = run->second;
    const DeviceFit fit = fitOf(device, demandOf(report.runtime, report.model, report.run));
    const auto file = static_cast<std::int64_t>(fs::file_size(GetParam()));
    ASSERT_EQ(report.model.interpretedBytes, Bytes(file));
    if (fit.flash) {
      EXPECT_GE(fit.flash->needed, Bytes(file)) << device.name;
    }
    EXPECT_GE(fit.sram.needed, report.run.arena->plan.arena) << device.name;
  }
}

/// The boards with the smallest margin on either side of "fits".
std::vector<std::string> borderOf(const fs::path& model) {
  std::optional<std::pair<Bytes, std::string>> above;
  std::optional<std::pair<Bytes, std::string>> below;
  const SimulationReport report = simulatedOn(model, "NUCLEO-F446RE");
  for (const Device& device : builtInDevices()) {
    const DeviceFit fit = fitOf(device, demandOf(report.runtime, report.model, report.run));
    const Bytes margin = fit.sram.margin();
    auto& side = fit.sram.fits() ? above : below;
    const bool closer = !side || (fit.sram.fits() ? margin < side->first : margin > side->first);
    if (closer) side = {margin, device.name};
  }
  std::vector<std::string> boards;
  if (above) boards.push_back(above->second);
  if (below) boards.push_back(below->second);
  return boards;
}

TEST_P(FitsAgree, CommandsGiveOneAnswer) {
  for (const std::string& board : borderOf(GetParam())) {
    const std::string model = "'" + GetParam().string() + "'";
    const std::string on = " --target '" + board + "' --format json";
    const CommandCase simulate = runCommand("tessera simulate " + model + on);
    const CommandCase plan = runCommand("tessera plan " + model + on);
    const CommandCase compare = runCommand("tessera compare " + model + " layer" + on);
    const auto report = nlohmann::json::parse(simulate.out, nullptr, false);
    ASSERT_TRUE(report.contains("fits")) << simulate.err;
    const auto& fits = report["fits"];
    const bool sram = fits["sram"]["margin_bytes"] >= 0;
    const bool flash = !fits.contains("flash") || fits["flash"]["margin_bytes"] >= 0;
    EXPECT_EQ(simulate.exitCode, sram && flash ? 0 : 5) << board;
    EXPECT_EQ(compare.exitCode, simulate.exitCode) << board;
    EXPECT_EQ(plan.exitCode, simulate.exitCode) << board << " " << plan.err;
    EXPECT_EQ(nlohmann::json::parse(plan.out, nullptr, false)["fits"], fits) << board;
    EXPECT_EQ(nlohmann::json::parse(compare.out, nullptr, false)["runs"][0]["fits"], fits) << board;
  }
}

INSTANTIATE_TEST_SUITE_P(Published, FitsAgree, testing::ValuesIn(publishedModels()), publishedName);

}  // namespace
}  // namespace tessera::test

#endif
