#pragma once

#include <vector>

#include "sim/report/document.h"
#include "sim/study/results.h"

namespace tessera {

/// A comparison's tables at a terminal, each narrow enough for it: peak and arena, work, and of a
/// calibrated target the latency.
std::vector<Section> comparisonTables(const ComparisonReport& report, const TextStyle& style);

}  // namespace tessera
