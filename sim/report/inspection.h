#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/blocks.h"
#include "core/dead_channels.h"
#include "sim/report/document.h"
#include "sim/run/field_report.h"
#include "sim/study/results.h"

namespace tessera {

/// Receptive fields, and what each kernel costs the stages of a schedule.
struct FieldReport {
  std::vector<std::optional<OperatorField>> fields;  ///< by operator
  std::string schedule;                              ///< empty: none was given
  std::vector<KernelShare> shares;                   ///< of all stages, in order
  std::optional<StageSummary> stage;                 ///< the first one
};

/// What a network is, before any schedule.
struct InspectionReport {
  ModelReport model;
  std::vector<NetworkBlock> blocks;
  DeadChannelReport deadChannels;
  std::optional<FieldReport> field;  ///< where it was asked for
  std::string runtime = {};          ///< where it decides which rewrites are made
};

/// Gathers the report; reads the weights once. Throws Error(input) where they cannot be read.
InspectionReport inspectModel(ModelReport model);

/// Receptive fields of the graph and, where the schedule has stages, their kernels' shares.
FieldReport fieldReport(const Graph& graph);
FieldReport fieldReport(const Program& program, const Schedule& schedule);

/// For people: sizes, the memory of each block, operators, dead channels, rewrites. With a field
/// report that report alone, under the model's heading. `all` lists every operator instead of the
/// heaviest ones. For programs: the operators; an empty `macs` means unknown.
Document documentOf(const InspectionReport& report, bool all, const Reader& reader);

/// As JSON: "model", "operators", "blocks", "dead_channels", "receptive_field"; sizes in bytes;
/// ended by a newline.
std::string inspectionJson(const InspectionReport& report);

}  // namespace tessera
