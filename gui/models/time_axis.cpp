#include "gui/models/time_axis.h"

#include <algorithm>

#include "sim/report/latency_report.h"

namespace tessera::gui {
namespace {

constexpr std::size_t longestHistory = 100;

}  // namespace

Interval stepsInView(const std::vector<double>& ends, VisibleRange visible) {
  const auto first = std::upper_bound(ends.begin(), ends.end(), visible.begin) - ends.begin();
  const auto last = std::lower_bound(ends.begin(), ends.end(), visible.end) - ends.begin();
  const auto count = static_cast<std::int64_t>(ends.size());
  return {first, std::min<std::int64_t>(count, last + 1)};
}

bool TimeAxis::canShowTime() const {
  return run_ != nullptr &&
         milliseconds(run_->report.target, run_->report.run.trace.totals.cycles).has_value();
}

void TimeAxis::measure() {
  if (!canShowTime()) unit_ = TimelineAxis::steps;
  ends_ = run_ == nullptr ? std::vector<double>{} : stepEnds(run_->report, unit_);
}

void TimeAxis::setRun(const Run& run) {
  const bool whole = isWhole();
  const std::int64_t before = steps();
  const TimelineAxis unitBefore = unit_;
  run_ = run;
  measure();
  if (whole || steps() != before || unit_ != unitBefore) {
    past_.clear();
    future_.clear();
    visible_ = {0, end()};
  } else {
    visible_ = clamped(visible_);
  }
  Q_EMIT changed();
}

void TimeAxis::setUnit(TimelineAxis unit) {
  if (unit == unit_) return;
  const std::int64_t first = stepAt(visible_.begin);
  const std::int64_t last = stepAt(visible_.end);
  const bool whole = isWhole();
  unit_ = unit;
  measure();
  past_.clear();
  future_.clear();
  visible_ = whole ? VisibleRange{0, end()} : clamped({stepBegin(first), stepEnd(last)});
  Q_EMIT changed();
}

double TimeAxis::stepBegin(std::int64_t step) const { return tessera::stepBegin(ends_, step); }

double TimeAxis::stepEnd(std::int64_t step) const { return stepBegin(step + 1); }

std::int64_t TimeAxis::stepAt(double position) const {
  const auto found = std::upper_bound(ends_.begin(), ends_.end(), position);
  return std::max<std::int64_t>(0, std::min(found - ends_.begin(), steps() - 1));
}

bool TimeAxis::isWhole() const { return visible_ == VisibleRange{0, end()}; }

VisibleRange TimeAxis::clamped(VisibleRange range) const {
  const double least = steps() == 0 ? 0 : end() / static_cast<double>(steps());
  const double width = std::clamp(range.end - range.begin, std::min(least, end()), end());
  const double begin = std::clamp(range.begin, 0.0, end() - width);
  return {begin, begin + width};
}

void TimeAxis::remember() {
  past_.push_back(visible_);
  if (past_.size() > longestHistory) past_.erase(past_.begin());
  future_.clear();
}

void TimeAxis::show(VisibleRange range) {
  if (range == visible_) return;
  visible_ = range;
  Q_EMIT changed();
}

void TimeAxis::zoomTo(VisibleRange range) {
  const VisibleRange next = clamped(range);
  if (next == visible_) return;
  remember();
  zooming_ = false;
  show(next);
}

void TimeAxis::zoomAround(double position, double factor) {
  const double left = (position - visible_.begin) * factor;
  const double right = (visible_.end - position) * factor;
  const VisibleRange next = clamped({position - left, position + right});
  if (next == visible_) return;
  if (!zooming_) remember();
  zooming_ = true;
  show(next);
}

void TimeAxis::pan(double by) {
  zooming_ = false;
  show(clamped({visible_.begin + by, visible_.end + by}));
}

void TimeAxis::reset() { zoomTo({0, end()}); }

void TimeAxis::back() {
  if (past_.empty()) return;
  zooming_ = false;
  future_.push_back(visible_);
  const VisibleRange range = past_.back();
  past_.pop_back();
  show(range);
}

void TimeAxis::forward() {
  if (future_.empty()) return;
  zooming_ = false;
  past_.push_back(visible_);
  const VisibleRange range = future_.back();
  future_.pop_back();
  show(range);
}

}  // namespace tessera::gui
