#pragma once

#include <memory>
#include <string>

#include "gui/models/run_settings.h"
#include "sim/run/program.h"
#include "sim/study/results.h"

namespace tessera::gui {

/// An imported model, and what it was imported as: the parts of the settings that change it.
struct LoadedModel {
  std::string path;
  Deployment deployment = Deployment::int8;
  std::vector<std::string> rewritesMade;
  std::vector<std::string> rewritesNotMade;
  std::int64_t modified = 0;  ///< of the file, in the clock of the file system
  ModelReport report;
};

/// The runtime with its switches set. Throws Error(usage) or Error(input).
Runtime runtimeOf(const RunSettings& settings);

/// The board, or nothing. Throws likewise.
std::optional<TargetReport> targetOf(const RunSettings& settings);

/// What a patch-based schedule in words does not say itself.
Block patchDefaults(const RunSettings& settings, const Runtime& runtime);

/// The schedule in words or in a JSON file. Throws Error(usage), (input) or (unsupported).
Schedule scheduleOf(const Program& program, const RunSettings& settings, const Runtime& runtime);

/// Imports the model, or gives back `last` where that is still what importing would give. Throws
/// the importer's errors.
std::shared_ptr<const LoadedModel> loadModel(const std::string& path, const RunSettings& settings,
                                             const Runtime& runtime,
                                             const std::shared_ptr<const LoadedModel>& last);

}  // namespace tessera::gui
