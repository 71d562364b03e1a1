#pragma once

#include <memory>
#include <string>

#include "core/imported.h"
#include "gui/models/run_settings.h"
#include "sim/study/results.h"
#include "sim/study/study_request.h"

namespace tessera::gui {

/// An imported model, and what it was imported as.
struct LoadedModel {
  std::string path;
  ImportOptions options;
  std::int64_t modified = 0;  ///< of the file, in the clock of the file system
  ModelReport report;
};

/// What the settings ask of a study.
StudyRequest requestOf(const RunSettings& settings);

/// The runtime with its switches set. Throws Error(usage) or Error(input).
Runtime runtimeOf(const RunSettings& settings);

/// The board, or nothing. Throws likewise.
std::optional<TargetReport> targetOf(const RunSettings& settings);

/// Imports the model, or gives back `last` where that is still what importing would give. Throws
/// the importer's errors.
std::shared_ptr<const LoadedModel> loadModel(const std::string& path, const RunSettings& settings,
                                             const Runtime& runtime,
                                             const std::shared_ptr<const LoadedModel>& last);

}  // namespace tessera::gui
