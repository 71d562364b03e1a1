#pragma once

#include "cli/arguments.h"
#include "cli/report_formats.h"
#include "sim/report/space.h"

namespace tessera::cli {

/// The forms of its report.
ReportFormats<SpaceReport> spaceFormats(const SpaceArguments& arguments);

/// `tessera space`: writes the report and returns the exit code: 130 where Ctrl-C ended it early, 5
/// where nothing fits. Throws Error.
int space(const SpaceArguments& arguments);

}  // namespace tessera::cli
