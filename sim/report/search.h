#pragma once

#include <string>

#include "sim/report/document.h"
#include "sim/study/results.h"

namespace tessera {

/// The recommended schedule, why, and the Pareto front; at a terminal with `all` every schedule
/// tried, which programs always read.
Document documentOf(const SearchReport& report, bool all, const Reader& reader);

/// As JSON: "candidates", "pareto" and "recommended" by index into them.
std::string searchJson(const SearchReport& report);

}  // namespace tessera
