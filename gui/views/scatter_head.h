#pragma once

#include <QPainter>
#include <QString>
#include <QWidget>
#include <vector>

#include "gui/models/scatter.h"
#include "gui/views/theme.h"

namespace tessera::gui {

/// Of the scale of latencies: the fastest still stands out from the page.
inline constexpr double palestPoint = 0.18;

/// What stands above the points of a search, where none of them is: the scale of latencies, how
/// many schedules there are, and the budget. Every line is wrapped and none cut.
class ScatterHead {
 public:
  ScatterHead(const Scatter& scatter, const ScatterExtent& extent, std::size_t outside,
              const QWidget& view);
  QRectF room() const { return lines_.back().room; }  ///< of its last line
  void paint(QPainter& painter) const;

 private:
  struct Line {
    QString words;
    QColor color;
    QRectF room;
  };
  void place(const QWidget& view);
  void paintScale(QPainter& painter) const;

  const ScatterExtent& extent_;
  Theme theme_;
  std::vector<Line> lines_;
};

}  // namespace tessera::gui
