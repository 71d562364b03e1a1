#include "gui/views/headline_strip.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include "gui/models/headline.h"
#include "gui/models/qt_text.h"
#include "gui/views/theme.h"

namespace tessera::gui {
namespace {

constexpr int headlineMargin = 14;

QFont valueFont(const QFont& base) {
  QFont font = base;
  font.setPointSizeF(base.pointSizeF() * 1.6);
  font.setWeight(QFont::DemiBold);
  return font;
}

/// Numbers are never cut: they become smaller where the column is narrow.
QFont narrowed(QFont font, const QString& value, int room) {
  while (font.pointSizeF() > 7 && QFontMetrics(font).horizontalAdvance(value) > room) {
    font.setPointSizeF(font.pointSizeF() - 0.5);
  }
  return font;
}

QFont smallFont(const QFont& base) {
  QFont font = base;
  font.setPointSizeF(base.pointSizeF() * 0.9);
  return font;
}

}  // namespace

HeadlineStrip::HeadlineStrip(QWidget* parent) : QFrame(parent) {
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  setAccessibleName(tr("Summary of the run"));
}

void HeadlineStrip::setOutdated(bool outdated) {
  outdated_ = outdated;
  update();
}

void HeadlineStrip::setRun(const Run& run) {
  run_ = run;
  outdated_ = false;
  if (run != nullptr) {
    QString spoken;
    for (const HeadlineFigure& figure : headline(*run)) {
      spoken += text(figure.title + " " + figure.value + ", " + figure.detail + ". ");
    }
    setAccessibleDescription(spoken);
  }
  update();
}

QSize HeadlineStrip::sizeHint() const {
  const int height =
      QFontMetrics(valueFont(font())).height() + 2 * QFontMetrics(smallFont(font())).height() + 18;
  return {600, height};
}

int HeadlineStrip::columnWidth() const { return run_ == nullptr ? width() : width() / 6; }

void HeadlineStrip::paintEvent(QPaintEvent*) {
  if (run_ == nullptr) return;
  QPainter painter(this);
  const Theme theme = themeOf(palette());
  painter.fillRect(rect(), theme.panel);
  painter.setPen(theme.grid);
  painter.drawLine(0, height() - 1, width(), height() - 1);
  const QFontMetrics small(smallFont(font()));
  const QFontMetrics large(valueFont(font()));
  const int room = columnWidth() - 2 * headlineMargin;
  int x = headlineMargin;
  for (const HeadlineFigure& figure : headline(*run_)) {
    int y = 8 + small.ascent();
    painter.setFont(smallFont(font()));
    painter.setPen(theme.quiet);
    painter.drawText(x, y, small.elidedText(text(figure.title), Qt::ElideRight, room));
    y += small.descent() + large.ascent();
    painter.setFont(narrowed(valueFont(font()), text(figure.value), room));
    using Mood = HeadlineFigure::Mood;
    painter.setPen(outdated_                    ? theme.quiet
                   : figure.mood == Mood::good  ? theme.good
                   : figure.mood == Mood::alarm ? theme.alarm
                                                : theme.ink);
    painter.drawText(x, y, text(figure.value));
    y += large.descent() + small.ascent() + 1;
    painter.setFont(smallFont(font()));
    painter.setPen(theme.quiet);
    const QString detail =
        outdated_ ? tr("under %1").arg(text(run_->report.run.schedule.name)) : text(figure.detail);
    painter.drawText(x, y, small.elidedText(detail, Qt::ElideMiddle, room));
    x += columnWidth();
  }
}

bool HeadlineStrip::event(QEvent* event) {
  if (event->type() == QEvent::ToolTip && run_ != nullptr) {
    const auto* help = static_cast<QHelpEvent*>(event);
    const auto figures = headline(*run_);
    const auto at = static_cast<std::size_t>(std::max(0, help->x() / std::max(1, columnWidth())));
    if (at < figures.size()) {
      const HeadlineFigure& figure = figures[at];
      QToolTip::showText(
          help->globalPos(),
          text(figure.title + ": " + figure.value +
               (figure.detail.empty() ? "" : " (" + figure.detail + ")") + "\n" + figure.tip),
          this);
    }
    return true;
  }
  return QFrame::event(event);
}

}  // namespace tessera::gui
