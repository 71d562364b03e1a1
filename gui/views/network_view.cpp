#include "gui/views/network_view.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>
#include <cmath>

#include "gui/models/qt_text.h"
#include "gui/views/network_painter.h"
#include "gui/views/pointer.h"
#include "gui/views/sequential_scale.h"

namespace tessera::gui {
namespace {

constexpr double smallestScale = 0.02;
constexpr double largestScale = 3;
constexpr double readable = 0.45;  // of a picture: smaller, nodes have no text
constexpr double notchZoom = 1.2;
constexpr int page = 10;

}  // namespace

NetworkView::NetworkView(Selection& selection, TimeAxis&, QWidget* parent)
    : QWidget(parent), selection_(selection) {
  setFocusPolicy(Qt::StrongFocus);
  setMouseTracking(true);
  setMinimumSize(240, 160);
  setAccessibleName(tr("Network"));
  setAccessibleDescription(
      tr("The operators as a graph, coloured by the bytes live while they run"));
  connect(&selection_, &Selection::changed, this, &NetworkView::revealSelected);
}

void NetworkView::setRun(const Run& run) {
  run_ = run;
  figures_ = run == nullptr ? NetworkFigures{} : networkFigures(*run);
  layOut();
  update();
}

void NetworkView::layOut() {
  const QSizeF size = networkNodeSize(font());
  LayoutRequest request{figures_.nodes.size(), size.width(), size.height(), figures_.edges, {}};
  for (const NetworkStage& stage : figures_.stages) request.groups.push_back(stage.nodes);
  if (request == request_) return;
  if (request.nodes != request_.nodes || request.edges != request_.edges) {
    layout_ = placed_ = {};
    fitted_ = true;
  }
  request_ = request;
  worker_.start([this, request](const Job& job) {
    if (job.stopped()) return;
    job.deliver([this, layout = layoutGraph(request)] {
      layout_ = layout;
      fit();
    });
  });
}

QRectF NetworkView::canvas() const {
  const double legend = fontMetrics().height() + 16.0;
  return QRectF(rect()).adjusted(0, legend, 0, 0);
}

QTransform NetworkView::transform() const {
  return QTransform::fromTranslate(offset_.x(), offset_.y()).scale(scale_, scale_);
}

void NetworkView::fit() {
  whole_ = false;
  place(smallestFit_);
  reveal(cursorNode());
}

void NetworkView::fitWhole() {
  whole_ = true;
  place(0);
}

void NetworkView::place(double smallest) {
  fitted_ = true;
  if (layout_.nodes.empty()) return;
  const QRectF room = canvas().adjusted(4, 4, -4, -4);
  placed_ = fitted(layout_, request_, {room.width(), room.height()}, smallest);
  const double whole =
      std::min({1.0, room.width() / placed_.width, room.height() / placed_.height});
  scale_ = whole >= smallest ? whole : std::clamp(room.width() / placed_.width, smallest, 1.0);
  if (!hint_ && scale_ < readable) {
    setMinimumSize((QSizeF(placed_.width, placed_.height + canvas().top()) * readable).toSize());
  }
  const double spareX = room.width() - placed_.width * scale_;
  const double spareY = room.height() - placed_.height * scale_;
  offset_ = {room.left() + std::max(0.0, spareX / 2), room.top() + std::max(0.0, spareY / 4)};
  update();
}

void NetworkView::fitForPicture() {
  smallestFit_ = 0;
  hint_ = false;
  fit();
}

QRectF NetworkView::nodeRect(OperatorId op) const {
  if (op.index() >= placed_.nodes.size()) return {};
  const LayoutBox& box = placed_.nodes[op.index()];
  return transform().mapRect(QRectF(box.left, box.top, box.width, box.height));
}

std::optional<std::size_t> NetworkView::nodeAt(const QPointF& at) const {
  if (!canvas().contains(at)) return std::nullopt;
  const QPointF point = transform().inverted().map(at);
  for (std::size_t i = 0; i < placed_.nodes.size(); ++i) {
    const LayoutBox& box = placed_.nodes[i];
    if (QRectF(box.left, box.top, box.width, box.height).contains(point)) return i;
  }
  return std::nullopt;
}

std::optional<std::size_t> NetworkView::selectedNode() const {
  if (run_ == nullptr) return std::nullopt;
  const Selected& selected = selection_.selected();
  if (selected.op) return selected.op->index();
  return selected.steps.empty() ? std::nullopt : cursorNode();
}

std::optional<std::size_t> NetworkView::cursorNode() const {
  if (run_ == nullptr) return std::nullopt;
  const auto& steps = run_->report.run.trace.steps;
  const auto cursor =
      static_cast<std::size_t>(std::max<std::int64_t>(0, selection_.selected().cursor));
  if (cursor >= steps.size()) return std::nullopt;
  return steps[cursor].op.index();
}

void NetworkView::revealSelected() {
  update();
  if (pressed_ || !isVisible()) return;
  const auto node = selectedNode();
  reveal(node ? node : cursorNode());
}

void NetworkView::reveal(std::optional<std::size_t> node) {
  if (!node) return;
  const QRectF box = nodeRect(OperatorId(*node));
  const QRectF room = canvas();
  if (box.isEmpty() || room.contains(box)) return;
  offset_ += room.center() - box.center();
  keepInSight();
}

void NetworkView::keepInSight() {
  const QRectF room = canvas();
  const QSizeF size(placed_.width * scale_, placed_.height * scale_);
  constexpr double least = 80;
  offset_.setX(std::clamp(offset_.x(), room.left() - size.width() + least, room.right() - least));
  offset_.setY(std::clamp(offset_.y(), room.top() - size.height() + least, room.bottom() - least));
  update();
}

void NetworkView::zoomBy(double factor, const QPointF& around) {
  const double scale = std::clamp(scale_ * factor, smallestScale, largestScale);
  offset_ = around - (around - offset_) * (scale / scale_);
  scale_ = scale;
  fitted_ = false;
  keepInSight();
}

void NetworkView::selectNeighbour(int by) {
  if (figures_.nodes.empty()) return;
  const int last = static_cast<int>(figures_.nodes.size()) - 1;
  const int now = static_cast<int>(selectedNode().value_or(0));
  selection_.selectOperator(OperatorId(static_cast<std::size_t>(std::clamp(now + by, 0, last))));
}

void NetworkView::resizeEvent(QResizeEvent*) {
  if (fitted_) whole_ ? fitWhole() : fit();
}

void NetworkView::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return;
  pressed_ = event->position();
  dragged_ = false;
}

void NetworkView::mouseMoveEvent(QMouseEvent* event) {
  if (!pressed_) {
    setCursor(nodeAt(event->position()) ? Qt::PointingHandCursor : Qt::ArrowCursor);
    return;
  }
  const QPointF by = event->position() - *pressed_;
  if (!dragged_ && by.manhattanLength() < dragDistance) return;
  dragged_ = true;
  fitted_ = false;
  setCursor(Qt::ClosedHandCursor);
  pressed_ = event->position();
  offset_ += by;
  keepInSight();
}

void NetworkView::mouseReleaseEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton || !pressed_) return;
  if (!dragged_) {
    if (const auto node = nodeAt(event->position())) {
      selection_.selectOperator(OperatorId(*node));
    } else {
      selection_.clear();
    }
  }
  pressed_.reset();
  unsetCursor();
}

void NetworkView::mouseDoubleClickEvent(QMouseEvent*) { fitWhole(); }

void NetworkView::wheelEvent(QWheelEvent* event) {
  if (placed_.nodes.empty() || event->angleDelta().y() == 0) return event->ignore();
  zoomBy(std::pow(notchZoom, event->angleDelta().y() / wheelNotch), event->position());
  event->accept();
}

void NetworkView::keyPressEvent(QKeyEvent* event) {
  const int by = event->modifiers().testFlag(Qt::ShiftModifier) ? page : 1;
  switch (event->key()) {
    case Qt::Key_Left:
      return selection_.moveCursor(-by);
    case Qt::Key_Right:
      return selection_.moveCursor(by);
    case Qt::Key_Up:
      return selectNeighbour(-by);
    case Qt::Key_Down:
      return selectNeighbour(by);
    case Qt::Key_Home:
      return selectNeighbour(-static_cast<int>(figures_.nodes.size()));
    case Qt::Key_End:
      return selectNeighbour(static_cast<int>(figures_.nodes.size()));
    case Qt::Key_Plus:
    case Qt::Key_Equal:
      return zoomBy(notchZoom, canvas().center());
    case Qt::Key_Minus:
      return zoomBy(1 / notchZoom, canvas().center());
    case Qt::Key_0:
      return fitWhole();
    default:
      QWidget::keyPressEvent(event);
  }
}

bool NetworkView::event(QEvent* event) {
  if (event->type() == QEvent::ToolTip) {
    const auto* help = static_cast<QHelpEvent*>(event);
    const auto node = nodeAt(help->pos());
    if (node) {
      QToolTip::showText(help->globalPos(), text(describeNode(figures_.nodes[*node])), this);
    } else {
      QToolTip::hideText();
    }
    return true;
  }
  if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FocusIn ||
      event->type() == QEvent::FocusOut) {
    update();
  }
  if (event->type() == QEvent::FontChange && run_ != nullptr) layOut();
  return QWidget::event(event);
}

void NetworkView::paintLegend(QPainter& painter) const {
  const Theme theme = themeOf(palette());
  const QRectF strip(0, 0, width(), canvas().top());
  painter.fillRect(strip, theme.panel);
  painter.setPen(theme.grid);
  painter.drawLine(strip.bottomLeft(), strip.bottomRight());
  const QFontMetricsF metrics(font());
  const double line = strip.center().y() + (metrics.ascent() - metrics.descent()) / 2;
  double x = 12;
  const auto write = [&](const QString& words, const QColor& color) {
    painter.setPen(color);
    painter.drawText(QPointF(x, line), words);
    x += metrics.horizontalAdvance(words) + 8;
  };
  write(tr("Most bytes live while it runs"), theme.ink);
  write(QStringLiteral("0"), theme.quiet);
  paintScaleBar(painter, theme, QRectF(x, strip.center().y() - 5, 140, 10));
  x += 148;
  write(text(kib(figures_.peak)), theme.quiet);
  const QString hint =
      layout_.nodes.empty() || layout_.layered
          ? tr("Wheel zooms, dragging pans, double click shows all")
          : tr("%1 operators: too large to lay out in layers, listed in order")
                .arg(text(grouped(static_cast<std::int64_t>(figures_.nodes.size()))));
  const double room = strip.right() - 12 - x - 16;
  if (room < 60 || !hint_) return;
  painter.setPen(theme.quiet);
  painter.drawText(QRectF(x + 16, strip.top(), room, strip.height()),
                   Qt::AlignRight | Qt::AlignVCenter,
                   metrics.elidedText(hint, Qt::ElideRight, room));
}

void NetworkView::paintNote(QPainter& painter, const QString& words) const {
  painter.setPen(themeOf(palette()).quiet);
  painter.drawText(canvas(), Qt::AlignCenter, words);
}

void NetworkView::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const Theme theme = themeOf(palette());
  painter.fillRect(rect(), theme.page);
  if (run_ == nullptr || figures_.nodes.empty()) {
    return paintNote(painter, run_ == nullptr ? tr("Open a model to see its operators")
                                              : tr("This network has no operators"));
  }
  paintLegend(painter);
  if (placed_.nodes.empty()) {
    return paintNote(painter, tr("Laying out %1 operators\u2026").arg(figures_.nodes.size()));
  }
  painter.save();
  painter.setClipRect(canvas());
  painter.setTransform(transform(), true);
  paintNetwork(painter,
               {figures_, request_, placed_, theme, font(),
                transform().inverted().mapRect(canvas()), scale_, selectedNode(), cursorNode()});
  painter.restore();
  if (hasFocus()) {
    painter.setPen(QPen(theme.selection, 2));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(rect().adjusted(1, 1, -1, -1));
  }
}

}  // namespace tessera::gui
