#pragma once

#include <QWidget>
#include <memory>
#include <vector>

#include "gui/models/outline.h"

namespace tessera::gui {

/// A run to draw over others.
struct OutlineSeries {
  QString name;
  Trace outline;  ///< the live bytes of its steps
};

/// The memory timelines of several runs over each other on one scale of bytes, each stretched to
/// the whole width: their numbers of steps differ.
class OutlineView : public QWidget {
  Q_OBJECT

 public:
  explicit OutlineView(QWidget* parent = nullptr);
  void setSeries(std::vector<OutlineSeries> series);
  /// What is read out at a share of the runs.
  QString readout(double share) const;

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;
  bool event(QEvent* event) override;

 private:
  QRectF plot() const;
  double legendHeight() const;
  void paintAxes(QPainter& painter) const;
  void paintLegend(QPainter& painter) const;
  void paintSeries(QPainter& painter, int index) const;

  std::vector<OutlineSeries> series_;
  double most_ = 1;  ///< bytes
  double pointed_ = -1;
};

}  // namespace tessera::gui
