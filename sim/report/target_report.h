#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/report/fact.h"
#include "sim/study/demand.h"
#include "sim/study/results.h"
#include "sim/target/fit.h"

namespace tessera {

/// ", of which the runtime keeps 26.4 KiB": behind a limit of SRAM; empty where it keeps nothing.
std::string ofWhichKept(Bytes kept, std::string (*print)(Bytes) = kib);

/// "arena 72.0 KiB + runtime 26.4 KiB", and of flash "weights 208.0 KiB + code 40.0 KiB".
std::string sramNeededText(const Demand& demand);
std::string flashNeededText(const Demand& demand);

/// What a device needs beside `demand` and nobody knows the size of: "stack", "code", ...
std::vector<std::string> notIncluded(const Demand& demand, const Runtime& runtime);

/// "NUCLEO-H743ZI2 (STM32H743ZI, Cortex-M7)".
std::string targetTitle(const TargetReport& target);

/// "SRAM", "flash" and "not included": whether the demand fits the device, and by how much.
std::vector<Fact> fitFacts(const Device& device, const Demand& demand, const Runtime& runtime);

/// "yes, 85.0 % left" or "no, 59.4 % over", of a bound "at least 15.0 %" of what there is: for a
/// table's column of several runs.
std::string fitCell(const Device& device, const Demand& demand);

}  // namespace tessera
