#pragma once

#include <string>

#include "sim/check/judge.h"
#include "sim/report/document.h"
#include "sim/report/verdicts.h"

namespace tessera {

/// All checks with their margins, notes and findings. For programs: one row a check.
Document documentOf(const CheckReport& report, const Reader& reader);

/// As JSON: "models" with "checks" for each, "findings" and "exit_code"; raw integers.
std::string checkJson(const CheckReport& report);

/// For a pull request's comment or a step summary.
std::string checkMarkdown(const CheckReport& report);

/// A suite a model, a verdict a check, at its line of the configuration; a model without results is
/// an error.
Verdicts verdictsOf(const CheckReport& report);

}  // namespace tessera
