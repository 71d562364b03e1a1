#pragma once

#include <QObject>
#include <QPointF>
#include <QWidget>
#include <functional>
#include <optional>

#include "gui/models/selection.h"
#include "gui/models/time_axis.h"
#include "gui/views/plot_frame.h"

namespace tessera::gui {

/// Mouse and keys of a plot over time, the same in all. The wheel zooms around the mouse, with
/// Shift or sideways it pans; dragging zooms to a rubber band, with Shift it selects steps, with
/// the middle button it pans; a double click shows all. Everything goes through the axis and the
/// selection.
class PlotMouse : public QObject {
  Q_OBJECT

 public:
  /// A part of the axis that is being dragged over.
  struct Band {
    VisibleRange range;
    bool selects = false;  ///< otherwise it zooms
  };

  /// Watches `surface`, which shows the plot, and the keys of `view`, which has the focus.
  PlotMouse(QWidget& view, QWidget& surface, Selection& selection, TimeAxis& axis,
            std::function<PlotFrame()> frame);

  const std::optional<Band>& band() const { return band_; }
  /// Where the mouse rests over the surface, across.
  const std::optional<double>& hover() const { return hover_; }

 Q_SIGNALS:
  void clicked(QPointF at);
  void hovered(QPointF at);
  void markChanged();  ///< the band or where the mouse rests

 protected:
  bool eventFilter(QObject* object, QEvent* event) override;

 private:
  bool mousePressed(const QMouseEvent& event);
  void mouseMoved(const QMouseEvent& event);
  void mouseReleased(const QMouseEvent& event);
  void wheelTurned(const QWheelEvent& event);
  bool keyPressed(const QKeyEvent& event);
  bool claims(const QKeyEvent& event) const;
  bool escape();
  void moveCursor(std::int64_t by);
  void take(const Band& band);
  void drop();
  void rest(std::optional<double> x);

  QWidget& surface_;
  Selection& selection_;
  TimeAxis& axis_;
  std::function<PlotFrame()> frame_;
  std::optional<QPointF> pressed_;
  std::optional<double> panned_;  // where the middle button was last, in pixels
  std::optional<Band> band_;
  std::optional<double> hover_;
  bool extends_ = false;
};

}  // namespace tessera::gui
