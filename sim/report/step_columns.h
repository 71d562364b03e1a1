#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "core/interval.h"

namespace tessera {

/// A vertical slice of a timeline: a step, or several where they are narrower than a pixel.
struct StepColumn {
  double begin = 0;  ///< in the axis' unit
  double end = 0;
  Interval steps;
  std::int64_t heaviest = 0;  ///< of the steps (ties: the first)
  std::int64_t lightest = 0;  ///< likewise

  bool shared() const { return steps.length() > 1; }
};

/// These steps, which end at `ends` and weigh `live` bytes, in columns that touch each other. Those
/// that begin in the same pixel and are together no wider than it share a column: there are at most
/// two columns a pixel, and no peak is lost. A pixel is `pixel` wide and counted from the axis'
/// origin; what begins behind `lastPixel` falls into that one.
std::vector<StepColumn> stepColumns(const std::vector<std::int64_t>& live,
                                    const std::vector<double>& ends, Interval steps, double pixel,
                                    double lastPixel = std::numeric_limits<double>::infinity());

}  // namespace tessera
