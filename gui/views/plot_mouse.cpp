#include "gui/views/plot_mouse.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QToolTip>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>
#include <utility>

#include "gui/views/pointer.h"

namespace tessera::gui {
namespace {

constexpr double zoomANotch = 0.8;
constexpr double zoomAKey = 0.5;

}  // namespace

PlotMouse::PlotMouse(QWidget& view, QWidget& surface, Selection& selection, TimeAxis& axis,
                     std::function<PlotFrame()> frame)
    : QObject(&view),
      surface_(surface),
      selection_(selection),
      axis_(axis),
      frame_(std::move(frame)) {
  surface.setMouseTracking(true);
  surface.installEventFilter(this);
  if (&view != &surface) view.installEventFilter(this);
}

bool PlotMouse::eventFilter(QObject* object, QEvent* event) {
  const bool onSurface = object == &surface_;
  switch (event->type()) {
    case QEvent::MouseButtonPress:
      return onSurface && mousePressed(static_cast<const QMouseEvent&>(*event));
    case QEvent::MouseMove:
      if (onSurface) mouseMoved(static_cast<const QMouseEvent&>(*event));
      return onSurface;
    case QEvent::MouseButtonRelease:
      if (onSurface) mouseReleased(static_cast<const QMouseEvent&>(*event));
      return onSurface;
    case QEvent::MouseButtonDblClick:
      if (onSurface) axis_.reset();
      return onSurface;
    case QEvent::Wheel:
      if (onSurface) wheelTurned(static_cast<const QWheelEvent&>(*event));
      return onSurface;
    case QEvent::ToolTip:
      // What is below would take the readout away as soon as the mouse rests.
      if (onSurface) Q_EMIT hovered(static_cast<const QHelpEvent&>(*event).pos());
      return onSurface;
    case QEvent::Leave:
      if (onSurface) rest(std::nullopt);
      QToolTip::hideText();
      return false;
    case QEvent::ShortcutOverride:
      if (!claims(static_cast<const QKeyEvent&>(*event))) return false;
      event->accept();
      return true;
    case QEvent::KeyPress:
      return keyPressed(static_cast<const QKeyEvent&>(*event));
    default:
      return false;
  }
}

bool PlotMouse::mousePressed(const QMouseEvent& event) {
  if (event.button() == Qt::MiddleButton) {
    panned_ = event.position().x();
    surface_.setCursor(Qt::ClosedHandCursor);
  } else if (event.button() == Qt::LeftButton) {
    pressed_ = event.position();
    extends_ = event.modifiers().testFlag(Qt::ShiftModifier);
  }
  return event.button() != Qt::RightButton;
}

void PlotMouse::mouseMoved(const QMouseEvent& event) {
  const PlotFrame frame = frame_();
  const double x = event.position().x();
  if (panned_) {
    axis_.pan(frame.positionAt(*panned_) - frame.positionAt(x));
    panned_ = x;
    return;
  }
  rest(x);
  if (!pressed_) {
    Q_EMIT hovered(event.position());
    return;
  }
  if (!band_ && std::abs(x - pressed_->x()) < dragDistance) return;
  const auto inside = [&](double at) {
    return frame.positionAt(std::clamp(at, frame.area.left(), frame.area.right()));
  };
  const double from = inside(pressed_->x());
  const double to = inside(x);
  band_ = Band{{std::min(from, to), std::max(from, to)}, extends_};
  Q_EMIT markChanged();
}

void PlotMouse::mouseReleased(const QMouseEvent& event) {
  if (event.button() == Qt::MiddleButton) {
    panned_.reset();
    surface_.unsetCursor();
  }
  if (event.button() != Qt::LeftButton || !pressed_) return;
  const std::optional<Band> band = band_;
  const QPointF at = *pressed_;
  drop();
  if (band) return take(*band);
  if (!extends_) {
    Q_EMIT clicked(at);
    return;
  }
  const std::int64_t step = axis_.stepAt(frame_().positionAt(at.x()));
  const std::int64_t cursor = selection_.selected().cursor;
  selection_.selectSteps(
      hull(hull(selection_.selected().steps, {cursor, cursor + 1}), {step, step + 1}));
}

void PlotMouse::take(const Band& band) {
  if (!band.selects) return axis_.zoomTo(band.range);
  selection_.selectSteps({axis_.stepAt(band.range.begin), axis_.stepAt(band.range.end) + 1});
}

void PlotMouse::drop() {
  pressed_.reset();
  band_.reset();
  Q_EMIT markChanged();
}

void PlotMouse::rest(std::optional<double> x) {
  if (hover_ == x) return;
  hover_ = x;
  Q_EMIT markChanged();
}

void PlotMouse::wheelTurned(const QWheelEvent& event) {
  const PlotFrame frame = frame_();
  const QPoint turned = event.angleDelta();
  const double width = frame.visible.end - frame.visible.begin;
  if (event.modifiers().testFlag(Qt::ShiftModifier) ||
      std::abs(turned.x()) > std::abs(turned.y())) {
    const int most = std::abs(turned.x()) > std::abs(turned.y()) ? turned.x() : turned.y();
    return axis_.pan(-most / wheelNotch * width / 10);
  }
  if (turned.y() == 0) return;
  const double x = std::clamp(event.position().x(), frame.area.left(), frame.area.right());
  axis_.zoomAround(frame.positionAt(x), std::pow(zoomANotch, turned.y() / wheelNotch));
}

bool PlotMouse::claims(const QKeyEvent& event) const {
  if (event.key() == Qt::Key_Escape) {
    return band_ || (selection_.selected().steps.empty() && !axis_.isWhole());
  }
  return false;
}

bool PlotMouse::escape() {
  if (band_ || pressed_) {
    drop();
  } else if (!selection_.selected().steps.empty()) {
    selection_.clear();
  } else {
    axis_.reset();
  }
  return true;
}

/// And shows it.
void PlotMouse::moveCursor(std::int64_t by) {
  selection_.moveCursor(by);
  const std::int64_t cursor = selection_.selected().cursor;
  const VisibleRange visible = axis_.visible();
  if (axis_.stepEnd(cursor) > visible.end) axis_.pan(axis_.stepEnd(cursor) - visible.end);
  if (axis_.stepBegin(cursor) < visible.begin) axis_.pan(axis_.stepBegin(cursor) - visible.begin);
}

bool PlotMouse::keyPressed(const QKeyEvent& event) {
  const bool alt = event.modifiers().testFlag(Qt::AltModifier);
  const bool control = event.modifiers().testFlag(Qt::ControlModifier);
  const std::int64_t by = event.modifiers().testFlag(Qt::ShiftModifier) ? 10 : 1;
  const auto zoom = [&](double factor) {
    const std::int64_t cursor = selection_.selected().cursor;
    axis_.zoomAround((axis_.stepBegin(cursor) + axis_.stepEnd(cursor)) / 2, factor);
  };
  switch (event.key()) {
    case Qt::Key_Left:
      alt ? axis_.back() : moveCursor(-by);
      return true;
    case Qt::Key_Right:
      alt ? axis_.forward() : moveCursor(by);
      return true;
    case Qt::Key_Home:
      moveCursor(-axis_.steps());
      return true;
    case Qt::Key_End:
      moveCursor(axis_.steps());
      return true;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
      zoom(zoomAKey);
      return true;
    case Qt::Key_Minus:
      zoom(1 / zoomAKey);
      return true;
    case Qt::Key_0:
      if (control) axis_.reset();
      return control;
    case Qt::Key_Escape:
      return escape();
    default:
      return false;
  }
}

}  // namespace tessera::gui
