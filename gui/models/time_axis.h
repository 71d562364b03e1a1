#pragma once

#include <QObject>
#include <cstdint>
#include <vector>

#include "core/interval.h"
#include "gui/models/run.h"
#include "sim/report/step_axis.h"

namespace tessera::gui {

/// A visible part of the axis, in its unit.
struct VisibleRange {
  double begin = 0;
  double end = 0;
  friend bool operator==(const VisibleRange&, const VisibleRange&) = default;
};

/// The steps of an axis that are at least partly in view.
Interval stepsInView(const std::vector<double>& ends, VisibleRange visible);

/// What the timeline and the arena map are drawn against, steps or milliseconds, and which part of
/// it is in view: one for both, so that zooming one zooms the other. Zooming changes nothing but
/// the axis. Keeps a history of ranges.
class TimeAxis : public QObject {
  Q_OBJECT

 public:
  explicit TimeAxis(QObject* parent = nullptr) : QObject(parent) {}

  /// Where each step ends, in the unit. Keeps the visible range where as many steps are there as
  /// before, and where all was visible shows all again.
  void setRun(const Run& run);
  /// Steps where the run has no latency.
  void setUnit(TimelineAxis unit);
  TimelineAxis unit() const { return unit_; }
  bool canShowTime() const;

  double end() const { return ends_.empty() ? 0 : ends_.back(); }
  double stepBegin(std::int64_t step) const;  ///< clamped to what there is
  double stepEnd(std::int64_t step) const;
  /// The step at a position; the nearest where it is outside. 0 without steps.
  std::int64_t stepAt(double position) const;
  std::int64_t steps() const { return static_cast<std::int64_t>(ends_.size()); }
  const std::vector<double>& ends() const { return ends_; }

  VisibleRange visible() const { return visible_; }
  bool isWhole() const;

  /// Shows that part: clamped, and at least one step wide. Remembers where it was.
  void zoomTo(VisibleRange range);
  /// Around a position that stays where it is; a factor below 1 shows less. What follows
  /// each other without anything between is one entry of the history.
  void zoomAround(double position, double factor);
  void pan(double by);  ///< in the unit; no entry of the history
  void reset();         ///< all of it
  void back();
  void forward();
  bool canGoBack() const { return !past_.empty(); }
  bool canGoForward() const { return !future_.empty(); }

 Q_SIGNALS:
  void changed();

 private:
  VisibleRange clamped(VisibleRange range) const;
  void remember();
  void show(VisibleRange range);
  void measure();

  Run run_;
  TimelineAxis unit_ = TimelineAxis::steps;
  std::vector<double> ends_;
  VisibleRange visible_;
  bool zooming_ = false;  ///< the last change was `zoomAround`
  std::vector<VisibleRange> past_;
  std::vector<VisibleRange> future_;
};

}  // namespace tessera::gui
