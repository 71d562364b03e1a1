#pragma once

#include <string>

#include "core/graph.h"
#include "sim/schedule/schedule.h"

namespace tessera {

/// What the schedule does, in one phrase: "8 fused blocks of 2 to 13 operators, tiles of 1-4 rows x
/// 1 column; overlap of 31 tensors cached, of 3 recomputed"; "layer by layer" where nothing is
/// fused.
std::string scheduleWords(const Graph& graph, const Schedule& schedule);

}  // namespace tessera
