#pragma once

#include "cli/arguments.h"
#include "cli/report_formats.h"
#include "sim/report/verification.h"

namespace tessera::cli {

/// The forms of its report.
ReportFormats<VerificationReport> verifyFormats(const VerifyArguments& arguments);

/// `tessera verify`: writes the report and returns the exit code: 1 where the bits differ or a step
/// reads what is not there. Throws Error.
int verify(const VerifyArguments& arguments);

}  // namespace tessera::cli
