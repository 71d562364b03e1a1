#pragma once

#include <string>

#include "sim/study/results.h"

namespace tessera {

/// The arena of a run as lines of text, to be kept in a baseline and set beside a later one: its
/// map over all steps, in which letters mark what is live at the peak, then each letter's tensor
/// with bytes and offset. Empty where no arena is planned.
std::string arenaPicture(const SimulationReport& report);

}  // namespace tessera
