#include "gui/models/execute.h"

#include <gtest/gtest.h>

#include <QProcess>
#include <QTemporaryDir>
#include <filesystem>
#include <fstream>

#include "gui/models/cli_command.h"
#include "sim/report/simulation_data.h"
#include "tests/gui/support.h"

namespace tessera::gui {
namespace {

/// What the command that the GUI copies prints.
std::string printedByCommand(const std::string& path, const RunSettings& settings) {
  const QString command = QString::fromStdString(cliCommand(path, settings) + " --format json");
  QProcess shell;
  QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
  environment.insert(QStringLiteral("PATH"), QStringLiteral(TESSERA_BINARY_DIR "/bin:") +
                                                 environment.value(QStringLiteral("PATH")));
  shell.setProcessEnvironment(environment);
  shell.start(QStringLiteral("sh"), {QStringLiteral("-c"), command});
  EXPECT_TRUE(shell.waitForFinished(60'000));
  EXPECT_EQ(shell.exitCode(), 0) << shell.readAllStandardError().toStdString();
  return shell.readAllStandardOutput().toStdString();
}

class SameAsTheCli : public testing::TestWithParam<const char*> {};

TEST_P(SameAsTheCli, EveryNumber) {
  const std::string path = test::sample(GetParam());
  std::vector<RunSettings> all(5);
  all[1].schedule = "patch:2x2@auto";
  all[1].runtime = "paper";
  all[2].schedule = "patch:3x2@auto";
  all[2].tiles = TilePolicy::full;
  all[2].stageInput = StageInput::streamed;
  all[2].tileBuffers = TileBuffers::largest;
  all[2].board = "NUCLEO-H743ZI2";
  all[3].runtime = "st-balanced";
  all[3].board = "NUCLEO-H743ZI2";
  all[3].clock = Hertz(400'000'000);
  all[4].runtime = "tflm";
  all[4].deployment = Deployment::float32;
  all[4].switches = {"depthwise_in_place=yes"};
  for (const RunSettings& settings : all) {
    SCOPED_TRACE(cliCommand(path, settings));
    EXPECT_EQ(simulationJson(test::runOf(path, settings)->report),
              printedByCommand(path, settings));
  }
}

/// The command has defaults of its own for a file that an interpreter runs as it stands.
TEST(CopiedCommand, SaysWhatIsUnusualOfATfliteFile) {
  const std::string path =
      std::string(TESSERA_SOURCE_DIR) + "/tests/cli/models/tiny_convnet.tflite";
  std::vector<RunSettings> all(4);
  all[3].order = OrderKind::best;
  all[3].planner = PlannerKind::tinyengine;
  all[3].rewritesNotMade = {"fuse-activation"};
  all[1].runtime = "tflm";
  all[1].deployment = Deployment::asStored;
  all[1].board = "NUCLEO-H743ZI2";
  all[2].runtime = "tflm";
  for (const RunSettings& settings : all) {
    SCOPED_TRACE(cliCommand(path, settings));
    EXPECT_EQ(simulationJson(test::runOf(path, settings)->report),
              printedByCommand(path, settings));
  }
}

/// In files of odd names, and packed by a planner of one's own.
TEST(CopiedCommand, NamesFilesAndPlannerAsTheyAre) {
  QTemporaryDir folder;
  const std::string stem = folder.filePath(QStringLiteral("it's a ")).toStdString();
  std::filesystem::copy_file(test::sample("resnet8-int8.onnx"), stem + "net.onnx");
  std::ofstream(stem + "schedule.json")
      << R"({"tessera_schedule": 1, "blocks": [{"to": "b0.add", "grid": "2x2"}]})";
  RunSettings settings;
  settings.schedule = stem + "schedule.json";
  const gui::Run run = test::runOf(stem + "net.onnx", settings);
  EXPECT_EQ(simulationJson(run->report), printedByCommand(run->path, settings));
  settings.planner = PlannerKind::tflm;
  const gui::Run packed = test::runOf(stem + "net.onnx", settings);
  EXPECT_EQ(simulationJson(packed->report), printedByCommand(packed->path, settings));
}

INSTANTIATE_TEST_SUITE_P(Samples, SameAsTheCli,
                         testing::Values("resnet8-int8.onnx", "mbv2-w0.35-r144-int8.onnx",
                                         "mcunet-vww0-int8.onnx"));

}  // namespace
}  // namespace tessera::gui
