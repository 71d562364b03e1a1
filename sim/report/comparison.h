#pragma once

#include <string>

#include "sim/report/document.h"
#include "sim/study/results.h"

namespace tessera {

/// Schedules side by side: peak, arena, work, overhead, extra reads, latency, what is live at each
/// peak. For programs: one row a schedule.
Document documentOf(const ComparisonReport& report, const Reader& reader);

/// As JSON: "runs" with "totals" and "live_at_peak" for each schedule, "reference" by index.
std::string comparisonJson(const ComparisonReport& report);

}  // namespace tessera
