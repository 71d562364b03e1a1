#include "gui/views/search_page.h"

#include <gtest/gtest.h>

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <fstream>
#include <sstream>

#include "core/error.h"
#include "sim/schedule/schedule_json.h"
#include "tests/gui/support.h"

namespace tessera::gui {
namespace {

using test::waitUntil;

class SearchPageTest : public testing::Test {
 protected:
  SearchPageTest() : page(document) {
    page.resize(1300, 800);
    page.show();
    document.open(test::mobilenetFile());
    EXPECT_TRUE(waitUntil([&] { return !document.busy(); }));
    page.start();
    EXPECT_TRUE(waitUntil([&] { return !page.busy(); }));
    scatter = page.findChild<ScatterView*>();
  }

  Document document;
  SearchPage page;
  ScatterView* scatter;
};

TEST_F(SearchPageTest, AClickOnAPointLoadsItsSchedule) {
  const SearchReport& report = page.model().found()->report;
  const std::size_t candidate = report.result.pareto.front();
  QTest::mouseClick(scatter, Qt::LeftButton, {}, scatter->pointAt(candidate).toPoint());
  ASSERT_TRUE(waitUntil([&] { return !document.busy(); }));
  EXPECT_EQ(document.settings().schedule, scatterOf(report).points[candidate].schedule);
  EXPECT_EQ(document.run()->report.run.trace.totals.peak,
            report.result.candidates[candidate].totals.peak);
}

TEST_F(SearchPageTest, SavesTheRecommendedSchedule) {
  QTemporaryDir folder;
  const QString path = folder.filePath(QStringLiteral("best.json"));
  page.saveSchedule(path);
  std::ostringstream text;
  text << std::ifstream(path.toStdString()).rdbuf();
  const SearchReport& report = page.model().found()->report;
  const Schedule schedule = readSchedule(report.model.graph, text.str(), "best.json");
  const Candidate& best = report.result.candidates[report.result.recommended.value()];
  EXPECT_EQ(schedule.blocks.front().grid, best.grid);
  EXPECT_EQ(schedule.blocks.front().operators.back(), best.split);
  EXPECT_THROW(page.saveSchedule(QStringLiteral("/nowhere/best.json")), Error);
}

TEST_F(SearchPageTest, KeysGoAlongTheFrontAndChoose) {
  QTest::keyClick(scatter, Qt::Key_Left);
  QTest::keyClick(scatter, Qt::Key_Left);
  QTest::keyClick(scatter, Qt::Key_Return);
  const SearchReport& report = page.model().found()->report;
  EXPECT_EQ(document.settings().schedule,
            scatterOf(report).points[report.result.pareto.at(1)].schedule);
}

TEST_F(SearchPageTest, AnotherModelEmptiesThePage) {
  EXPECT_GT(page.findChild<QTableView*>()->model()->rowCount(), 0);
  document.open(test::sample("resnet8-int8.onnx"));
  ASSERT_TRUE(waitUntil([&] { return !document.busy(); }));
  EXPECT_EQ(page.findChild<QTableView*>()->model()->rowCount(), 0);
}

}  // namespace
}  // namespace tessera::gui
