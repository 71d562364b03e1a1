#include "gui/views/compare_page.h"

#include <gtest/gtest.h>

#include <QTemporaryDir>
#include <QTest>
#include <fstream>

#include "core/error.h"
#include "gui/models/save.h"
#include "tests/gui/support.h"

namespace tessera::gui {
namespace {

class ComparePageTest : public testing::Test {
 protected:
  ComparePageTest() : page(document) {
    page.resize(1300, 850);
    page.show();
  }
  void open(const std::string& schedule) {
    RunSettings settings;
    settings.schedule = schedule;
    document.setSettings(settings);
    document.open(test::mobilenetFile());
    ASSERT_TRUE(test::waitUntil([&] { return !document.busy(); }));
  }

  Document document;
  ComparePage page;
};

TEST_F(ComparePageTest, TheCurrentRunIsTheLastColumnAndLive) {
  EXPECT_EQ(page.model().columnCount(), 0);
  open("layer");
  EXPECT_EQ(page.model().columnCount(), 1);
  page.addRun(document.run());
  open("patch:4x4@auto");
  ASSERT_EQ(page.model().columnCount(), 2);
  EXPECT_TRUE(page.model().isLive(1));
  EXPECT_EQ(page.model().column(1).peak, document.run()->report.run.trace.totals.peak);
  EXPECT_GT(page.buffers().rowCount(), 1);
  EXPECT_GT(page.operators().rowCount(), 1);
}

TEST_F(ComparePageTest, AClickOnAHeadingMakesItTheReferenceAndOnItsCrossRemovesIt) {
  open("layer");
  page.addRun(document.run());
  open("patch:2x2@auto");
  page.addRun(document.run());
  ASSERT_EQ(page.model().columnCount(), 3);
  auto* header = page.findChild<CompareHeader*>();
  const int middle = header->sectionViewportPosition(1) + header->sectionSize(1) / 2;
  QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, QPoint(middle, header->height() / 2));
  EXPECT_EQ(page.model().reference(), 1);
  QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, header->crossRect(1).center());
  EXPECT_EQ(page.model().columnCount(), 2);
  EXPECT_EQ(page.model().reference(), 0);
}

TEST_F(ComparePageTest, ABrokenReportKeepsThePage) {
  open("layer");
  page.addRun(document.run());
  QTemporaryDir folder;
  const std::string path = folder.filePath(QStringLiteral("torn.json")).toStdString();
  const std::string whole = reportText(*document.run(), TimelineAxis::steps, path).value();
  std::ofstream(path) << whole.substr(0, whole.size() / 3);
  EXPECT_THROW(page.addReport(path), Error);
  EXPECT_THROW(page.addReport("/nowhere.json"), Error);
  EXPECT_EQ(page.model().columnCount(), 2);
  std::ofstream(path) << whole;
  page.addReport(path);
  EXPECT_EQ(page.model().columnCount(), 3);
  EXPECT_EQ(page.model().column(1).peak, page.model().column(0).peak);
}

TEST_F(ComparePageTest, TheTimelinesAreReadOut) {
  open("layer");
  const QString words = page.findChild<OutlineView*>()->readout(0);
  EXPECT_TRUE(words.contains(
      QString::fromStdString(kib(document.run()->report.run.trace.steps.front().live))))
      << words.toStdString();
}

}  // namespace
}  // namespace tessera::gui
