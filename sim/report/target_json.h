#pragma once

#include <nlohmann/json_fwd.hpp>

#include "sim/study/results.h"
#include "sim/target/fit.h"

namespace tessera {

/// A report's "target": "runtime", "bound" where its memory is one, and of the device, where there
/// is one, "name", "mcu", "core", "clock_hz", "sram_bytes" (the largest contiguous part),
/// "sram_total_bytes" and "flash_bytes"; what is not known is absent; and "latency" (see
/// `latencyJson`).
nlohmann::ordered_json targetJson(const Runtime& runtime,
                                  const std::optional<TargetReport>& target);

/// A run gets "cannot_run" where no engine of the runtime runs its schedule (see `whyCannotRun`).
void putCannotRun(nlohmann::ordered_json& json, const Runtime& runtime, const ModelReport& model,
                  const ScheduleRun& run);

/// A run's "totals" get "flash_bytes": what `flashOf` says, the weights or the whole file, and the
/// runtime's code where it is known, and "latency_ms" where it is calibrated; and the run gets
/// "fits" where there is a target (see `fitsJson`).
void putFits(nlohmann::ordered_json& json, const std::optional<TargetReport>& target,
             const Runtime& runtime, const ModelReport& model, const ScheduleRun& run);

/// A report's "fits": "sram" and, where its size is known, "flash", each with "fits"
/// (absent where a bound does not exceed what is available: nobody knows), "needed_bytes",
/// "available_bytes", "margin_bytes" and "margin_percent" (of what is available; both are negative
/// where it does not fit); of "sram" also "counted", "arena" or "peak"; and "not_included".
nlohmann::ordered_json fitsJson(const Device& device, const Demand& demand, const Runtime& runtime);

}  // namespace tessera
