#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "gui/models/run_settings.h"
#include "sim/study/results.h"
#include "sim/study/study.h"

namespace tessera::gui {

/// One model under one schedule, simulated: immutable, shared by all views and threads.
struct RunData {
  std::string path;  ///< of the model
  RunSettings settings;
  SimulationReport report;
  Study study;
  std::int64_t modified = 0;  ///< when the model's file was, see `LoadedModel`
};

/// Null before anything is open.
using Run = std::shared_ptr<const RunData>;

/// All files that the run was read from.
std::vector<std::string> filesOf(const RunData& run);

}  // namespace tessera::gui
