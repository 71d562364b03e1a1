#pragma once

#include <string>

#include "sim/study/results.h"

namespace tessera {

/// One SVG picture, 1000 units wide: the timelines of all schedules one below the other on the same
/// scale of bytes, so that their heights compare, then their arena maps likewise. Light, and dark
/// where the reader's system is.
std::string comparisonSvg(const ComparisonReport& report);

}  // namespace tessera
