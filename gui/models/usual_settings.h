#pragma once

#include <optional>
#include <string>

#include "gui/models/run_settings.h"

namespace tessera::gui {

/// Whether an interpreter runs the file as it stands; nothing where it cannot be read.
std::optional<bool> interpretedFile(const std::string& path);

/// The runtime that is usual of a file of one kind (see `usualRuntime`) becomes that which is usual
/// of `path`; one that the user chose before there was a model, or that is not usual, stays.
/// `wasInterpreted` is the kind of the file that the settings were for, false before any. A file
/// that cannot be read changes nothing.
RunSettings asUsualFor(const std::string& path, RunSettings settings, bool wasInterpreted,
                       bool runtimeChosen);

}  // namespace tessera::gui
