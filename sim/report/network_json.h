#pragma once

#include <nlohmann/json_fwd.hpp>

#include "sim/nas/space_study.h"

namespace tessera {

/// {"name", "what", "source"}.
nlohmann::ordered_json spaceFactsJson(const nas::ArchitectureSpace& space);

/// {"sram_bytes", "flash_bytes", "cycles"}, as far as there are limits.
nlohmann::ordered_json limitsJson(const nas::Limits& limits);

/// {"schedule", "peak_bytes", "macs", "parameters", "flash_bytes", "cycles"}.
nlohmann::ordered_json scheduledCostJson(const nas::ScheduledCost& scheduled);

}  // namespace tessera
