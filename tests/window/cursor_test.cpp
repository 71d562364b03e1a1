#include <QDockWidget>
#include <QHeaderView>
#include <QScrollBar>

#include "gui/views/status_line.h"
#include "tests/window/app.h"

namespace tessera::gui {
namespace {

class Cursor : public App {
 protected:
  QString status() { return window.findChild<StatusLine*>()->findChild<QLabel*>()->text(); }
  TablesView& tables() { return *window.pages().tables; }
  QDockWidget& dock() { return *window.findChild<QDockWidget*>(QStringLiteral("tables")); }
};

TEST_F(Cursor, AnOperatorHasAsManyStepsAsItRuns) {
  openWhatDoesNotFit();
  show(QStringLiteral("network"));
  const auto op = OperatorId(3);
  QTest::mouseClick(window.pages().network, Qt::LeftButton, {},
                    window.pages().network->nodeRect(op).center().toPoint());
  EXPECT_EQ(window.selection().selected().op, op);
  EXPECT_TRUE(status().startsWith(QStringLiteral("16 steps of "))) << status().toStdString();
}

TEST_F(Cursor, TheTableOfBuffersEndsWhereItsWordsEnd) {
  openSample("resnet8-int8.onnx");
  const TableModel& model = tables().buffers().model();
  const auto& columns = model.table().columns;
  const auto at = std::find_if(columns.begin(), columns.end(),
                               [](const TableColumn& column) { return column.key == "end_step"; });
  const int column = static_cast<int>(at - columns.begin());
  const auto& buffers = window.document().run()->report.run.trace.buffers;
  for (int row = 0; row < model.rowCount(); ++row) {
    EXPECT_EQ(model.index(row, column).data().toString().toLongLong(),
              buffers[model.targetOf(row)].steps.end - 1);
  }
}

TEST_F(Cursor, ItsStepIsMarkedAndInSightInEveryTable) {
  openWhatDoesNotFit();
  show(QStringLiteral("memory"));
  QTest::keyClick(window.pages().timeline, Qt::Key_Home);
  QTest::keyClick(&window, Qt::Key_Escape);  // nothing is selected
  EXPECT_TRUE(window.selection().selected().steps.empty());
  QTest::keyClick(&window, Qt::Key_P);
  QTest::keyClick(&window, Qt::Key_Escape);
  const auto cursor = static_cast<std::size_t>(window.selection().selected().cursor);
  EXPECT_EQ(tables().steps().marked(), std::vector<std::size_t>{cursor});
  for (TablePane* pane : {&tables().steps(), &tables().operators(), &tables().buffers()}) {
    ASSERT_FALSE(pane->marked().empty());
    tables().tabs().setCurrentWidget(pane);
    test::execUntil([] { return false; }, 20);
    bool inSight = false;
    for (const std::size_t target : pane->marked()) {
      const auto row = pane->model().rowOf(target);
      ASSERT_TRUE(row);
      const QRect place = pane->view().visualRect(pane->model().index(*row, 0));
      inSight = inSight || pane->view().viewport()->rect().intersects(place);
    }
    EXPECT_TRUE(inSight) << pane->view().accessibleName().toStdString();
  }
  show(QStringLiteral("network"));
  const auto op = window.document().run()->report.run.trace.steps[cursor].op;
  EXPECT_TRUE(window.pages().network->rect().contains(
      window.pages().network->nodeRect(op).center().toPoint()));
}

TEST_F(Cursor, NumbersOfOperatorsAreNeverCut) {
  openWhatDoesNotFit();
  TablePane& pane = tables().operators();
  tables().tabs().setCurrentWidget(&pane);
  for (const int width : {1360, 1024}) {
    window.resize(width, 900);
    test::execUntil([] { return false; }, 50);
    const QFontMetrics metrics(pane.view().font());
    for (int column = 0; column < pane.model().columnCount(); ++column) {
      if (pane.model().table().columns[static_cast<std::size_t>(column)].kind == CellKind::text) {
        continue;
      }
      for (int row = 0; row < pane.model().rowCount(); ++row) {
        const QString words = pane.model().index(row, column).data().toString();
        EXPECT_LE(metrics.horizontalAdvance(words) + 12, pane.view().columnWidth(column))
            << words.toStdString();
      }
    }
  }
}

TEST_F(Cursor, TheTablesAreOutOfTheWayOnCompareAndSearch) {
  openSample("resnet8-int8.onnx");
  EXPECT_TRUE(dock().isVisible());
  for (const char* page : {"compare", "search"}) {
    show(QString::fromLatin1(page));
    EXPECT_FALSE(dock().isVisible()) << page;
  }
  show(QStringLiteral("memory"));
  EXPECT_TRUE(dock().isVisible());
  dock().hide();
  show(QStringLiteral("search"));
  show(QStringLiteral("memory"));
  EXPECT_FALSE(dock().isVisible()) << "as the user left them";
}

}  // namespace
}  // namespace tessera::gui
