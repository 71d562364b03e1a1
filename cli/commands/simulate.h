#pragma once

#include "cli/arguments.h"
#include "cli/report_formats.h"
#include "sim/study/results.h"

namespace tessera::cli {

/// The forms of its report.
ReportFormats<SimulationReport> simulateFormats(const SimulateArguments& arguments);

/// `tessera simulate`: writes the report and returns the exit code. Throws Error.
int simulate(const SimulateArguments& arguments);

}  // namespace tessera::cli
