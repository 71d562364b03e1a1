#pragma once

#include "cli/arguments.h"
#include "cli/report_formats.h"
#include "sim/study/results.h"

namespace tessera::cli {

/// The forms of its report.
ReportFormats<ComparisonReport> compareFormats(const CompareArguments& arguments);

/// `tessera compare`: writes the report and returns the exit code. Throws Error.
int compare(const CompareArguments& arguments);

}  // namespace tessera::cli
