#pragma once

#include <string>

#include "sim/report/text_style.h"
#include "sim/study/results.h"

namespace tessera {

/// The recommended schedule, why, and the Pareto front (`all`: every schedule tried), for people.
std::string searchText(const SearchReport& report, bool all, const TextStyle& style);

/// As JSON: "candidates", "pareto" and "recommended" by index into them.
std::string searchJson(const SearchReport& report);

/// One line a schedule tried, with a header line.
std::string searchCsv(const SearchReport& report);

}  // namespace tessera
