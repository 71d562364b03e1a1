#pragma once

#include "cli/arguments.h"
#include "cli/report_formats.h"
#include "sim/report/exported.h"

namespace tessera::cli {

/// The forms of its report.
ReportFormats<ExportReport> exportFormats(const ExportArguments& arguments);

/// `tessera export`: writes the library, then the report, and returns the exit code: 1 where the
/// proof fails. Throws Error before anything is written.
int exportLibrary(const ExportArguments& arguments);

}  // namespace tessera::cli
