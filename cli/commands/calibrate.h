#pragma once

#include "cli/arguments.h"
#include "cli/report_formats.h"
#include "sim/report/calibration.h"

namespace tessera::cli {

/// The forms of its report.
ReportFormats<CalibrationReport> calibrateFormats(const CalibrateArguments& arguments);

/// `tessera calibrate`: returns the exit code.
int calibrate(const CalibrateArguments& arguments);

}  // namespace tessera::cli
