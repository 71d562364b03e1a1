#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/report/fact.h"
#include "sim/report/report.h"
#include "sim/report/text_style.h"
#include "sim/target/fit.h"

namespace tessera {

/// The SRAM of a run in all: the arena (the peak where none is planned), what an interpreter keeps
/// in it and the runtime's own, where that is known.
Bytes sramOf(const Runtime& runtime, const ScheduleRun& run);

/// The SRAM that the runtime takes beside an arena: what its interpreter keeps, and what it says of
/// itself; nothing where neither is known.
std::optional<Bytes> besideArena(const Runtime& runtime,
                                 const std::optional<TflmPersistent>& persistent);

/// ", of which the runtime keeps 26.4 KiB": behind a limit of SRAM; empty where it keeps nothing.
std::string ofWhichKept(Bytes kept, std::string (*print)(Bytes) = kib);

/// The SRAM that a run may take in all: what the user gives, what the target has, the smaller of
/// both; nothing where neither is there.
std::optional<Bytes> sramLimit(const std::optional<Bytes>& given,
                               const std::optional<TargetReport>& target);

/// What of that limit is left for the arena, beside what the runtime and its interpreter keep.
std::optional<Bytes> budgetOf(const std::optional<Bytes>& limit, const Runtime& runtime,
                              const std::optional<TflmPersistent>& persistent);

/// What a run needs of the target's memories: its arena where offsets are planned, else its peak;
/// the model's weights; what an interpreter keeps in the arena and what the runtime knows of
/// itself.
Demand demandOf(const Runtime& runtime, const ModelReport& model, const ScheduleRun& run);

/// The flash that the model takes under the runtime: its file where an interpreter keeps that, else
/// its weights; and the runtime's code where that is known.
Bytes flashOf(const Runtime& runtime, const ModelReport& model);

/// The totals of what a search recommends: a schedule in patches, or layer by layer.
const Totals& recommendedTotals(const SearchReport& report);
/// That of the recommended schedule of a search that has a target.
Demand demandOf(const SearchReport& report);

/// What a device needs beside `demand` and nobody knows the size of: "stack", "code", ...
std::vector<std::string> notIncluded(const Demand& demand, const Runtime& runtime);

/// "NUCLEO-H743ZI2 (STM32H743ZI, Cortex-M7)".
std::string targetTitle(const TargetReport& target);

/// A report's line "target"; nothing without one.
std::string targetLine(const std::optional<TargetReport>& target, const TextStyle& style);

/// "SRAM", "flash" and "not included" with what `fitLines` says of them.
std::vector<Fact> fitFacts(const Device& device, const Demand& demand, const Runtime& runtime);

/// The lines "SRAM", "flash" and "not included": whether the demand fits the device, and by how
/// much.
std::string fitLines(const Device& device, const Demand& demand, const Runtime& runtime,
                     const TextStyle& style);

/// Those of a simulation; nothing without a target.
std::string fitLines(const SimulationReport& report, const TextStyle& style);

/// "yes, 85.0 % left" or "no, 59.4 % over", of a bound "at least 15.0 %" of what there is: for a
/// table's column of several runs.
std::string fitCell(const Device& device, const Demand& demand);

}  // namespace tessera
