#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/report/report.h"
#include "sim/report/text_style.h"
#include "sim/target/fit.h"

namespace tessera {

/// What a run needs: its arena where offsets are planned, else its peak; the model's weights; and
/// what the runtime knows of itself.
Demand demandOf(const ModelReport& model, const ScheduleRun& run, const Runtime& runtime);
Demand demandOf(const ModelReport& model, Bytes peak, const std::optional<RunArena>& arena,
                const Runtime& runtime);
/// That of the recommended schedule.
Demand demandOf(const SearchReport& report);

/// What a device needs beside `demand` and nobody knows the size of: "stack", "runtime code", ...
std::vector<std::string> notIncluded(const Demand& demand, const Runtime& runtime);

/// A report's line "target"; nothing without a device.
std::string targetLine(const std::optional<Device>& device, const TextStyle& style);

/// The lines "SRAM", "flash" and "not included": whether the run fits the device, and by how much;
/// nothing without a device.
std::string fitLines(const std::optional<Device>& device, const Demand& demand,
                     const Runtime& runtime, const TextStyle& style);

/// "yes, 85.0 % left" or "no, 59.4 % over": for a table's column of several runs.
std::string fitCell(const Device& device, const Demand& demand);

}  // namespace tessera
