#pragma once

#include "cli/arguments.h"
#include "cli/report_formats.h"
#include "sim/report/redistribution.h"

namespace tessera::cli {

/// The forms of its report.
ReportFormats<RedistributionReport> redistributionFormats(const RedistributeArguments& arguments);

/// `tessera redistribute`: writes the report and the picked network, and returns the exit code: 1
/// where no change makes the overlap cheaper. Throws Error.
int redistribute(const RedistributeArguments& arguments);

}  // namespace tessera::cli
