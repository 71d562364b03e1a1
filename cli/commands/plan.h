#pragma once

#include "cli/arguments.h"
#include "cli/report_formats.h"
#include "sim/report/plan.h"

namespace tessera::cli {

/// The forms of its report.
ReportFormats<PlanReport> planFormats(const PlanArguments& arguments);

/// `tessera plan`: writes the plan and returns the exit code: 130 where Ctrl-C ended the search
/// early. Throws Error, after the plan is written Error(noPlan) where it does not fit the capacity.
int plan(const PlanArguments& arguments);

}  // namespace tessera::cli
