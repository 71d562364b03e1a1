#include "gui/models/axis_ticks.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "core/units.h"
#include "sim/report/svg/ticks.h"

namespace tessera::gui {
namespace {

constexpr double kibibyte = 1024;

/// Ticks are apart by a power of two: a fraction of a KiB never needs rounding.
std::string byteLabel(double bytes, double apart) {
  if (bytes == 0) return "0";
  if (apart < kibibyte) return fmt::format("{:.0f} B", bytes);
  return fmt::format("{:.0f} KiB", bytes / kibibyte);
}

double apartOf(const std::vector<double>& ticks) { return ticks.size() < 2 ? 1 : ticks[1]; }

}  // namespace

std::vector<Tick> byteTicks(double most, int count) {
  const std::vector<double> places = svg::byteTicks(most, count);
  std::vector<Tick> ticks;
  for (const double at : places) ticks.push_back({at, byteLabel(at, apartOf(places))});
  return ticks;
}

std::vector<Tick> timeTicks(VisibleRange visible, TimelineAxis unit, int count) {
  const bool steps = unit != TimelineAxis::milliseconds;
  const double width = visible.end - visible.begin;
  const double apart = apartOf(svg::decimalTicks(width, std::max(1, count), steps));
  if (!(width > 0) || !(apart > 0)) return {};
  const int decimals = std::max(0, static_cast<int>(-std::floor(std::log10(apart) + 1e-9)));
  const double middle = steps ? 0.5 : 0;
  std::vector<Tick> ticks;
  for (auto i = static_cast<std::int64_t>(std::ceil((visible.begin - middle) / apart - 1e-9));;
       ++i) {
    const double value = static_cast<double>(i) * apart;
    if (value + middle > visible.end * (1 + 1e-12)) break;
    ticks.push_back({value + middle, steps ? grouped(static_cast<std::int64_t>(value))
                                           : fmt::format("{:.{}f}", value, decimals)});
  }
  return ticks;
}

}  // namespace tessera::gui
