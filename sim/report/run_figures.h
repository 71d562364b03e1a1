#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sim/study/results.h"

namespace tessera {

/// part / whole, 0 where the whole is 0.
double ratio(Macs part, Macs whole);

/// "+9.3 %", "-0.4 %".
std::string signedPercent(double ratio);

/// "+9.28 %": for figures that are compared with published ones.
std::string finePercent(double ratio);

/// The part of the stage inputs that is read more than once, as a ratio of reading them once.
double extraReads(const ScheduleRun& run);

/// The `bufferName` of each buffer of a run.
std::vector<std::string> bufferNames(const Graph& graph, const Trace& trace);

/// Name of the operator that runs in the peak step; empty without steps.
std::string peakOperator(const Graph& graph, const ScheduleRun& run);

}  // namespace tessera
