#pragma once

#include <QChartView>
#include <QLineSeries>
#include <QValueAxis>
#include <optional>
#include <vector>

#include "gui/models/selection.h"
#include "gui/views/focus_frame.h"
#include "gui/views/legend.h"
#include "gui/views/plot_mouse.h"
#include "gui/views/timeline_painter.h"

namespace tessera::gui {

/// The picture inside `TimelineView`: the outlines are series of a chart, all else is painted
/// behind and in front of them. Work is put off until the next repaint.
class TimelineChart : public QChartView {
  Q_OBJECT

 public:
  TimelineChart(Selection& selection, TimeAxis& axis, QWidget* view);

  void setRun(const Run& run);
  void setOverlay(const Run& run);
  void invalidate();
  FocusFrame& focusFrame() { return focus_; }

  const TimelineData& data() const { return data_; }
  PlotFrame frame() const;
  PlotMouse& mouse() { return *mouse_; }

 protected:
  void drawBackground(QPainter* painter, const QRectF& rect) override;
  void drawForeground(QPainter* painter, const QRectF& rect) override;
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  void sync();
  void syncOverlay();
  bool ready() const;  ///< the axis shows the run that this shows
  int rows() const;
  double most() const;
  std::vector<LegendEntry> legend(const Theme& theme) const;
  QString note() const;
  QString farLimit() const;
  void paintMarks(QPainter& painter, const PlotFrame& shown, const Theme& theme);

  Selection& selection_;
  TimeAxis& axis_;
  TimelineData data_;
  TimelineData overlay_;
  std::optional<std::vector<double>> overlayEnds_;  // nothing: it has no such axis
  std::vector<TimelineColumn> columns_;
  bool stale_ = true;
  QValueAxis* across_;
  QValueAxis* upwards_;
  QLineSeries* outline_;
  QLineSeries* overlayOutline_;
  FocusFrame focus_;
  PlotMouse* mouse_;
};

}  // namespace tessera::gui
