#pragma once

#include <QWidget>
#include <optional>
#include <vector>

#include "gui/models/patch_maps.h"
#include "gui/views/patch_shades.h"

namespace tessera::gui {

/// The feature maps of one per-patch stage as rectangles, each in its own scale: how often each
/// part is computed, and the current patch with its halo.
class PatchCanvas : public QWidget {
  Q_OBJECT

 public:
  explicit PatchCanvas(QWidget* parent = nullptr);

  /// What to draw; null: nothing. It must outlive its being shown.
  void setStage(const StageMaps* stage);
  /// The patch, and the position in the block of the operator that runs; nothing: of none.
  void setPatch(std::int64_t patch, std::optional<std::int64_t> op);
  /// Lays the maps out in this area: as large as they fit, else the canvas becomes higher.
  void fitInto(const QSize& area);

  /// Where the map with that index is drawn, for tests and for hovering.
  QRectF mapRect(std::size_t index) const { return places_[index].map; }
  std::optional<std::size_t> mapAt(const QPointF& point) const;

 Q_SIGNALS:
  void operatorChosen(OperatorId op);  ///< in this patch: a click
  void allStepsChosen(OperatorId op);  ///< in all patches: a double click

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void changeEvent(QEvent* event) override;

 private:
  struct Place {
    QRectF card;  // with the texts
    QRectF map;
  };

  enum class Swatch : std::uint8_t { none, times, own, halo, held, toCome, assembled };
  struct LegendEntry {
    Swatch swatch;
    int times;
    QString words;
    QPointF at;  // its top left
  };

  std::vector<LegendEntry> legend(int width) const;
  int legendLine() const;
  double entryWidth(const LegendEntry& entry) const;
  int headerHeight() const;
  int legendHeight(int width) const;
  int rowHeight(int side) const;
  int contentHeight(int side, int width) const;
  void place(int side, int width);
  QRectF onMap(std::size_t index, const Region& region) const;
  bool isDone(const StageMap& map, std::size_t index) const;
  void drawLegend(QPainter& painter, const Theme& theme, const PatchShades& shades) const;
  void drawCard(QPainter& painter, const Theme& theme, std::size_t index) const;
  void drawTimes(QPainter& painter, const PatchShades& shades, std::size_t index) const;
  void drawPatch(QPainter& painter, const Theme& theme, const PatchShades& shades,
                 std::size_t index) const;
  std::string roleOf(const StageMap& map) const;

  const StageMaps* stage_ = nullptr;
  std::int64_t patch_ = 0;
  std::optional<std::size_t> running_;  // the map that is being computed
  double tallest_ = 1;                  // height over width, at most 1
  std::vector<int> times_;              // those that occur
  std::vector<Place> places_;
  int legendRoom_ = 0;  ///< `legendHeight` at the width that it was fitted into
};

}  // namespace tessera::gui
