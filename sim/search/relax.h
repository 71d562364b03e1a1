#pragma once

#include <functional>

#include "sim/run/program.h"
#include "sim/run/trace.h"
#include "sim/schedule/schedule.h"

namespace tessera {

/// The schedule with as few kernel calls as blocks that run whole, and larger tiles, save within
/// what `fits` allows, at no more work: a search for little memory splits more than a budget asks
/// for. Block by block from the last one on; `fits` is asked of totals and, where they are within
/// its limits, of the schedule.
Schedule relaxed(const Program& program, Schedule schedule,
                 const std::function<bool(const Totals&, const Schedule&)>& fits);

}  // namespace tessera
