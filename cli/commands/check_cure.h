#pragma once

#include <string>
#include <vector>

#include "cli/commands/check_models.h"
#include "cli/terminal.h"
#include "sim/check/judge.h"

namespace tessera::cli {

/// Where a model exceeds its SRAM: the command that writes the cheapest schedule in patches that
/// does not, and what that takes. Empty where it fits, or no schedule does.
std::string sramCure(const CheckedModel& model, const std::vector<Check>& checks,
                     Verbosity verbosity);

}  // namespace tessera::cli
