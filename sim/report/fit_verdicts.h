#pragma once

#include <string>

#include "sim/report/verdicts.h"
#include "sim/study/results.h"

/// What a pipeline wants to know of a run. `file` is the model's; empty where it has none. Where
/// nothing was asked, one verdict that passed states the figures.
namespace tessera {

/// Whether the runtime runs it, where it does not; with a target: whether its SRAM and its flash
/// suffice.
Verdicts verdictsOf(const SimulationReport& report, const std::string& file);

/// The same of each schedule.
Verdicts verdictsOf(const ComparisonReport& report, const std::string& file);

/// With a budget: whether the recommended schedule stays within it. A search that was stopped
/// before it found anything is an error.
Verdicts verdictsOf(const SearchReport& report, const std::string& file);

}  // namespace tessera
