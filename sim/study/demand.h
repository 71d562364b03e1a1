#pragma once

#include <optional>
#include <string>

#include "sim/study/results.h"
#include "sim/target/fit.h"

namespace tessera {

/// The SRAM of a run in all: the arena (the peak where none is planned), what an interpreter keeps
/// in it and the runtime's own, where that is known.
Bytes sramOf(const Runtime& runtime, const ScheduleRun& run);

/// The SRAM that the runtime takes beside an arena: what its interpreter keeps, and what it says of
/// itself; nothing where neither is known.
std::optional<Bytes> besideArena(const Runtime& runtime,
                                 const std::optional<TflmPersistent>& persistent);

/// Why the engine behind the runtime does not run this: operators that it refuses, or patches where
/// it runs whole operators only. Empty where it does, or where the runtime is a way of counting
/// alone.
std::string whyCannotRun(const Runtime& runtime, const ModelReport& model, const ScheduleRun& run);

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

}  // namespace tessera
