#pragma once

#include <string>

#include "sim/run/trace.h"

namespace tessera::gui {

/// "clipped tiles" or "full tiles": whose MACs are those executed, named wherever a share of them
/// is shown. Empty where both execute the same.
inline std::string tileWords(const Totals& totals) {
  if (totals.executedClipped == totals.executedFull) return {};
  if (totals.executed == totals.executedClipped) return "clipped tiles";
  return totals.executed == totals.executedFull ? "full tiles" : "tiles as scheduled";
}

}  // namespace tessera::gui
