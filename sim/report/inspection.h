#pragma once

#include <string>

#include "core/blocks.h"
#include "core/dead_channels.h"
#include "sim/report/report.h"
#include "sim/report/text_style.h"

namespace tessera {

/// What a network is, before any schedule.
struct InspectionReport {
  ModelReport model;
  std::vector<NetworkBlock> blocks;
  DeadChannelReport deadChannels;
};

/// Gathers the report; reads the weights once. Throws Error(input) where they cannot be read.
InspectionReport inspectModel(ModelReport model);

/// For people. `all` lists every operator instead of the heaviest ones.
std::string inspectionText(const InspectionReport& report, bool all, const TextStyle& style);

/// As JSON: "model", "operators", "blocks", "dead_channels"; sizes in bytes; ended by a newline.
std::string inspectionJson(const InspectionReport& report);

/// The operators as CSV with a header line; an empty `macs` means unknown.
std::string inspectionCsv(const InspectionReport& report);

}  // namespace tessera
