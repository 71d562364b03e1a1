#pragma once

#include <cstdint>

#include "core/units.h"
#include "sim/cost/operator_cost.h"
#include "sim/run/stage_plan.h"

namespace tessera {

/// What the steps of one call of a stage do, all tiles together.
struct StageWork {
  Macs clipped;
  Macs full;
  std::int64_t calls = 0;  ///< tiles in which it has anything to compute
  Bytes moved;             ///< after them, of the tensors that it reads last
};

StageWork workOf(const StagePlan& stage, const StageCall& op);

/// The cycles of those calls, for an operator whose cost is known.
Cycles cyclesOf(const StagePlan& stage, const StageCall& op, const OperatorCost& cost);

/// Moved after the tiles' last reader, see TileLayout.
Bytes movedOf(const StageTile& tile);

}  // namespace tessera
