#pragma once

#include <string>

#include "sim/check/difference.h"
#include "sim/report/document.h"
#include "sim/report/verdicts.h"

namespace tessera {

/// Totals, and for each figure of operators and buffers the 20 largest changes, or `all`. For
/// programs: one row a total or change.
Document documentOf(const Difference& difference, bool all, const Reader& reader);

/// "totals" with "before" and "after" by metric, and "tables" with every change; raw integers.
std::string differenceJson(const Difference& difference);

/// A verdict a condition that was asked, or one that states the totals. `file` is the new side's;
/// empty where it has none.
Verdicts verdictsOf(const Difference& difference, const std::string& file);

}  // namespace tessera
