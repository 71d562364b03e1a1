#pragma once

#include <functional>
#include <optional>

#include "cli/commands/check_models.h"
#include "cli/terminal.h"
#include "sim/check/judge.h"
#include "sim/study/results.h"

namespace tessera::cli {

/// The model, run as its entry asks. Throws what `studyOf` and `Study::simulation` throw.
SimulationReport simulated(const CheckedModel& model, Verbosity verbosity);

/// Why `work` on a model ended with an exception; nothing where it did not.
std::optional<CheckFailure> failureOf(const std::function<void()>& work);

}  // namespace tessera::cli
