#pragma once

#include <string>

#include "sim/study/budgets.h"
#include "sim/study/results.h"

namespace tessera {

/// That of the recommended schedule; "layer" where none in patches is.
std::string recommendedName(const SearchReport& report);

/// Whether a schedule's peak and time stay within the budgets there are.
bool meetsBudgets(const SearchReport& report, const Totals& totals,
                  std::optional<Bytes> arena = std::nullopt);

/// What the whole space has where nothing that the runtime runs fits: "63.3 KiB in the whole
/// schedule space, with 0.00 % more MACs (--space all)"; empty without.
std::string elsewhereText(const SearchReport& report);

/// "256.0 KiB, 120 ms"; empty without a budget.
std::string budgetText(const SearchReport& report);

}  // namespace tessera
