#include <QImage>
#include <QScrollBar>

#include "gui/views/export_view.h"
#include "tests/window/app.h"

namespace tessera::gui {
namespace {

class Export : public App {
 protected:
  QImage exported(const QString& view) {
    const QString file = folder.filePath(view + QStringLiteral(".png"));
    exportAs(*window.document().run(), window.axis().unit(), *window.pages().view(view), {}, file,
             1);
    return QImage(file);
  }

  QTemporaryDir folder;
};

TEST_F(Export, IsAFigureUnderATitle) {
  openWhatDoesNotFit();
  show(QStringLiteral("patches"));
  QWidget& view = *window.pages().patches;
  const QImage before = window.grab().toImage();
  const QSize size = view.size();
  const QImage figure = exported(QStringLiteral("patches"));
  EXPECT_GE(figure.height(), size.height() + titleHeight(view.font()));
  EXPECT_EQ(view.size(), size);
  test::execUntil([] { return false; }, 50);
  EXPECT_EQ(window.grab().toImage(), before) << "nothing of it is left in the window";
  const FigureTitle title = titleOf(*window.document().run());
  EXPECT_EQ(title.name, QStringLiteral("mbv2-w0.35-r144-int8"));
  for (const char* part : {"patch:4x4@b2.add", "tflm", "NUCLEO-F446RE"}) {
    EXPECT_TRUE(title.setting.contains(QLatin1String(part))) << title.setting.toStdString();
  }
}

TEST_F(Export, HasNoControls) {
  openWhatDoesNotFit();
  search();
  QWidget& page = *window.pages().search;
  const auto visible = [&] {
    int count = 0;
    for (auto* button : page.findChildren<QAbstractButton*>()) count += button->isVisible() ? 1 : 0;
    for (auto* number : page.findChildren<QSpinBox*>()) count += number->isVisible() ? 1 : 0;
    for (auto* bar : page.findChildren<QScrollBar*>()) count += bar->isVisible() ? 1 : 0;
    return count;
  };
  const int before = visible();
  EXPECT_GT(before, 4);
  {
    const Figure figure(page);
    EXPECT_EQ(visible(), 0);
  }
  EXPECT_EQ(visible(), before);
}

TEST_F(Export, HasTablesWhole) {
  openWhatDoesNotFit();
  show(QStringLiteral("memory"));
  TablePane& steps = window.pages().tables->steps();
  const int rows = steps.model().rowCount();
  EXPECT_LT(steps.view().viewport()->height(), rows * steps.view().rowHeight(0));
  EXPECT_GE(exported(QStringLiteral("tables")).height(), rows * steps.view().rowHeight(0));
}

}  // namespace
}  // namespace tessera::gui
