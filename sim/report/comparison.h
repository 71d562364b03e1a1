#pragma once

#include <string>

#include "sim/report/text_style.h"
#include "sim/study/results.h"

namespace tessera {

/// Schedules side by side, for people: peak, work, overhead, extra reads, what is live at each
/// peak.
std::string comparisonText(const ComparisonReport& report, const TextStyle& style);

/// As JSON: "runs" with "totals" and "live_at_peak" for each schedule, "reference" by index.
std::string comparisonJson(const ComparisonReport& report);

/// One line a schedule, with a header line.
std::string comparisonCsv(const ComparisonReport& report);

}  // namespace tessera
