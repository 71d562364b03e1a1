#pragma once

#include <string>

#include "cli/arguments.h"
#include "sim/study/results.h"

namespace tessera::cli {

/// Imports the model and runs the schedule as the arguments say, with its arena planned. An exact
/// plan that is not proven least after ten seconds is given up on and says so. Throws what any of
/// it throws.
SimulationReport simulated(const ModelArguments& model, const CountingArguments& counting,
                           const TargetArguments& target, const std::string& schedule);

}  // namespace tessera::cli
