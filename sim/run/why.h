#pragma once

#include <string>
#include <vector>

#include "sim/run/trace.h"

namespace tessera {

/// A buffer that is live in some step, and why.
struct LiveReason {
  std::size_t buffer = 0;  ///< index into the trace's buffers
  std::string reason;      ///< "read in this step", "waits for 'b3.add' (step 12)", ...
};

/// Every buffer live in `step`, largest first, with the reason why it is still or already there.
std::vector<LiveReason> whyLive(const Graph& graph, const Trace& trace, std::size_t step);

}  // namespace tessera
