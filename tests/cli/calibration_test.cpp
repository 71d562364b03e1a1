// What the runtimes' files hold follows from the published measurements, where they are.
#ifdef TESSERA_DATA_DIR

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "sim/target/runtime.h"
#include "tests/cli/case_file.h"
#include "tests/cli/files.h"
#include "tests/support/temp_folder.h"

namespace tessera::test {
namespace {

namespace fs = std::filesystem;

std::string committed(const std::string& name) {
  return TESSERA_SOURCE_DIR "/sim/target/runtimes/" + name + ".toml";
}

/// The published measurements, and those that Tessera carries.
std::vector<fs::path> measurementFiles() {
  return {TESSERA_DATA_DIR "/measured_calibration.csv", TESSERA_DATA_DIR "/measured_more.csv",
          TESSERA_DATA_DIR "/measured_tinyengine.csv",
          TESSERA_SOURCE_DIR "/sim/target/measurements/onnc.csv"};
}

/// The command that a runtime says made its latency, on the measurements in `folder`, where the
/// networks of measured_tinyengine.csv are too.
std::string commandOf(const std::string& name, const fs::path& folder, const std::string& output) {
  std::string command = runtimeNamed(name).latency->source;
  for (const fs::path& file : measurementFiles()) {
    const std::string bare = file.filename().string();
    const std::size_t at = command.find(" " + bare);
    if (at != std::string::npos) command.replace(at + 1, bare.size(), (folder / bare).string());
  }
  return command + " --models '" TESSERA_DATA_DIR "/models' --models '" + folder.string() +
         "' --base '" + committed(name) + "' --save-runtime '" + output + "'";
}

void makeNetworks(const fs::path& folder) {
  for (const char* name :
       {"mcunet-vww0", "mcunet-vww1", "mcunet-in0", "mcunet-in1", "mcunet-in2", "proxyless-w0.3"}) {
    const CommandCase made = runCommand(
        std::string("tessera-make-sample sample_models/architectures/") + name +
        ".json --dtype int8 -o '" + (folder / (std::string(name) + ".onnx")).string() + "'");
    ASSERT_EQ(made.exitCode, 0) << made.err;
  }
}

/// The lines of a CSV file with the numbers under `clock_mhz` doubled. They stand before every
/// quoted cell.
void copyWithClocksDoubled(const fs::path& from, const fs::path& to) {
  std::ifstream in(from);
  std::ofstream out(to);
  std::string line;
  std::getline(in, line);
  std::istringstream header(line);
  std::ptrdiff_t column = 0;
  for (std::string name; std::getline(header, name, ',') && name != "clock_mhz";) ++column;
  out << line << '\n';
  while (std::getline(in, line)) {
    auto begin = line.begin();
    for (std::ptrdiff_t i = 0; i < column; ++i) begin = std::find(begin, line.end(), ',') + 1;
    const auto end = std::find(begin, line.end(), ',');
    const double clock = std::stod(std::string(begin, end));
    out << std::string(line.begin(), begin) << 2 * clock << std::string(end, line.end()) << '\n';
  }
}

class CalibratedRuntime : public testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    const std::string source = runtimeNamed(GetParam()).latency->source;
    if (source.find("measured_tinyengine") != std::string::npos) makeNetworks(folder.path());
  }

  TempFolder folder;
  std::string output = (folder.path() / (GetParam() + ".toml")).string();
};

TEST_P(CalibratedRuntime, IsWhatItsOwnCommandMakes) {
  for (const fs::path& file : measurementFiles()) {
    fs::copy_file(file, folder.path() / file.filename());
  }
  const CommandCase run = runCommand(commandOf(GetParam(), folder.path(), output));
  ASSERT_EQ(run.exitCode, 0) << run.err;
  EXPECT_EQ(textOf(output), textOf(committed(GetParam())));
}

/// All clocks, and so all measured cycles, doubled: the boards' scales double, but for the cost of
/// a flash byte, which is held weakly to what is usual.
TEST_P(CalibratedRuntime, FollowsTheMeasurements) {
  for (const fs::path& file : measurementFiles()) {
    copyWithClocksDoubled(file, folder.path() / file.filename());
  }
  const CommandCase run = runCommand(commandOf(GetParam(), folder.path(), output));
  ASSERT_EQ(run.exitCode, 0) << run.err;
  const std::string changed = textOf(output);
  EXPECT_NE(changed, textOf(committed(GetParam())));
  const auto firstScale = [](const std::string& text) {
    const std::string key = "\nscale = ";
    return std::stod(text.substr(text.find(key) + key.size()));
  };
  EXPECT_NEAR(firstScale(changed) / firstScale(textOf(committed(GetParam()))), 2, 0.1);
}

INSTANTIATE_TEST_SUITE_P(Runtimes, CalibratedRuntime,
                         testing::Values("st-balanced", "st-time", "hale", "plumerai",
                                         "plumerai-2022", "tflm", "tflm-reference", "tinyengine",
                                         "microtvm", "onnc"),
                         [](const auto& info) {
                           std::string name = info.param;
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

}  // namespace
}  // namespace tessera::test

#endif
