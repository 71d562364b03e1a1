#pragma once

#include <QWidget>

#include "gui/models/run.h"
#include "gui/models/selection.h"
#include "gui/models/time_axis.h"

namespace tessera::gui {

class TimelineChart;

/// Live SRAM against steps or milliseconds: stacked by kind under an outline, with the peak, the
/// board's budget and the selection.
class TimelineView : public QWidget {
  Q_OBJECT

 public:
  TimelineView(Selection& selection, TimeAxis& axis, QWidget* parent = nullptr);

  void setRun(const Run& run);
  /// Draws the outline of another run over it, dashed, on the same axis; null: none.
  void setOverlay(const Run& run);

  TimelineChart& chart() { return *chart_; }
  /// What the tooltip says there; empty outside the plot.
  QString hoverText(QPointF at) const;

 protected:
  void changeEvent(QEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void focusInEvent(QFocusEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;

 private:
  Run run_;
  Selection& selection_;
  TimeAxis& axis_;
  TimelineChart* chart_;
};

}  // namespace tessera::gui
