#include "gui/views/tables_view.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include "tests/gui/support.h"

namespace tessera::gui {
namespace {

class TablesViewTest : public testing::Test {
 protected:
  TablesViewTest() : view(selection, axis) {
    view.resize(1000, 300);
    view.show();
    view.activateWindow();
    EXPECT_TRUE(QTest::qWaitForWindowActive(&view));
    take(test::mobilenet());
  }

  void take(const gui::Run& next) {
    run = next;
    selection.setRun(run);
    view.setRun(run);
  }

  int currentRow(TablePane& pane) { return pane.view().currentIndex().row(); }
  std::vector<int> chosen(TablePane& pane) {
    std::vector<int> rows;
    for (const auto& index : pane.view().selectionModel()->selectedRows()) {
      rows.push_back(index.row());
    }
    return rows;
  }

  gui::Run run;
  Selection selection;
  TimeAxis axis;
  TablesView view;
};

TEST_F(TablesViewTest, ChoosingARowSelectsWhatItStandsFor) {
  view.steps().view().selectRow(7);
  EXPECT_EQ(selection.selected().cursor, 7);
  view.operators().view().selectRow(3);
  EXPECT_EQ(selection.selected().op, OperatorId(3));
  view.buffers().view().selectRow(5);
  EXPECT_EQ(selection.selected().buffer, 5U);
}

TEST_F(TablesViewTest, NeighbouringStepsSelectTheirRange) {
  view.steps().view().selectRow(4);
  auto& model = view.steps().model();
  view.steps().view().selectionModel()->select(
      QItemSelection(model.index(4, 0), model.index(8, 0)),
      QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
  EXPECT_EQ(selection.selected().steps, (Interval{4, 9}));
  EXPECT_EQ(chosen(view.steps()).size(), 5U) << "the rows stay chosen";
}

TEST_F(TablesViewTest, FollowsTheSelectionWithoutALoop) {
  QSignalSpy changes(&selection, &Selection::changed);
  selection.selectStep(100);
  EXPECT_EQ(changes.count(), 1);
  EXPECT_EQ(chosen(view.steps()), std::vector<int>{100});
  EXPECT_EQ(currentRow(view.steps()), 100);
  EXPECT_TRUE(view.steps().view().viewport()->rect().intersects(
      view.steps().view().visualRect(view.steps().model().index(100, 0))));
  EXPECT_EQ(chosen(view.operators()),
            std::vector<int>{static_cast<int>(run->report.run.trace.steps[100].op.index())});
  selection.clear();
  EXPECT_TRUE(chosen(view.steps()).empty());
}

TEST_F(TablesViewTest, LiveFollowsTheCursor) {
  selection.selectStep(12);
  EXPECT_EQ(view.live().model().rowCount(),
            static_cast<int>(liveBuffers(run->report.run.trace, 12).size()));
  EXPECT_EQ(view.tabs().tabText(3), QStringLiteral("Live at step 12"));
}

TEST_F(TablesViewTest, SurvivesAShorterRunAndNone) {
  selection.selectStep(150);
  take(test::mobilenet("layer"));
  EXPECT_EQ(view.steps().model().rowCount(), static_cast<int>(run->report.run.trace.steps.size()));
  take(nullptr);
  EXPECT_EQ(view.steps().model().rowCount(), 0);
  EXPECT_EQ(view.live().model().rowCount(), 0);
}

TEST_F(TablesViewTest, ChipsShowTheFiltersAndRemoveThem) {
  FilterBar& bar = view.steps().filterBar();
  const int all = view.steps().model().rowCount();
  bar.setFilter({QStringLiteral("b1"), false, QStringLiteral("pointwise")});
  const int filtered = view.steps().model().rowCount();
  EXPECT_LT(filtered, all);
  const auto chips = [&] {
    QList<QPushButton*> shown;
    for (auto* chip : bar.findChildren<QPushButton*>(QStringLiteral("chip"))) {
      if (!chip->isHidden()) shown << chip;
    }
    return shown;
  };
  ASSERT_EQ(chips().size(), 2);
  chips().front()->click();
  EXPECT_TRUE(bar.filter().text.isEmpty());
  EXPECT_EQ(bar.filter().kind, QStringLiteral("pointwise"));
  ASSERT_EQ(chips().size(), 1);
  chips().front()->click();
  EXPECT_EQ(view.steps().model().rowCount(), all);
  EXPECT_TRUE(chips().empty());
}

TEST_F(TablesViewTest, FindGoesRoundTheRowsThatMatch) {
  view.focusFilter();
  QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("b2.add"));
  const int matches = view.steps().model().rowCount();
  ASSERT_EQ(matches, 16);
  view.steps().findNext(1);
  EXPECT_EQ(currentRow(view.steps()), 0);
  EXPECT_EQ(selection.selected().cursor, 9);
  QTest::keyClick(&view.steps().view(), Qt::Key_F3);
  EXPECT_EQ(currentRow(view.steps()), 1);
  view.steps().findNext(-1);
  view.steps().findNext(-1);
  EXPECT_EQ(currentRow(view.steps()), matches - 1);
}

TEST_F(TablesViewTest, AFaultyExpressionIsToldInPlace) {
  FilterBar& bar = view.steps().filterBar();
  bar.setFilter({QStringLiteral("(b1"), true, {}});
  EXPECT_EQ(view.steps().model().rowCount(), static_cast<int>(run->report.run.trace.steps.size()));
  bool told = false;
  for (const auto* label : bar.findChildren<QLabel*>()) {
    told = told || (label->isVisible() && label->text().contains(QStringLiteral("character")));
  }
  EXPECT_TRUE(told);
}

TEST_F(TablesViewTest, CopiesRowsWithTheirHeader) {
  view.steps().view().selectRow(2);
  view.steps().view().setFocus();
  QTest::keyClick(&view.steps().view(), Qt::Key_C, Qt::ControlModifier);
  EXPECT_EQ(QApplication::clipboard()->text().toStdString(), view.steps().model().tabbedText({2}));
}

TEST_F(TablesViewTest, ColumnsFillTheWidthAndShowTheirTexts) {
  QApplication::processEvents();
  for (TablePane* pane : {&view.steps(), &view.operators(), &view.buffers(), &view.live()}) {
    view.tabs().setCurrentWidget(pane);
    QApplication::processEvents();
    const auto* header = pane->view().horizontalHeader();
    EXPECT_GE(header->length(), pane->view().viewport()->width());
    EXPECT_GE(header->sectionSize(0),
              header->fontMetrics().horizontalAdvance(QStringLiteral("100")));
  }
}

}  // namespace
}  // namespace tessera::gui
