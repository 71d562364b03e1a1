#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/report/document.h"
#include "sim/study/results.h"
#include "sim/verify/arena_run.h"

namespace tessera {

/// What `tessera verify` executed, and what came of it.
struct VerificationReport {
  ModelReport model;  ///< the graph as executed
  Runtime runtime;
  ScheduleRun run;          ///< with its arena
  bool calibrated = false;  ///< scales come from a run of the network as stored
  /// Where the values of each graph input come from, in the graph's order: "random, seed 1".
  std::vector<std::string> inputs;
  /// What the independent validator finds wrong with the plan, or empty.
  std::string planFault;
  verify::ArenaRunResult result;

  bool passed() const { return planFault.empty() && !result.fault; }
};

/// What was executed and either "bits equal" or the finding. For programs: one row.
Document documentOf(const VerificationReport& report, const Reader& reader);

/// As JSON: the keys of a simulation ("model", "schedule", "target", "counted") and "verification".
std::string verificationJson(const VerificationReport& report);

}  // namespace tessera
