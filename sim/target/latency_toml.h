#pragma once

#include <string>

#include "sim/cost/latency.h"
#include "sim/located/placed.h"

namespace tessera {

/// Reads the table `latency` of a runtime file (docs/latency.md). Throws Error(input) at the place
/// of what is missing, unknown, of another kind or out of range.
LatencyModel readLatency(const Placed& table);

/// A TOML basic string; control characters (names come from files) become spaces.
std::string tomlText(const std::string& text);

/// The table as `readLatency` reads it, errors and provenance included; ends in a newline.
std::string latencyToml(const LatencyModel& model);

}  // namespace tessera
