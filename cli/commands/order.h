#pragma once

#include "cli/arguments.h"
#include "sim/run/program.h"
#include "sim/study/results.h"

namespace tessera::cli {

/// Renumbers the graph's operators as the arguments ask: every schedule then follows that order.
/// Shows its progress unless quiet; Ctrl-C (where an InterruptGuard lives) ends the search with the
/// best order found. Throws Error(unsupported) where the runtime's counting has no best order.
OrderReport putInOrder(Graph& graph, const Runtime& runtime, const OrderArguments& arguments,
                       Verbosity verbosity);

}  // namespace tessera::cli
