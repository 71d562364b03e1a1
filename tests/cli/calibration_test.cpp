// What the runtimes' files hold follows from the published measurements, where they are.
#ifdef TESSERA_DATA_DIR

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <string>

#include "sim/target/runtime.h"
#include "tests/cli/case_file.h"
#include "tests/cli/files.h"
#include "tests/support/temp_folder.h"

namespace tessera::test {
namespace {

const std::string measurements = TESSERA_DATA_DIR "/measured_calibration.csv";

std::string committed(const std::string& name) {
  return TESSERA_SOURCE_DIR "/sim/target/runtimes/" + name + ".toml";
}

/// The command that a runtime says made its latency, on the measurements at `csv`, written to
/// `output`.
std::string commandOf(const std::string& name, const std::string& csv, const std::string& output) {
  std::string command = runtimeNamed(name).latency->source;
  const std::string file = "measured_calibration.csv";
  command.replace(command.find(file), file.size(), "'" + csv + "'");
  return command + " --models '" TESSERA_DATA_DIR "/models' --base '" + committed(name) + "' -o '" +
         output + "'";
}

class CalibratedRuntime : public testing::TestWithParam<std::string> {
 protected:
  TempFolder folder;
  std::string output = (folder.path() / (GetParam() + ".toml")).string();
};

TEST_P(CalibratedRuntime, IsWhatItsOwnCommandMakes) {
  const CommandCase run = runCommand(commandOf(GetParam(), measurements, output));
  ASSERT_EQ(run.exitCode, 0) << run.err;
  EXPECT_EQ(textOf(output), textOf(committed(GetParam())));
}

/// All clocks, and so all measured cycles, doubled: the boards' scales double, but for the cost of
/// a flash byte, which is held weakly to what is usual.
TEST_P(CalibratedRuntime, FollowsTheMeasurements) {
  const std::string csv = (folder.path() / "measured_calibration.csv").string();
  {
    std::ifstream from(measurements);
    std::ofstream to(csv);
    std::string line;
    std::getline(from, line);
    std::istringstream header(line);
    std::ptrdiff_t column = 0;
    for (std::string name; std::getline(header, name, ',') && name != "clock_mhz";) ++column;
    to << line << '\n';
    while (std::getline(from, line)) {
      // The clock stands before every quoted cell.
      auto begin = line.begin();
      for (std::ptrdiff_t i = 0; i < column; ++i) begin = std::find(begin, line.end(), ',') + 1;
      const auto end = std::find(begin, line.end(), ',');
      const double clock = std::stod(std::string(begin, end));
      to << std::string(line.begin(), begin) << 2 * clock << std::string(end, line.end()) << '\n';
    }
  }
  const CommandCase run = runCommand(commandOf(GetParam(), csv, output));
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
                         testing::Values("st-balanced", "st-time", "hale", "tflm", "microtvm"),
                         [](const auto& info) {
                           std::string name = info.param;
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

}  // namespace
}  // namespace tessera::test

#endif
