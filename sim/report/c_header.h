#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "sim/report/plan.h"

namespace tessera {

/// The plan as a C header that C99 and C++ compilers take: a guard, and macros for the arena's
/// bytes and alignment and for the offset of each buffer, with what it is in a comment.
///
/// Example: `#define DS_CNN_OFFSET_FIRST_ACT 0u`.
std::string planCHeader(const PlanReport& report);

/// Macro names for `names`, each behind `prefix`: upper case, everything but letters and digits an
/// underscore, at most 63 characters (C99, 5.2.4.1: those that count), a number behind those that
/// would be equal otherwise.
std::vector<std::string> macroNames(const std::string& prefix,
                                    const std::vector<std::string>& names);

}  // namespace tessera
