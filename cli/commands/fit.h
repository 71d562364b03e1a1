#pragma once

#include "cli/arguments.h"
#include "cli/report_formats.h"
#include "sim/report/fit.h"

namespace tessera::cli {

/// The forms of its report.
ReportFormats<FitReport> fitFormats(const FitArguments& arguments);

/// `tessera fit`: writes the report and returns the exit code. Throws Error.
int fit(const FitArguments& arguments);

}  // namespace tessera::cli
