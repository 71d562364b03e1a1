#pragma once

#include "sim/run/program.h"
#include "sim/schedule/schedule.h"
#include "sim/search/front/budget_front.h"

namespace tessera::test {

/// The costs of the schedules that no other covers, by rising peak: every partition of the
/// operators into blocks, every tile of each, every way to keep each tensor's overlap, pools
/// accumulated or not; each block simulated. Time is an axis where the program has costs.
std::vector<FrontCost> bruteForceFront(const Program& program, StageInput input);

}  // namespace tessera::test
