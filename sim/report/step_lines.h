#pragma once

#include "sim/report/document.h"
#include "sim/study/results.h"

namespace tessera {

/// The steps at a terminal, with bars of their live bytes: the patches of an operator together, the
/// heaviest lines alone; or `all` steps one by one.
Section stepsSection(const SimulationReport& report, bool all, const TextStyle& style);

}  // namespace tessera
