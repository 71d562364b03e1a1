#pragma once

#include <optional>
#include <string>

#include "gui/models/run_settings.h"

namespace tessera::gui {

/// Whether an interpreter runs the file as it stands; nothing where it cannot be read.
std::optional<bool> interpretedFile(const std::string& path);

/// Which of the settings the user chose before there was a model: they hold for every file.
struct ChosenSettings {
  bool runtime = false;
  bool deployment = false;
};

/// Settings that are usual of a file of one kind (see `usualRuntime`, `usualDeployment`) become
/// those that are usual of `path`; what was chosen, or is not usual, stays. `wasInterpreted` is the
/// kind of the file that they were for, false before any. A file that cannot be read changes
/// nothing.
RunSettings asUsualFor(const std::string& path, RunSettings settings, bool wasInterpreted,
                       const ChosenSettings& chosen);

}  // namespace tessera::gui
