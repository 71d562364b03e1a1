#include <QHeaderView>

#include "tests/window/app.h"

namespace tessera::gui {
namespace {

class Compare : public App {
 protected:
  Compare() {
    openSample("resnet8-int8.onnx");
    for (const char* schedule : {"patch:2x2@auto", "patch:3x3@auto", "patch:4x4@auto"}) {
      QTest::keyClick(&window, Qt::Key_D, Qt::ControlModifier);
      set([&](RunSettings& settings) { settings.schedule = schedule; });
    }
  }
};

TEST_F(Compare, TheCurrentRunIsBesideTheReference) {
  ASSERT_EQ(window.pages().currentView(), QStringLiteral("compare"));
  auto& figures = called<QTableView>(QStringLiteral("Figures of the runs"), window);
  const QHeaderView& header = *figures.horizontalHeader();
  const ComparisonModel& model = window.pages().compare->model();
  ASSERT_EQ(model.columnCount(), 4);
  EXPECT_EQ(header.logicalIndex(0), model.reference());
  EXPECT_TRUE(model.isLive(header.logicalIndex(1)));
  QTest::mouseClick(header.viewport(), Qt::LeftButton, {},
                    QPoint(header.sectionViewportPosition(1) + 40, 40));
  EXPECT_EQ(model.reference(), 1);
  EXPECT_EQ(header.logicalIndex(0), 1);
  EXPECT_TRUE(model.isLive(header.logicalIndex(1)));
}

TEST_F(Compare, AChangeIsCalledAChangeAndASumOfBuffersSaysWhatItIs) {
  const ChangeModel& buffers = window.pages().compare->buffers();
  ASSERT_GT(buffers.rowCount(), 1);
  EXPECT_EQ(buffers.headerData(ChangeModel::share, Qt::Horizontal, Qt::DisplayRole).toString(),
            QStringLiteral("Change (%)"));
  const QString last = buffers.index(buffers.rowCount() - 1, ChangeModel::name).data().toString();
  EXPECT_EQ(last, QStringLiteral("SUM, never live together"));
}

}  // namespace
}  // namespace tessera::gui
