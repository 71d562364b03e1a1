#pragma once

#include "cli/arguments.h"
#include "cli/report_formats.h"
#include "sim/report/inspection.h"

namespace tessera::cli {

/// The forms of its report.
ReportFormats<InspectionReport> inspectFormats(const InspectArguments& arguments);

/// `tessera inspect`: writes the report and returns the exit code. Throws Error.
int inspect(const InspectArguments& arguments);

}  // namespace tessera::cli
