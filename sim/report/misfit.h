#pragma once

#include <string>

#include "sim/study/results.h"
#include "sim/target/device.h"
#include "sim/target/fit.h"

/// Why exit code 5: one clause for each memory or budget that is exceeded; empty where none is.
namespace tessera {

/// "arena 72.0 KiB + runtime 26.4 KiB exceed the budget of 90.0 KiB by 8.4 KiB".
std::string misfitText(const Device& device, const Demand& demand);

/// Of a run on its target.
std::string misfitText(const SimulationReport& report);

/// Of the run that needs the least SRAM, where no run fits the target.
std::string misfitText(const ComparisonReport& report);

/// Of what a search recommends against its budgets.
std::string misfitText(const SearchReport& report);

/// What would make a run need less SRAM under the runtime; of a run, what would make it fit.
std::string misfitHint(const Runtime& runtime);
std::string misfitHint(const SimulationReport& report);

}  // namespace tessera
