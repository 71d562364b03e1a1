#include "sim/report/svg/plot.h"

#include <fmt/core.h>

#include <cmath>

#include "sim/report/svg/ticks.h"

namespace tessera::svg {
namespace {

constexpr double markLength = 4;
constexpr double belowMark = 18;

/// "64 KiB", "1.5 MiB", "512 B", "0": short, in the unit of the largest tick.
std::string byteLabel(double bytes, double largest) {
  if (bytes <= 0) return "0";
  if (largest >= 1024 * 1024) return fmt::format("{:.4g} MiB", bytes / 1024 / 1024);
  if (largest >= 1024) return fmt::format("{:.4g} KiB", bytes / 1024);
  return fmt::format("{:.0f} B", bytes);
}

}  // namespace

std::string byteScale(const Plot& plot) {
  std::string drawn;
  const auto ticks = byteTicks(plot.yEnd, 6);
  for (const double tick : ticks) {
    drawn += line(plot.area.x, plot.y(tick), plot.right(), plot.y(tick), "t-grid");
    drawn += text(plot.area.x - labelGap, plot.y(tick) + 4, byteLabel(tick, ticks.back()),
                  "t-quiet", Anchor::end);
  }
  return drawn;
}

std::string timeScale(const Plot& plot, TimelineAxis axis) {
  const bool timed = axis == TimelineAxis::milliseconds;
  std::string drawn = line(plot.area.x, plot.bottom(), plot.right(), plot.bottom(), "t-axis");
  for (const double tick : decimalTicks(plot.xEnd, 14, !timed)) {
    const double at = timed ? tick : tick + 0.5;
    if (at > plot.xEnd) continue;
    drawn += line(plot.x(at), plot.bottom(), plot.x(at), plot.bottom() + markLength, "t-axis");
    drawn += text(plot.x(at), plot.bottom() + belowMark, fmt::format("{:.6g}", tick), "t-quiet",
                  Anchor::middle);
  }
  return drawn + text(plot.area.x - 2 * labelGap, plot.bottom() + belowMark, timed ? "ms" : "step",
                      "t-quiet", Anchor::end);
}

std::string percentScale(const Plot& plot, const std::string& name) {
  std::string drawn;
  const std::vector<double> ticks = decimalTicks(plot.xEnd - plot.xBegin, 10, false);
  const double apart = ticks.size() > 1 ? ticks[1] : plot.xEnd;
  const auto last = static_cast<int>(std::floor(plot.xEnd / apart));
  for (auto i = static_cast<int>(std::ceil(plot.xBegin / apart)); i <= last; ++i) {
    const double tick = i * apart;
    drawn += line(plot.x(tick), plot.area.y, plot.x(tick), plot.bottom() + markLength, "t-grid");
    drawn += text(plot.x(tick), plot.bottom() + belowMark, fmt::format("{:.6g} %", tick), "t-quiet",
                  Anchor::middle);
  }
  return drawn + line(plot.area.x, plot.bottom(), plot.right(), plot.bottom(), "t-axis") +
         text(plot.area.x + plot.area.width / 2, plot.bottom() + 2 * belowMark + 4, name, "t-quiet",
              Anchor::middle);
}

std::string budgetLine(const Plot& plot, double bytes, const std::string& name) {
  if (bytes > plot.yEnd) return {};
  return line(plot.area.x, plot.y(bytes), plot.right(), plot.y(bytes), "t-halo") +
         line(plot.area.x, plot.y(bytes), plot.right(), plot.y(bytes), "t-budget") +
         text(plot.right() - labelGap, plot.y(bytes) - 6, name, "t-alarm", Anchor::end);
}

}  // namespace tessera::svg
