#pragma once

#include "cli/arguments.h"
#include "cli/report_formats.h"
#include "sim/check/difference.h"

namespace tessera::cli {

/// The forms of its report.
ReportFormats<Difference> diffFormats(const DiffArguments& arguments);

/// What changed between two runs, each a report, a model or a schedule. Returns the exit code: 1
/// where a --fail-on is broken.
int diff(const DiffArguments& arguments);

}  // namespace tessera::cli
