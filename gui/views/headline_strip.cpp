#include "gui/views/headline_strip.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>
#include <numeric>

#include "gui/models/qt_text.h"
#include "gui/views/theme.h"

namespace tessera::gui {
namespace {

constexpr int headlineMargin = 14;
constexpr int headlineGap = 7;  // above and below a row
constexpr int widestName = 18;  // letters of a name that a column is made wide for

QFont valueFont(const QFont& base) {
  QFont font = base;
  font.setPointSizeF(base.pointSizeF() * 1.6);
  font.setWeight(QFont::DemiBold);
  return font;
}

QFont smallFont(const QFont& base) {
  QFont font = base;
  font.setPointSizeF(base.pointSizeF() * 0.9);
  return font;
}

QColor colorOf(const Theme& theme, HeadlineFigure::Mood mood) {
  if (mood == HeadlineFigure::Mood::good) return theme.good;
  return mood == HeadlineFigure::Mood::alarm ? theme.alarm : theme.ink;
}

}  // namespace

HeadlineStrip::HeadlineStrip(QWidget* parent) : QFrame(parent) {
  QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
  policy.setHeightForWidth(true);
  setSizePolicy(policy);
  setAccessibleName(tr("Summary of the run"));
}

void HeadlineStrip::setOutdated(bool outdated) {
  outdated_ = outdated;
  update();
}

void HeadlineStrip::setRun(const Run& run) {
  run_ = run;
  outdated_ = false;
  figures_ = run == nullptr ? std::vector<HeadlineFigure>{} : headline(*run);
  QString spoken;
  for (const HeadlineFigure& figure : figures_) {
    spoken += text(figure.title + " " + figure.value + ", " + figure.detail + ". ");
  }
  setAccessibleDescription(spoken);
  updateGeometry();
  update();
}

int HeadlineStrip::rowHeight() const {
  return QFontMetrics(valueFont(font())).height() + 3 * QFontMetrics(smallFont(font())).height() +
         2 * headlineGap;
}

int HeadlineStrip::naturalWidth(const HeadlineFigure& figure) const {
  const QFontMetrics small(smallFont(font()));
  int width = QFontMetrics(valueFont(font())).horizontalAdvance(text(figure.value));
  for (const std::string* line : {&figure.title, &figure.detail, &figure.more}) {
    const QString words =
        line == &figure.more && figure.moreIsName ? text(*line).left(widestName) : text(*line);
    width = std::max(width, small.horizontalAdvance(words));
  }
  return width + 2 * headlineMargin;
}

/// As few rows as hold every figure whole; what is left over is shared among the columns.
HeadlineStrip::Table HeadlineStrip::tableIn(int width) const {
  Table table;
  for (table.rows = 1; table.rows <= figures_.size(); ++table.rows) {
    const std::size_t columns = (figures_.size() + table.rows - 1) / table.rows;
    table.widths.assign(columns, 0);
    for (std::size_t i = 0; i < figures_.size(); ++i) {
      int& widest = table.widths[i % columns];
      widest = std::max(widest, naturalWidth(figures_[i]));
    }
    const int spare = width - std::accumulate(table.widths.begin(), table.widths.end(), 0);
    for (int& each : table.widths) each += std::max(0, spare) / static_cast<int>(columns);
    if (spare >= 0 || columns == 1) break;
  }
  return table;
}

int HeadlineStrip::heightForWidth(int width) const {
  return static_cast<int>(tableIn(width).rows) * rowHeight();
}

QSize HeadlineStrip::sizeHint() const { return {600, heightForWidth(std::max(600, width()))}; }

QSize HeadlineStrip::minimumSizeHint() const { return {200, rowHeight()}; }

std::vector<HeadlineStrip::Line> HeadlineStrip::linesOf(std::size_t index, QRect cell) const {
  const HeadlineFigure& figure = figures_[index];
  const Theme theme = themeOf(palette());
  const QFont small = smallFont(font());
  std::vector<Line> lines;
  int y = cell.top() + headlineGap;
  const auto add = [&](const QString& words, const QFont& font, const QColor& color, bool mayCut) {
    const QFontMetrics metrics(font);
    const QRect room(cell.left() + headlineMargin, y, cell.width() - 2 * headlineMargin,
                     metrics.height());
    lines.push_back({words,
                     mayCut ? metrics.elidedText(words, Qt::ElideMiddle, room.width()) : words,
                     room, font, color, mayCut, index});
    y += metrics.height();
  };
  add(text(figure.title), small, theme.quiet, false);
  add(text(figure.value), valueFont(font()), outdated_ ? theme.quiet : colorOf(theme, figure.mood),
      false);
  add(outdated_ ? tr("under %1").arg(text(run_->report.run.schedule.name)) : text(figure.detail),
      small, theme.quiet, outdated_);
  add(text(figure.more), small, theme.quiet, figure.moreIsName);
  return lines;
}

std::vector<HeadlineStrip::Line> HeadlineStrip::lines() const {
  const Table table = tableIn(width());
  std::vector<Line> all;
  for (std::size_t i = 0; i < figures_.size(); ++i) {
    const std::size_t column = i % table.widths.size();
    const auto first = table.widths.begin();
    const int left = std::accumulate(first, first + static_cast<std::ptrdiff_t>(column), 0);
    const int top = static_cast<int>(i / table.widths.size()) * rowHeight();
    for (Line& line : linesOf(i, {left, top, table.widths[column], rowHeight()})) {
      all.push_back(std::move(line));
    }
  }
  return all;
}

void HeadlineStrip::paintEvent(QPaintEvent*) {
  if (run_ == nullptr) return;
  QPainter painter(this);
  const Theme theme = themeOf(palette());
  painter.fillRect(rect(), theme.panel);
  painter.setPen(theme.grid);
  painter.drawLine(0, height() - 1, width(), height() - 1);
  for (const Line& line : lines()) {
    painter.setFont(line.font);
    painter.setPen(line.color);
    painter.drawText(line.room, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip, line.shown);
  }
}

bool HeadlineStrip::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip || figures_.empty()) return QFrame::event(event);
  const auto* help = static_cast<QHelpEvent*>(event);
  for (const Line& line : lines()) {
    const QRect cell = line.room.adjusted(-headlineMargin, 0, headlineMargin, 0);
    if (!cell.contains(help->pos())) continue;
    const HeadlineFigure& figure = figures_[line.figure];
    QString words = text(figure.title + ": " + figure.value);
    for (const std::string& part : {figure.detail, figure.more}) {
      if (!part.empty()) words += QStringLiteral(", ") + text(part);
    }
    QToolTip::showText(help->globalPos(), words + u'\n' + text(figure.tip), this);
    return true;
  }
  QToolTip::hideText();
  return true;
}

}  // namespace tessera::gui
