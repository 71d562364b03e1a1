#pragma once

#include "cli/arguments.h"
#include "cli/report_formats.h"
#include "sim/study/results.h"

namespace tessera::cli {

/// The forms of its report.
ReportFormats<SearchReport> searchFormats(const SearchArguments& arguments);

/// `tessera search`: writes the report, saves the recommended schedule where a file is named, and
/// returns the exit code: 130 where Ctrl-C ended the search early, 5 where nothing fits the budget.
/// Throws Error.
int search(const SearchArguments& arguments);

}  // namespace tessera::cli
