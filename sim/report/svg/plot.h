#pragma once

#include <string>

#include "sim/report/step_axis.h"
#include "sim/report/svg/markup.h"

namespace tessera::svg {

inline constexpr double headroom = 1.08;   ///< the end of a scale, as a share of what is highest
inline constexpr double nearBudget = 1.6;  ///< of the peak: a budget above it is not drawn
inline constexpr double labelGap = 8;      ///< between a label and what it names

/// A rectangle of the picture with a scale on either side: from `xBegin` to `xEnd` and, upwards,
/// from 0 to `yEnd`.
struct Plot {
  Box area;
  double xEnd = 1;
  double yEnd = 1;
  double xBegin = 0;

  double x(double value) const { return area.x + area.width * (value - xBegin) / (xEnd - xBegin); }
  double y(double value) const { return area.y + area.height * (1 - value / yEnd); }
  double right() const { return area.x + area.width; }
  double bottom() const { return area.y + area.height; }
};

/// Lines across, with bytes written at the left ("64 KiB").
std::string byteScale(const Plot& plot);

/// The line at the bottom with marks below: steps, each named at its middle, or milliseconds.
std::string timeScale(const Plot& plot, TimelineAxis axis);

/// The line at the bottom with percentages below, each with a line up the plot, and under them what
/// they are.
std::string percentScale(const Plot& plot, const std::string& name);

/// A dashed line at that many bytes with a name above its right end.
std::string budgetLine(const Plot& plot, double bytes, const std::string& name);

}  // namespace tessera::svg
