#pragma once

#include <cstdint>

#include "gui/models/run.h"
#include "gui/models/table_data.h"

namespace tessera::gui {

/// The tables of a run: their numbers are those of `tessera simulate --format json`. Without a run
/// they have their columns and no rows. Cycles and milliseconds have columns only where the run has
/// a latency.

/// Every kernel call, in order.
TableData stepTable(const Run& run);

/// Every operator, with what its steps come to.
TableData operatorTable(const Run& run);

/// Every buffer of the run; sizes and offsets in the arena read "planning" until it is planned.
TableData bufferTable(const Run& run);

/// The buffers live in a step, largest first; no rows where there is no such step.
TableData liveTable(const Run& run, std::int64_t step);

}  // namespace tessera::gui
