#include "gui/views/timeline_view.h"

#include <QEvent>
#include <QToolTip>

#include "gui/views/timeline_chart.h"

namespace tessera::gui {

TimelineView::TimelineView(Selection& selection, TimeAxis& axis, QWidget* parent)
    : QWidget(parent),
      selection_(selection),
      axis_(axis),
      chart_(new TimelineChart(selection, axis, this)) {
  setFocusPolicy(Qt::StrongFocus);
  setMinimumHeight(110);
  setAccessibleName(tr("Memory timeline"));
  setAccessibleDescription(
      tr("Live SRAM bytes against steps or milliseconds, stacked by kind of buffer. Left and Right "
         "move from step to step."));
  connect(&chart_->mouse(), &PlotMouse::clicked, this, [this](QPointF at) {
    if (run_ != nullptr) selection_.selectStep(axis_.stepAt(chart_->frame().positionAt(at.x())));
  });
  connect(&chart_->mouse(), &PlotMouse::hovered, this, [this](QPointF at) {
    const QPoint place = chart_->viewport()->mapToGlobal(at.toPoint());
    QToolTip::showText(place, hoverText(at), chart_->viewport());
  });
}

void TimelineView::setRun(const Run& run) {
  run_ = run;
  chart_->setRun(run);
}

void TimelineView::setOverlay(const Run& run) { chart_->setOverlay(run); }

QString TimelineView::hoverText(QPointF at) const {
  const PlotFrame frame = chart_->frame();
  if (run_ == nullptr || axis_.steps() == 0 || !frame.area.contains(at)) return {};
  return linesAsTip(explainStep(*run_, axis_.stepAt(frame.positionAt(at.x()))));
}

void TimelineView::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) {
    chart_->invalidate();
  }
}

void TimelineView::resizeEvent(QResizeEvent*) { chart_->setGeometry(rect()); }

void TimelineView::focusInEvent(QFocusEvent* event) {
  chart_->focusFrame().focusIn(*event);
  chart_->viewport()->update();
}

void TimelineView::focusOutEvent(QFocusEvent* event) {
  chart_->focusFrame().focusOut(*event);
  chart_->viewport()->update();
}

}  // namespace tessera::gui
