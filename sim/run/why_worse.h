#pragma once

#include <optional>
#include <string>

#include "sim/run/program.h"
#include "sim/run/trace.h"
#include "sim/schedule/schedule.h"

namespace tessera {

/// Why a patch-based schedule disappoints, and what to try; each one sentence.
struct WhyWorse {
  std::string reason;
  std::string advice;
};

/// Extra MACs beyond which a schedule is explained, as a ratio of the MACs once.
constexpr double explainedOverhead = 0.5;

/// Explains a patch-based schedule that does not lower the layer-wise peak, or that costs more than
/// half of the network's MACs on top. Nothing where it does neither or has no stage. `trace` is the
/// schedule's run under the program's rules.
std::optional<WhyWorse> whyWorse(const Program& program, const Schedule& schedule,
                                 const Trace& trace);

}  // namespace tessera
