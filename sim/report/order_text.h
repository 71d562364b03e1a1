#pragma once

#include <string>

#include "sim/study/results.h"

namespace tessera {

/// What is known of the run's order: "file; the best order needs 1584.0 KiB, 21.4 % less: --order
/// best", "best, proven least; the file's needs 2016.0 KiB". Empty where the file's order runs and
/// no better one is known to be possible.
std::string orderText(const Graph& graph, const ScheduleRun& run);

/// What is known of the best order that several schedules follow; empty where it is the file's.
std::string bestOrderText(const OrderReport& order);

}  // namespace tessera
