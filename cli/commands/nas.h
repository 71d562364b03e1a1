#pragma once

#include "cli/arguments.h"
#include "cli/report_formats.h"
#include "sim/report/nas.h"

namespace tessera::cli {

/// The forms of its report.
ReportFormats<NasReport> nasFormats(const NasArguments& arguments);

/// `tessera nas`: writes the report and the networks, and returns the exit code: 130 where Ctrl-C
/// ended it early, 5 where nothing fits. Throws Error.
int nas(const NasArguments& arguments);

}  // namespace tessera::cli
