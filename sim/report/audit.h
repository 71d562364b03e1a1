#pragma once

#include <string>

#include "sim/report/document.h"
#include "sim/study/audit.h"

namespace tessera {

/// The operators whose prediction is furthest off first, at most some unless `all`; the totals,
/// which hide opposite errors. For programs: every operator.
Document documentOf(const AuditReport& report, bool all, const Reader& reader);

/// As JSON: "model", "schedule", "target" as of a simulation, and "audit".
std::string auditJson(const AuditReport& report);

}  // namespace tessera
