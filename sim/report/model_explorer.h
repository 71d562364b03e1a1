#pragma once

#include <string>

#include "sim/study/results.h"

namespace tessera {

/// Node data for Model Explorer, the graph viewer: of each operator the largest sum of live bytes
/// among its steps, by the name of its first output, on a gradient up to the peak. The graph is
/// called as in the file. (Model Explorer's documentation, "Custom node data".)
std::string modelExplorerJson(const SimulationReport& report);

}  // namespace tessera
