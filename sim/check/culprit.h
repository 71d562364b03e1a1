#pragma once

#include <string>

#include "sim/check/snapshot.h"

namespace tessera {

/// Who made a metric grow, in words: "'conv2' at step 2 grew by 3 072 B (tensor 'conv2': 16 384
/// -> 19 456 B)". Of SRAM the buffer that gained most at the peak, else the one that grew most away
/// from it; of the others the operator whose MACs, cycles or weights did. Says that none did where
/// that is so.
std::string whoGrew(Metric metric, const Snapshot& before, const Snapshot& now);

/// Who takes most of a metric, in words: of SRAM what is largest at the peak.
std::string whoIsLargest(Metric metric, const Snapshot& now);

}  // namespace tessera
