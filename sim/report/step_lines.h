#pragma once

#include "sim/report/document.h"
#include "sim/report/simulation.h"
#include "sim/study/results.h"

namespace tessera {

/// The steps at a terminal, with bars of their live bytes: the patches of an operator together, the
/// heaviest lines alone; or `detail.all` steps one by one. Sorted where it says so, with shares.
Section stepsSection(const SimulationReport& report, const SimulationDetail& detail,
                     const TextStyle& style);

/// Where bytes, MACs and time go by block of the network, the largest share first.
Section blocksSection(const SimulationReport& report, const SimulationDetail& detail);

}  // namespace tessera
