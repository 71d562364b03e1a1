#include "gui/views/theme.h"
#include "tests/window/app.h"

namespace tessera::gui {
namespace {

class Search : public App {
 protected:
  QTableView& front() {
    return called<QTableView>(QStringLiteral("Pareto front"), *window.pages().search);
  }
  ScatterView& scatter() { return *window.pages().search->findChild<ScatterView*>(); }
  /// On a board with room for the weights.
  void searchWithin200KiB() {
    openSample("mbv2-w0.35-r144-int8.onnx");
    set([](RunSettings& settings) {
      settings.runtime = "tinyengine";
      settings.board = "NUCLEO-H743ZI2";
    });
    show(QStringLiteral("search"));
    auto* budget = window.pages().search->findChildren<GridSpin*>().last();
    budget->setFocus();
    budget->selectAll();
    QTest::keyClicks(budget, QStringLiteral("200"));
    QTest::keyClick(budget, Qt::Key_Tab);
    search();
  }
  /// What is drawn in the middle of a candidate's point.
  QColor colorOf(std::size_t candidate) {
    const QImage image = scatter().grab().toImage();
    return image.pixelColor(scatter().pointAt(candidate).toPoint() * image.devicePixelRatio());
  }
};

/// Its schedules fit the SRAM, and the weights of none the flash.
TEST_F(Search, NothingIsGreenWhereNothingFits) {
  openSample("mbv2-w0.35-r144-int8.onnx");
  set([](RunSettings& settings) {
    settings.runtime = "tinyengine";
    settings.board = "NUCLEO-F446RE";
  });
  search();
  const Scatter points = scatterOf(window.pages().search->model().found()->report);
  EXPECT_FALSE(points.recommendedFits);
  EXPECT_TRUE(points.recommended);
  for (int row = 0; row < front().model()->rowCount(); ++row) {
    EXPECT_NE(front().model()->index(row, FrontModel::fits).data().toString(),
              QStringLiteral("yes"));
  }
  const QColor good = themeOf(window.palette()).good;
  const QImage image = window.pages().search->grab().toImage();
  int green = 0;
  for (int y = 0; y < image.height(); ++y) {
    for (int x = 0; x < image.width(); ++x) green += image.pixelColor(x, y) == good ? 1 : 0;
  }
  EXPECT_EQ(green, 0);
  QString words;
  for (auto* label : window.pages().search->findChildren<QLabel*>()) words += label->text();
  EXPECT_TRUE(words.contains(QStringLiteral("Nothing tried fits"))) << words.toStdString();
}

/// And where something does, it is.
TEST_F(Search, TheRecommendedIsGreenWhereItFits) {
  searchWithin200KiB();
  const Scatter points = scatterOf(window.pages().search->model().found()->report);
  ASSERT_TRUE(points.recommended);
  EXPECT_TRUE(points.recommendedFits);
  const auto& sorted = dynamic_cast<const QSortFilterProxyModel&>(*front().model());
  const auto* model = qobject_cast<const FrontModel*>(sorted.sourceModel());
  ASSERT_NE(model, nullptr);
  const int row = model->rowOf(*points.recommended);
  ASSERT_GE(row, 0);
  EXPECT_TRUE(model->index(row, 0).data(FrontModel::goodRole).toBool());
}

TEST_F(Search, SaysWhichFitAndGreysWhatDoesNot) {
  searchWithin200KiB();
  const Scatter points = scatterOf(window.pages().search->model().found()->report);
  int fitting = 0;
  for (int row = 0; row < front().model()->rowCount(); ++row) {
    const auto cell = [&](int column) { return front().model()->index(row, column); };
    const bool fits = cell(FrontModel::fits).data(FrontModel::fitsRole).toBool();
    EXPECT_EQ(cell(FrontModel::fits).data().toString(),
              fits ? QStringLiteral("yes") : QStringLiteral("no"));
    fitting += fits ? 1 : 0;
  }
  EXPECT_GT(fitting, 0);
  EXPECT_FALSE(front().isColumnHidden(FrontModel::fits));
  constexpr int almostGrey = 24;  // of saturation; labels may lie over a point
  for (const std::size_t candidate : points.front) {
    EXPECT_EQ(colorOf(candidate).hsvSaturation() > almostGrey, points.points[candidate].inBudget)
        << points.points[candidate].schedule;
  }
}

TEST_F(Search, ABudgetBelowWhatTheRuntimeKeepsSaysWhy) {
  openWhatDoesNotFit();
  show(QStringLiteral("search"));
  auto* budget = window.pages().search->findChildren<GridSpin*>().last();
  budget->setFocus();
  budget->selectAll();
  QTest::keyClicks(budget, QStringLiteral("32"));
  QTest::keyClick(budget, Qt::Key_Tab);
  search();
  QString words;
  for (auto* label : window.pages().search->findChildren<QLabel*>()) words += label->text();
  EXPECT_TRUE(words.contains(QStringLiteral("of which the runtime keeps"))) << words.toStdString();
  EXPECT_FALSE(words.contains(QStringLiteral("udget 0 B"))) << words.toStdString();
}

TEST_F(Search, AGridBeyondTheRangeIsTheLargest) {
  openWhatDoesNotFit();
  show(QStringLiteral("search"));
  auto* grid = window.pages().search->findChildren<GridSpin*>().first();
  grid->setFocus();
  grid->selectAll();
  QTest::keyClicks(grid, QStringLiteral("64"));
  QTest::keyClick(grid, Qt::Key_Tab);
  EXPECT_EQ(grid->value(), 64);
  grid->setFocus();
  grid->selectAll();
  QTest::keyClicks(grid, QStringLiteral("100"));
  QTest::keyClick(grid, Qt::Key_Tab);
  EXPECT_EQ(grid->value(), 64);
}

}  // namespace
}  // namespace tessera::gui
