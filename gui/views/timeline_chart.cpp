#include "gui/views/timeline_chart.h"

#include <QChart>
#include <QGraphicsLayout>
#include <algorithm>

#include "sim/report/latency_report.h"

namespace tessera::gui {
namespace {

constexpr double fewPixels = 3;

/// Without frame, margins, legend or scales: those are painted.
QChart* bareChart() {
  auto* chart = new QChart;
  chart->setBackgroundVisible(false);
  chart->setMargins({});
  chart->layout()->setContentsMargins(0, 0, 0, 0);
  chart->legend()->hide();
  chart->setAnimationOptions(QChart::NoAnimation);
  return chart;
}

QValueAxis* hiddenAxis(QChart& chart, Qt::Alignment side) {
  auto* axis = new QValueAxis;
  axis->setVisible(false);
  chart.addAxis(axis, side);
  return axis;
}

QLineSeries* series(QChart& chart, QValueAxis* across, QValueAxis* upwards) {
  auto* made = new QLineSeries;
  chart.addSeries(made);
  made->attachAxis(across);
  made->attachAxis(upwards);
  return made;
}

/// Where the steps of a run end in the unit; nothing where it has no latency.
std::optional<std::vector<double>> endsOf(const Run& run, TimelineAxis unit) {
  if (run == nullptr) return std::nullopt;
  const SimulationReport& report = run->report;
  if (unit == TimelineAxis::milliseconds &&
      !milliseconds(report.target, report.run.trace.totals.cycles)) {
    return std::nullopt;
  }
  return stepEnds(report, unit);
}

}  // namespace

TimelineChart::TimelineChart(Selection& selection, TimeAxis& axis, QWidget* view)
    : QChartView(bareChart(), view), selection_(selection), axis_(axis) {
  setFrameShape(QFrame::NoFrame);
  setFocusPolicy(Qt::NoFocus);
  setViewportUpdateMode(QGraphicsView::FullViewportUpdate);
  setRenderHint(QPainter::Antialiasing, false);
  setMinimumSize(0, 0);
  across_ = hiddenAxis(*chart(), Qt::AlignBottom);
  upwards_ = hiddenAxis(*chart(), Qt::AlignLeft);
  overlayOutline_ = series(*chart(), across_, upwards_);
  outline_ = series(*chart(), across_, upwards_);
  mouse_ = new PlotMouse(*view, *viewport(), selection, axis, [this] { return frame(); });
  connect(&axis, &TimeAxis::changed, this, &TimelineChart::invalidate);
  connect(&selection, &Selection::changed, viewport(), qOverload<>(&QWidget::update));
  connect(mouse_, &PlotMouse::markChanged, viewport(), qOverload<>(&QWidget::update));
}

void TimelineChart::setRun(const Run& run) {
  data_ = timelineData(run);
  invalidate();
}

void TimelineChart::setOverlay(const Run& run) {
  overlay_ = timelineData(run);
  invalidate();
}

void TimelineChart::invalidate() {
  stale_ = true;
  viewport()->update();
}

bool TimelineChart::ready() const {
  return !data_.empty() && axis_.steps() == static_cast<std::int64_t>(data_.live.size()) &&
         axis_.end() > 0;
}

/// Of text above the plot: the legend and the peak's words.
int TimelineChart::rows() const {
  const QFontMetricsF metrics(font());
  const double width = plotAreaIn(viewport()->size(), metrics, 0).width();
  return 1 + legendRows(legend(themeOf(palette())), width, metrics);
}

double TimelineChart::most() const {
  const Bytes highest = topOf(data_.limit, std::max(data_.peak, overlay_.peak));
  return std::max(1.0, static_cast<double>(highest.count()) * headroom);
}

PlotFrame TimelineChart::frame() const {
  return {plotAreaIn(viewport()->size(), QFontMetricsF(font()), rows()), axis_.visible(), most()};
}

void TimelineChart::sync() {
  if (!stale_) return;
  stale_ = false;
  const PlotFrame shown = frame();
  const Theme theme = themeOf(palette());
  chart()->setPlotArea(shown.area);
  columns_.clear();
  if (ready()) {
    columns_ = timelineColumns(data_.live, axis_.ends(), shown.visible,
                               std::max(1, static_cast<int>(shown.area.width())));
    across_->setRange(shown.visible.begin, shown.visible.end);
    upwards_->setRange(0, shown.most);
  }
  const double pixel =
      (shown.visible.end - shown.visible.begin) / std::max(1.0, shown.area.width());
  const bool dense = static_cast<double>(columns_.size()) * fewPixels > shown.area.width();
  outline_->setPen(QPen(dense && !isCrowded(columns_) ? theme.quiet : theme.ink, 1));
  outline_->replace(
      skyline(isCrowded(columns_) ? hullOf(columns_, data_.live, 2 * fewPixels * pixel) : columns_,
              data_.live, shown.visible));
  syncOverlay();
}

void TimelineChart::syncOverlay() {
  const PlotFrame shown = frame();
  overlayEnds_ = ready() ? endsOf(overlay_.run, axis_.unit()) : std::nullopt;
  overlayOutline_->setPen(QPen(themeOf(palette()).ink, 2, Qt::DashLine));
  if (!overlayEnds_) return overlayOutline_->clear();
  const auto columns =
      timelineColumns(overlay_.live, *overlayEnds_, shown.visible,
                      std::max(1, static_cast<int>(shown.area.width() / (2 * fewPixels))));
  overlayOutline_->replace(skyline(columns, overlay_.live, shown.visible));
}

void TimelineChart::paintEvent(QPaintEvent* event) {
  sync();
  QChartView::paintEvent(event);
}

void TimelineChart::resizeEvent(QResizeEvent* event) {
  QChartView::resizeEvent(event);
  invalidate();
}

void TimelineChart::drawBackground(QPainter* painter, const QRectF&) {
  const Theme theme = themeOf(palette());
  painter->fillRect(viewport()->rect(), theme.page);
  if (!ready()) return;
  painter->setFont(font());
  const PlotFrame shown = frame();
  paintByteScale(*painter, shown, theme, tr("live SRAM"));
  if (data_.limit) paintKept(*painter, shown, theme, *data_.limit);
  paintStacks(*painter, shown, data_, columns_, theme);
}

void TimelineChart::drawForeground(QPainter* painter, const QRectF&) {
  const Theme theme = themeOf(palette());
  painter->setFont(font());
  if (ready()) {
    paintMarks(*painter, frame(), theme);
  } else {
    paintEmpty(*painter, viewport()->rect(), theme,
               data_.run == nullptr ? tr("Open a model to see its memory, step by step.")
                                    : tr("Nothing is ever live: the model has no steps."));
  }
  if (focus_.shown()) paintFocus(*painter, viewport()->rect(), theme);
}

void TimelineChart::paintMarks(QPainter& painter, const PlotFrame& shown, const Theme& theme) {
  paintTimeScale(painter, shown, theme, axis_.unit());
  const Selected& selected = selection_.selected();
  const auto range = [&](Interval steps) {
    return VisibleRange{axis_.stepBegin(steps.begin), axis_.stepBegin(steps.end)};
  };
  if (!selected.steps.empty()) paintBand(painter, shown, range(selected.steps), theme.selection);
  const VisibleRange cursor = range({selected.cursor, selected.cursor + 1});
  paintCursor(painter, shown, (cursor.begin + cursor.end) / 2, theme);
  if (data_.limit) paintLimit(painter, shown, theme, *data_.limit, tr("SRAM"));
  paintPeak(painter, shown, data_, axis_, theme);
  const QRectF row(shown.area.left(), 4, shown.area.width(), rowHeight(QFontMetricsF(font())));
  paintLegend(painter, row, legend(theme), note(), theme);
  if (mouse_->hover()) paintHover(painter, shown, *mouse_->hover(), theme);
  if (mouse_->band()) {
    paintBand(painter, shown, mouse_->band()->range,
              mouse_->band()->selects ? theme.selection : theme.quiet);
  }
}

std::vector<LegendEntry> TimelineChart::legend(const Theme& theme) const {
  std::vector<LegendEntry> entries = legendOf(data_.paints, theme);
  if (overlay_.run != nullptr) {
    const QString name = QString::fromStdString(overlay_.run->settings.schedule) +
                         (overlayEnds_ ? tr(", peak ") + QString::fromStdString(kib(overlay_.peak))
                                       : tr(": no latency known"));
    entries.push_back({name, theme.ink, true});
  }
  if (const QString far = farLimit(); !far.isEmpty()) entries.push_back({far, theme.alarm, true});
  return entries;
}

/// A limit that the plot does not reach is written instead of drawn.
QString TimelineChart::farLimit() const {
  if (!data_.limit || static_cast<double>(data_.limit->room().count()) <= most()) return {};
  const QString kept = QString::fromStdString(data_.limit->keptText());
  return tr("SRAM %1%2, far above")
      .arg(QString::fromStdString(kib(data_.limit->sram)),
           kept.isEmpty() ? kept : QStringLiteral(" (%1)").arg(kept));
}

QString TimelineChart::note() const {
  const bool shared = std::any_of(columns_.begin(), columns_.end(), [](const TimelineColumn& at) {
    return at.heaviest != at.lightest;
  });
  return shared ? tr("pixels shared: the heaviest step pale") : QString();
}

}  // namespace tessera::gui
