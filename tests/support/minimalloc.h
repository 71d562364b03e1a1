#pragma once

#include <string>

#include "sim/memory/plan.h"

namespace tessera::test {

/// Instance A to K of `folder`, shared/data/minimalloc. Throws Error(input) where the file is none.
PlanProblem minimallocInstance(const std::string& folder, char name);

}  // namespace tessera::test
