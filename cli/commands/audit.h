#pragma once

#include "cli/arguments.h"
#include "cli/report_formats.h"
#include "sim/report/audit.h"

namespace tessera::cli {

/// The forms that the report comes in.
ReportFormats<AuditReport> auditFormats(const AuditArguments& arguments);

/// Sets what the operators of a network were measured to take beside what is predicted.
int audit(const AuditArguments& arguments);

}  // namespace tessera::cli
