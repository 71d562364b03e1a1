#pragma once

#include <string>

#include "sim/study/results.h"

namespace tessera {

/// The report as JSON, keys as in docs/report.md, all sizes in bytes, ended by a newline.
std::string simulationJson(const SimulationReport& report);

}  // namespace tessera
