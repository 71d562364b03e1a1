#pragma once

#include <QString>
#include <QWidget>
#include <map>
#include <optional>

#include "gui/models/scatter.h"
#include "gui/views/theme.h"

namespace tessera::gui {

/// The schedules of a search as points, peak against extra MACs, coloured by latency. A click
/// chooses one; Left and Right go along the front and Enter chooses.
class ScatterView : public QWidget {
  Q_OBJECT

 public:
  explicit ScatterView(QWidget* parent = nullptr);

  void setScatter(std::optional<Scatter> scatter);  ///< nothing: `setNote` is all there is
  void setArenas(const std::map<std::size_t, Bytes>& arenas);
  void setNote(const QString& note);
  void setShowAll(bool all);  ///< every point, not only what is near the front
  void setMarked(std::optional<std::size_t> candidate);
  /// Where a candidate is drawn.
  QPointF pointAt(std::size_t candidate) const;
  /// How many candidates lie outside of what is shown.
  std::size_t outside() const;

 Q_SIGNALS:
  void chosen(std::size_t candidate);
  void marked(std::size_t candidate);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  bool event(QEvent* event) override;

 private:
  QRectF plot() const;
  QPointF place(const ScatterPoint& point) const;
  bool shows(const ScatterPoint& point) const;
  std::optional<std::size_t> nearest(const QPointF& at) const;
  QColor colorOf(const Theme& theme, const ScatterPoint& point) const;
  QString recomputedTitle() const;
  QRectF headRoom() const;
  void paintAxes(QPainter& painter, const Theme& theme) const;
  void paintFront(QPainter& painter, const Theme& theme) const;
  void paintPoints(QPainter& painter, const Theme& theme) const;
  void paintMarks(QPainter& painter, const Theme& theme) const;
  void paintBudget(QPainter& painter, const Theme& theme) const;
  /// Below a mark, at its left where that is asked for and has room.
  void label(QPainter& painter, const QPointF& at, const QString& words, const QColor& color,
             bool left) const;

  std::optional<Scatter> scatter_;
  ScatterExtent extent_;
  std::map<std::size_t, Bytes> arenas_;
  QString note_;
  bool all_ = false;
  std::optional<std::size_t> marked_;
  std::optional<std::size_t> hovered_;
};

}  // namespace tessera::gui
