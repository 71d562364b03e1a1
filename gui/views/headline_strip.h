#pragma once

#include <QFrame>
#include <vector>

#include "gui/models/headline.h"
#include "gui/models/run.h"

namespace tessera::gui {

/// The run in a handful of figures, above all pages: in one row, in several where the window is
/// narrow. No figure is ever cut.
class HeadlineStrip : public QFrame {
  Q_OBJECT

 public:
  /// A text where it is drawn.
  struct Line {
    QString text;   ///< whole
    QString shown;  ///< what there is room for
    QRect room;
    QFont font;
    QColor color;
    bool mayCut = false;     ///< only a name
    std::size_t figure = 0;  ///< whose it is
  };

  explicit HeadlineStrip(QWidget* parent = nullptr);
  void setRun(const Run& run);
  /// The figures are of the last run that worked, not of what is asked for now: they are paler.
  void setOutdated(bool outdated);
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override;
  bool hasHeightForWidth() const override { return true; }
  int heightForWidth(int width) const override;
  std::vector<Line> lines() const;

 protected:
  void paintEvent(QPaintEvent* event) override;
  bool event(QEvent* event) override;

 private:
  struct Table {
    std::size_t rows = 1;
    std::vector<int> widths;  ///< of the columns
  };
  Table tableIn(int width) const;
  std::vector<Line> linesOf(std::size_t index, QRect cell) const;
  int rowHeight() const;
  int naturalWidth(const HeadlineFigure& figure) const;

  Run run_;
  std::vector<HeadlineFigure> figures_;
  bool outdated_ = false;
};

}  // namespace tessera::gui
