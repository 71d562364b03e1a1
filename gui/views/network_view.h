#pragma once

#include <QPointF>
#include <QTransform>
#include <QWidget>
#include <optional>

#include "gui/models/graph_layout.h"
#include "gui/models/network_figures.h"
#include "gui/models/run.h"
#include "gui/models/selection.h"
#include "gui/models/time_axis.h"
#include "gui/workers/worker.h"

namespace tessera::gui {

/// The operators as a graph in layers, coloured by the bytes live while they run; the per-patch
/// stage framed. The wheel zooms, dragging pans, a double click fits. A click selects an operator.
class NetworkView : public QWidget {
  Q_OBJECT

 public:
  NetworkView(Selection& selection, TimeAxis& axis, QWidget* parent = nullptr);
  void setRun(const Run& run);

  /// Whether what is shown is the newest run's: layouts are made in the background.
  bool layoutReady() const { return !worker_.busy(); }
  /// Where an operator is drawn, in the widget's coordinates; empty until it is laid out.
  QRectF nodeRect(OperatorId op) const;
  void fit();       ///< as much as can be read
  void fitWhole();  ///< all of it, however small
  /// All of it from now on, and no hints: a written picture cannot be panned.
  void fitForPicture();

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  bool event(QEvent* event) override;

 private:
  QRectF canvas() const;  ///< below the legend
  QTransform transform() const;
  std::optional<std::size_t> nodeAt(const QPointF& at) const;
  std::optional<std::size_t> selectedNode() const;
  std::optional<std::size_t> cursorNode() const;
  void place(double smallest);
  void reveal(std::optional<std::size_t> node);
  void layOut();
  void zoomBy(double factor, const QPointF& around);
  void keepInSight();
  void revealSelected();
  void selectNeighbour(int by);
  void paintLegend(QPainter& painter) const;
  void paintNote(QPainter& painter, const QString& words) const;

  Selection& selection_;
  Run run_;
  NetworkFigures figures_;
  LayoutRequest request_;
  GraphLayout layout_;  ///< as Graphviz made it
  GraphLayout placed_;  ///< in columns, as it is shown
  Worker worker_;
  double scale_ = 1;
  double smallestFit_ = 0.86;  ///< the small texts are 9 pixels high
  bool hint_ = true;           ///< what the mouse does is written in the legend
  QPointF offset_;
  bool fitted_ = true;  ///< until the user zooms or pans
  bool whole_ = false;  ///< likewise, and all is in view
  std::optional<QPointF> pressed_;
  bool dragged_ = false;
};

}  // namespace tessera::gui
