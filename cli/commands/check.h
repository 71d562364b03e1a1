#pragma once

#include "cli/arguments.h"
#include "cli/report_formats.h"
#include "sim/check/judge.h"

namespace tessera::cli {

/// The forms of its report.
ReportFormats<CheckReport> checkFormats();

/// Holds the models of a tessera.toml against their limits and their baseline. Returns the exit
/// code: 1 where something exceeds, an error's where a model could not be checked.
int check(const CheckArguments& arguments);

}  // namespace tessera::cli
