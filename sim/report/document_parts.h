#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "sim/report/document.h"
#include "sim/report/summary.h"
#include "sim/study/demand.h"
#include "sim/study/results.h"
#include "sim/target/device.h"
#include "sim/target/runtime.h"

namespace tessera {

/// How many rows a long table has elsewhere than at a terminal: the heaviest.
std::size_t rowsFor(const Reader& reader);

/// "[12 others]" in the column `at`, all other cells empty.
Row othersRow(std::size_t others, std::size_t at, std::size_t columns);

/// The file's format and who wrote it (at a terminal), and how the model is deployed.
void addModel(Summary& summary, const ModelReport& model, const Reader& reader);

/// Whether the demand fits the device: "SRAM", "flash", "not included".
void addFit(Summary& summary, const Device& device, const Demand& demand, const Runtime& runtime);

/// What is live at the peak, largest first; at a terminal with shapes and writers, `why` with each
/// buffer's reason. Without rows where the run has no steps.
Section liveAtPeakSection(const Graph& graph, const ScheduleRun& run, bool why,
                          const Reader& reader);

/// Closes a document with what was counted of the schedules (see `countedLines`) and the model's
/// warnings: as sections at a terminal, as notes elsewhere.
void addCounting(Document& document, const ModelReport& model, const Runtime& runtime,
                 const std::vector<const Schedule*>& schedules, const Reader& reader);

/// Appends a section that warns of what unsupported operators mean for the totals and of what the
/// import warns of; nothing where there is nothing to warn of.
void addCaveats(Document& document, const ModelReport& model);

/// Appends why a patch-based schedule disappoints and what to try; nothing where it does not.
void addWhyWorse(Document& document, const ScheduleRun& run);

/// Appends the stages that run in patches: patch sizes, MACs of each operator, the recompute bill.
void addStages(Document& document, const Graph& graph, const ScheduleRun& run);

}  // namespace tessera
