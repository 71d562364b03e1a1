#pragma once

#include "cli/arguments.h"
#include "cli/report_formats.h"
#include "sim/target/device.h"

namespace tessera::cli {

/// The forms of the list of boards, and of one board; they have the same names.
ReportFormats<std::vector<Device>> targetListFormats();
ReportFormats<Device> targetFormats();

/// `tessera targets [TARGET]`: lists the boards that are known, or shows one with its sources.
/// Returns the exit code. Throws Error.
int targets(const TargetsArguments& arguments);

}  // namespace tessera::cli
