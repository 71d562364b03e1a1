#pragma once

#include <QVariantAnimation>
#include <QWidget>
#include <optional>
#include <vector>

#include "gui/models/arena_map.h"
#include "gui/models/arena_shapes.h"
#include "gui/models/buffer_labels.h"
#include "gui/models/buffer_uses.h"
#include "gui/models/run.h"
#include "gui/models/selection.h"
#include "gui/models/time_axis.h"
#include "gui/views/focus_frame.h"
#include "gui/views/legend.h"
#include "gui/views/plot_mouse.h"

namespace tessera::gui {

/// The arena: addresses against steps or milliseconds, a rectangle for each buffer in the colour of
/// its kind, what is free hatched. A click selects a buffer and marks what writes and reads it.
class ArenaView : public QWidget {
  Q_OBJECT

 public:
  ArenaView(Selection& selection, TimeAxis& axis, QWidget* parent = nullptr);

  /// Another plan of the same buffers is moved to; the old one stays in view while it is made.
  void setRun(const Run& run);
  bool moving() const { return animation_.state() == QAbstractAnimation::Running; }

  PlotFrame frame() const;
  PlotMouse& mouse() { return *mouse_; }
  /// What the tooltip says there; empty outside the plot.
  QString hoverText(QPointF at) const;

 protected:
  void paintEvent(QPaintEvent* event) override;
  void changeEvent(QEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void focusInEvent(QFocusEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;

 private:
  void invalidate();
  void repack(const ArenaMap& from);
  bool ready() const;  ///< the axis shows the run that this shows, and it has an arena
  void paintMap(QPainter& painter, const Theme& theme);
  void paintMarks(QPainter& painter, const PlotFrame& shown, const Theme& theme);
  std::vector<LegendEntry> legend() const;
  void paintHead(QPainter& painter, const PlotFrame& shown, const Theme& theme);
  std::optional<std::size_t> bufferAt(QPointF at) const;
  void click(QPointF at);

  Selection& selection_;
  TimeAxis& axis_;
  ArenaMap map_;
  std::vector<std::size_t> paints_;
  BufferLabels labels_;
  std::vector<ArenaShape> shapes_;
  bool stale_ = true;
  bool planning_ = false;  // a plan to replace the one in view
  ArenaMove move_;
  QVariantAnimation animation_;
  FocusFrame focus_;
  PlotMouse* mouse_;
};

}  // namespace tessera::gui
