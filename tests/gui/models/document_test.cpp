#include "gui/models/document.h"

#include <gtest/gtest.h>

#include <QSignalSpy>
#include <QTemporaryDir>
#include <filesystem>
#include <fstream>

#include "tests/gui/support.h"

namespace tessera::gui {
namespace {

using test::sample;
using test::waitUntil;

const std::string resnet = "resnet8-int8.onnx";

void openAndWait(Document& document, const std::string& path) {
  document.open(path);
  ASSERT_TRUE(waitUntil([&] { return !document.busy(); }));
}

TEST(Document, ShowsTheStepsThenTheArena) {
  Document document;
  std::vector<bool> hasArena;
  QObject::connect(&document, &Document::runChanged,
                   [&] { hasArena.push_back(document.run()->report.run.arena.has_value()); });
  openAndWait(document, sample(resnet));
  EXPECT_EQ(hasArena, (std::vector<bool>{false, true}));
  EXPECT_EQ(document.path(), sample(resnet));
}

TEST(Document, KeepsWhatIsOpenWhereOpeningFails) {
  Document document;
  openAndWait(document, sample(resnet));
  const gui::Run before = document.run();
  QSignalSpy failures(&document, &Document::failed);
  openAndWait(document, sample("README.md"));
  ASSERT_EQ(failures.count(), 1);
  EXPECT_EQ(failures[0][1].toInt(), 3);
  EXPECT_EQ(document.run(), before);
  EXPECT_EQ(document.path(), sample(resnet));
}

TEST(Document, KeepsTheRunWhereAScheduleIsWrong) {
  Document document;
  openAndWait(document, sample(resnet));
  const gui::Run before = document.run();
  QSignalSpy failures(&document, &Document::failed);
  RunSettings settings;
  settings.schedule = "patch:4x4@nowhere";
  document.setSettings(settings);
  ASSERT_TRUE(waitUntil([&] { return failures.count() == 1; }));
  EXPECT_EQ(document.run(), before);
  document.undo();
  ASSERT_TRUE(waitUntil([&] { return !document.busy(); }));
  EXPECT_EQ(document.settings(), RunSettings{});
}

TEST(Document, UndoesAndRedoesSettings) {
  Document document;
  openAndWait(document, sample(resnet));
  RunSettings patches;
  patches.schedule = "patch:2x2@auto";
  document.setSettings(patches);
  ASSERT_TRUE(waitUntil([&] { return !document.busy(); }));
  EXPECT_EQ(document.run()->settings, patches);
  document.undo();
  ASSERT_TRUE(waitUntil([&] { return !document.busy(); }));
  EXPECT_EQ(document.run()->settings, RunSettings{});
  EXPECT_FALSE(document.canUndo());
  document.redo();
  ASSERT_TRUE(waitUntil([&] { return !document.busy(); }));
  EXPECT_EQ(document.run()->settings, patches);
  EXPECT_FALSE(document.canRedo());
}

TEST(Document, AnotherModelBeginsLayerByLayer) {
  Document document;
  RunSettings patches;
  patches.schedule = "patch:2x2@auto";
  patches.runtime = "tflm";
  document.setSettings(patches);
  openAndWait(document, sample(resnet));
  EXPECT_EQ(document.run()->settings.schedule, "patch:2x2@auto");
  openAndWait(document, sample("ds-cnn.onnx"));
  EXPECT_EQ(document.run()->settings.schedule, "layer");
  EXPECT_EQ(document.run()->settings.runtime, "tflm");
}

TEST(Document, ReloadsAFileThatChanged) {
  QTemporaryDir folder;
  const std::string path = folder.filePath(QStringLiteral("net.onnx")).toStdString();
  std::filesystem::copy_file(sample(resnet), path);
  Document document;
  openAndWait(document, path);
  EXPECT_EQ(document.run()->report.model.graph.operators().size(), 16U);
  std::filesystem::copy_file(sample("ds-cnn.onnx"), path,
                             std::filesystem::copy_options::overwrite_existing);
  document.reload();
  ASSERT_TRUE(waitUntil([&] { return !document.busy(); }));
  EXPECT_NE(document.run()->report.model.graph.operators().size(), 16U);
}

TEST(Document, ShowsOnlyTheNewestOfManyChanges) {
  Document document;
  openAndWait(document, sample(resnet));
  QSignalSpy runs(&document, &Document::runChanged);
  for (const char* schedule : {"patch:2x2@auto", "patch:3x3@auto", "patch:4x4@auto"}) {
    RunSettings settings;
    settings.schedule = schedule;
    document.setSettings(settings);
  }
  ASSERT_TRUE(waitUntil([&] { return !document.busy(); }));
  EXPECT_EQ(document.run()->settings.schedule, "patch:4x4@auto");
  EXPECT_LE(runs.count(), 2);
}

TEST(Document, TakesAScheduleWhileTheModelIsStillOpening) {
  Document document;
  document.open(sample(resnet));
  RunSettings patches;
  patches.schedule = "patch:2x2@auto";
  document.setSettings(patches);
  ASSERT_TRUE(waitUntil([&] { return !document.busy(); }));
  ASSERT_NE(document.run(), nullptr);
  EXPECT_EQ(document.run()->settings, patches);
  EXPECT_FALSE(document.canUndo());
}

TEST(Document, AChangeWhileAnotherModelOpensDoesNotStopItsOpening) {
  Document document;
  RunSettings settings;
  settings.schedule = "patch:2x2@auto";
  document.setSettings(settings);
  openAndWait(document, sample(resnet));
  document.open(sample("ds-cnn.onnx"));
  settings.runtime = "tflm";
  document.setSettings(settings);
  ASSERT_TRUE(waitUntil([&] { return !document.busy(); }));
  EXPECT_EQ(document.path(), sample("ds-cnn.onnx"));
  EXPECT_EQ(document.run()->settings.schedule, "layer");
  EXPECT_EQ(document.run()->settings.runtime, "tflm");
}

TEST(Document, AScheduleThatFailedAtFirstDoesNotFollowToAnotherModel) {
  Document document;
  RunSettings settings;
  settings.schedule = "patch:2x2@nowhere";
  document.setSettings(settings);
  openAndWait(document, sample(resnet));
  EXPECT_EQ(document.run(), nullptr);
  openAndWait(document, sample("ds-cnn.onnx"));
  ASSERT_NE(document.run(), nullptr);
  EXPECT_EQ(document.run()->settings.schedule, "layer");
}

TEST(Document, CancellingGoesBackToTheSettingsShown) {
  Document document;
  openAndWait(document, sample(resnet));
  RunSettings patches;
  patches.schedule = "patch:2x2@auto";
  document.setSettings(patches);
  document.cancel();
  EXPECT_EQ(document.settings(), document.run()->settings);
  EXPECT_TRUE(document.canRedo());
  EXPECT_FALSE(document.busy());
}

TEST(Document, ClosesWhileBusy) {
  Document document;
  document.open(sample("mbv2-w0.35-r144-int8.onnx"));
  EXPECT_TRUE(document.busy());
}

}  // namespace
}  // namespace tessera::gui
