#include "gui/views/patch_canvas.h"

#include <QMouseEvent>
#include <QToolTip>
#include <algorithm>
#include <cmath>
#include <set>

#include "gui/models/qt_text.h"

namespace tessera::gui {
namespace {

constexpr int canvasMargin = 12;
constexpr int cardGap = 14;
constexpr int cardPad = 7;  // between a card's frame and what is in it
constexpr int smallestSide = 96;
constexpr int largestSide = 300;
constexpr double thinnest = 10;          // of maps that are long and narrow
constexpr std::size_t mostSwatches = 8;  // in the legend
constexpr int swatch = 14;

/// As large as it fits into a square, proportions kept.
QSizeF fitted(const Region& whole, double side) {
  const auto rows = static_cast<double>(std::max<std::int64_t>(whole.rows.length(), 1));
  const auto columns = static_cast<double>(std::max<std::int64_t>(whole.columns.length(), 1));
  const double scale = side / std::max(rows, columns);
  return {std::max(columns * scale, thinnest), std::max(rows * scale, thinnest)};
}

/// On whole pixels, so that a line of even width is as wide on all sides.
QRectF crisp(const QRectF& rect) {
  return {QPointF(rect.topLeft().toPoint()), QPointF(rect.bottomRight().toPoint())};
}

/// Those of `all` that a legend names: first, last, and some between.
std::vector<int> some(const std::vector<int>& all) {
  if (all.size() <= mostSwatches) return all;
  std::vector<int> chosen;
  for (std::size_t i = 0; i < mostSwatches; ++i) {
    chosen.push_back(all[i * (all.size() - 1) / (mostSwatches - 1)]);
  }
  return chosen;
}

}  // namespace

PatchCanvas::PatchCanvas(QWidget* parent) : QWidget(parent) {
  setMouseTracking(true);
  setAccessibleName(tr("Feature maps of the per-patch stage"));
}

void PatchCanvas::setStage(const StageMaps* stage) {
  stage_ = stage;
  running_.reset();
  patch_ = 0;
  tallest_ = 0;
  std::set<int> times;
  if (stage != nullptr) {
    for (const StageMap& map : stage->maps) {
      tallest_ = std::max(tallest_, fitted(map.whole, 1000).height() / 1000);
      for (const CoverageCell& cell : map.coverage.cells()) times.insert(cell.times);
    }
  }
  times_.assign(times.begin(), times.end());
  update();
}

void PatchCanvas::setPatch(std::int64_t patch, std::optional<std::int64_t> op) {
  patch_ = patch;
  running_.reset();
  if (stage_ != nullptr && op) {
    const auto inputs = stage_->maps.size() - static_cast<std::size_t>(stage_->operators);
    running_ = inputs + static_cast<std::size_t>(*op);
  }
  update();
}

int PatchCanvas::headerHeight() const { return 2 * fontMetrics().height() + 6; }

int PatchCanvas::legendHeight(int width) const {
  return static_cast<int>(legend(width).back().at.y()) - canvasMargin + legendLine() + 2;
}

int PatchCanvas::rowHeight(int side) const {
  return headerHeight() + static_cast<int>(std::ceil(side * tallest_)) + 2 * cardPad + cardGap;
}

int PatchCanvas::contentHeight(int side, int width) const {
  const int columns =
      std::max(1, (width - 2 * canvasMargin + cardGap) / (side + 2 * cardPad + cardGap));
  const auto count = static_cast<int>(stage_->maps.size());
  const int rows = (count + columns - 1) / columns;
  return canvasMargin + legendRoom_ + rows * rowHeight(side) + canvasMargin - cardGap;
}

void PatchCanvas::fitInto(const QSize& area) {
  if (stage_ == nullptr) return;
  legendRoom_ = legendHeight(area.width());
  int side = largestSide;
  while (side > smallestSide && contentHeight(side, area.width()) > area.height()) side -= 2;
  place(side, area.width());
  setMinimumHeight(contentHeight(side, area.width()));
  update();
}

/// Columns share the width that is left over.
void PatchCanvas::place(int side, int width) {
  places_.clear();
  const int columns =
      std::max(1, (width - 2 * canvasMargin + cardGap) / (side + 2 * cardPad + cardGap));
  const double pitch = static_cast<double>(width - 2 * canvasMargin + cardGap) / columns;
  for (std::size_t i = 0; i < stage_->maps.size(); ++i) {
    const auto at = static_cast<int>(i);
    const double left = canvasMargin + (at % columns) * pitch;
    const double top = canvasMargin + legendRoom_ + (at / columns) * rowHeight(side);
    const QRectF card(left, top, pitch - cardGap, rowHeight(side) - cardGap);
    const QSizeF size = fitted(stage_->maps[i].whole, side);
    places_.push_back(
        {card, QRectF(QPointF(left + cardPad, top + cardPad + headerHeight()), size)});
  }
}

std::optional<std::size_t> PatchCanvas::mapAt(const QPointF& point) const {
  for (std::size_t i = 0; i < places_.size(); ++i) {
    if (places_[i].card.contains(point)) return i;
  }
  return std::nullopt;
}

QRectF PatchCanvas::onMap(std::size_t index, const Region& region) const {
  const StageMap& map = stage_->maps[index];
  const QRectF& rect = places_[index].map;
  const double down = rect.height() / static_cast<double>(map.whole.rows.length());
  const double across = rect.width() / static_cast<double>(map.whole.columns.length());
  return {rect.left() + static_cast<double>(region.columns.begin) * across,
          rect.top() + static_cast<double>(region.rows.begin) * down,
          static_cast<double>(region.columns.length()) * across,
          static_cast<double>(region.rows.length()) * down};
}

void PatchCanvas::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const Theme theme = themeOf(palette());
  painter.fillRect(rect(), theme.page);
  if (stage_ == nullptr || places_.size() != stage_->maps.size()) return;
  const PatchShades shades(theme, times_.empty() ? 1 : times_.back());
  drawLegend(painter, theme, shades);
  for (std::size_t i = 0; i < places_.size(); ++i) {
    drawCard(painter, theme, i);
    drawTimes(painter, shades, i);
    drawPatch(painter, theme, shades, i);
  }
}

/// The entries of the legend, each with the line and the place where it fits.
std::vector<PatchCanvas::LegendEntry> PatchCanvas::legend(int width) const {
  std::vector<LegendEntry> entries{{Swatch::none, 0, tr("Computed:"), {}}};
  for (const int count : some(times_)) {
    entries.push_back({Swatch::times, count, QStringLiteral("%1\u00d7").arg(count), {}});
  }
  const std::size_t second = entries.size();
  entries.push_back({Swatch::none, 0, tr("This patch:"), {}});
  entries.push_back({Swatch::own, 0, tr("its own"), {}});
  entries.push_back({Swatch::halo, 0, tr("halo, other patches compute it too"), {}});
  if (stage_ != nullptr && stage_->holds) {
    entries.push_back({Swatch::held, 0, tr("held from earlier patches"), {}});
  }
  entries.push_back({Swatch::toCome, 0, tr("to come"), {}});
  entries.push_back({Swatch::assembled, 0, tr("output of earlier patches"), {}});
  QPointF at(canvasMargin, canvasMargin);
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const double room = entryWidth(entries[i]);
    if (i == second) at.rx() += 12;
    if (at.x() > canvasMargin && at.x() + room > width - canvasMargin) {
      at = {canvasMargin, at.y() + legendLine()};
    }
    entries[i].at = at;
    at.rx() += room + 14;
  }
  return entries;
}

int PatchCanvas::legendLine() const { return std::max(swatch, fontMetrics().height()) + 6; }

double PatchCanvas::entryWidth(const LegendEntry& entry) const {
  const double box = entry.swatch == Swatch::none ? 0 : swatch + 5;
  return box + fontMetrics().horizontalAdvance(entry.words);
}

void PatchCanvas::drawLegend(QPainter& painter, const Theme& theme,
                             const PatchShades& shades) const {
  for (const LegendEntry& entry : legend(width())) {
    const double top = entry.at.y() + (fontMetrics().height() - swatch) / 2.0;
    const QRectF box(entry.at.x(), top, swatch, swatch);
    if (entry.swatch == Swatch::times) painter.fillRect(box, shades.times(entry.times));
    if (entry.swatch == Swatch::own) painter.fillRect(box, shades.own);
    if (entry.swatch == Swatch::halo) painter.fillRect(box, shades.times(2));
    if (entry.swatch == Swatch::halo) hatch(painter, box, shades.halo);
    if (entry.swatch == Swatch::held) hatch(painter, box, shades.held);
    if (entry.swatch == Swatch::assembled) painter.fillRect(box, shades.assembled);
    double left = entry.at.x();
    if (entry.swatch != Swatch::none) {
      const bool dashed = entry.swatch == Swatch::toCome;
      painter.setPen(QPen(theme.ink, dashed ? 1.5 : 1, dashed ? Qt::DashLine : Qt::SolidLine));
      painter.setBrush(Qt::NoBrush);
      painter.drawRect(box);
      left += swatch + 5;
    }
    painter.setPen(theme.quiet);
    painter.drawText(QPointF(left, entry.at.y() + fontMetrics().ascent()), entry.words);
  }
}

std::string PatchCanvas::roleOf(const StageMap& map) const {
  if (!map.op) return "stage input";
  return map.isStageOutput ? "stage output" : "";
}

void PatchCanvas::drawCard(QPainter& painter, const Theme& theme, std::size_t index) const {
  const StageMap& map = stage_->maps[index];
  const Place& place = places_[index];
  const bool runs = running_ == index;
  QFont name = font();
  name.setBold(runs);
  const QFontMetricsF metrics(name);
  const QFontMetricsF plain(font());
  const double room = place.card.width() - 2 * cardPad;
  QString role = text(roleOf(map));
  // The name goes first.
  const double both = metrics.horizontalAdvance(text(map.name)) + plain.horizontalAdvance(role) + 8;
  if (both > room) role.clear();
  const double roleWidth = role.isEmpty() ? 0 : plain.horizontalAdvance(role) + 8;
  const double wanted = std::max(metrics.horizontalAdvance(text(map.name)) + roleWidth,
                                 plain.horizontalAdvance(text(map.sizeText())));
  const double width = std::min(std::max(place.map.width(), wanted), room);
  QRectF frame = place.card;
  frame.setWidth(width + 2 * cardPad);
  if (runs) {
    painter.setPen(QPen(theme.selection, 2));
    painter.setBrush(theme.panel);
    painter.setRenderHint(QPainter::Antialiasing, true);
    painter.drawRoundedRect(frame, 5, 5);
    painter.setRenderHint(QPainter::Antialiasing, false);
  }
  const QPointF at(place.map.left(), place.card.top() + cardPad + metrics.ascent());
  painter.setFont(name);
  painter.setPen(theme.ink);
  painter.drawText(at, metrics.elidedText(text(map.name), Qt::ElideMiddle, width - roleWidth));
  painter.setFont(font());
  painter.setPen(theme.quiet);
  painter.drawText(at + QPointF(width - roleWidth + 8, 0), role);
  painter.drawText(at + QPointF(0, metrics.height()),
                   plain.elidedText(text(map.sizeText()), Qt::ElideRight, width));
}

void PatchCanvas::drawTimes(QPainter& painter, const PatchShades& shades, std::size_t index) const {
  const CoverageMap& coverage = stage_->maps[index].coverage;
  if (!coverage.isComplete()) hatch(painter, places_[index].map, themeOf(palette()).hatch);
  painter.setPen(Qt::NoPen);
  for (const CoverageCell& cell : coverage.cells()) {
    painter.fillRect(onMap(index, cell.region), shades.times(cell.times));
  }
}

/// Whether the current patch has it computed already.
bool PatchCanvas::isDone(const StageMap& map, std::size_t index) const {
  return !map.op || !running_ || index <= *running_;
}

void PatchCanvas::drawPatch(QPainter& painter, const Theme& theme, const PatchShades& shades,
                            std::size_t index) const {
  const StageMap& map = stage_->maps[index];
  const auto at = static_cast<std::size_t>(patch_);
  if (map.isStageOutput) {
    for (std::size_t i = 0; i < at; ++i) {
      painter.fillRect(onMap(index, map.patches.clipped[i]), shades.assembled);
    }
  }
  if (map.holds(at) && isDone(map, index)) {
    hatch(painter, onMap(index, map.needed[at]), shades.held);
  }
  const Region region = map.patches.clipped[at];
  if (!region.empty()) {
    const QRectF whole = onMap(index, region);
    const Region owned = map.coverage.owned(region);
    const QRectF own = owned.empty() ? QRectF(whole.bottomRight(), QSizeF()) : onMap(index, owned);
    if (isDone(map, index)) {
      if (!owned.empty()) painter.fillRect(own, shades.own);
      hatch(painter, {whole.topLeft(), QPointF(whole.right(), own.top())}, shades.halo);
      hatch(painter, {QPointF(whole.left(), own.bottom()), whole.bottomRight()}, shades.halo);
      hatch(painter, {QPointF(whole.left(), own.top()), own.bottomLeft()}, shades.halo);
      hatch(painter, {own.topRight(), QPointF(whole.right(), own.bottom())}, shades.halo);
    }
    painter.setBrush(Qt::NoBrush);
    const Qt::PenStyle line = isDone(map, index) ? Qt::SolidLine : Qt::DashLine;
    painter.setPen(QPen(theme.page, 4, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
    painter.drawRect(crisp(whole));
    painter.setPen(QPen(theme.ink, 2, line, Qt::FlatCap, Qt::MiterJoin));
    painter.drawRect(crisp(whole));
  }
  painter.setPen(QPen(theme.ink, 1));
  painter.setBrush(Qt::NoBrush);
  painter.drawRect(places_[index].map.toRect());
}

void PatchCanvas::mousePressEvent(QMouseEvent* event) {
  const auto index = stage_ == nullptr ? std::nullopt : mapAt(event->position());
  if (event->button() != Qt::LeftButton || !index || !stage_->maps[*index].op) {
    return QWidget::mousePressEvent(event);
  }
  Q_EMIT operatorChosen(*stage_->maps[*index].op);
}

void PatchCanvas::mouseDoubleClickEvent(QMouseEvent* event) {
  const auto index = stage_ == nullptr ? std::nullopt : mapAt(event->position());
  if (index && stage_->maps[*index].op) Q_EMIT allStepsChosen(*stage_->maps[*index].op);
}

void PatchCanvas::mouseMoveEvent(QMouseEvent* event) {
  const auto index = stage_ == nullptr ? std::nullopt : mapAt(event->position());
  if (!index) return QToolTip::hideText();
  const StageMap& map = stage_->maps[*index];
  const QRectF& rect = places_[*index].map;
  const QPointF inside = event->position() - rect.topLeft();
  const auto row =
      std::floor(inside.y() / rect.height() * static_cast<double>(map.whole.rows.length()));
  const auto column =
      std::floor(inside.x() / rect.width() * static_cast<double>(map.whole.columns.length()));
  QToolTip::showText(event->globalPosition().toPoint(),
                     text(describeMap(*stage_, map, patch_, static_cast<std::int64_t>(row),
                                      static_cast<std::int64_t>(column))),
                     this);
}

void PatchCanvas::changeEvent(QEvent* event) {
  if (event->type() == QEvent::PaletteChange) update();
  QWidget::changeEvent(event);
}

}  // namespace tessera::gui
