#pragma once

#include <string>

#include "gui/models/run_settings.h"

namespace tessera::gui {

/// The command that prints this run on a terminal: "tessera simulate MODEL ...", quoted for a POSIX
/// shell, with only what differs from the defaults.
std::string cliCommand(const std::string& path, const RunSettings& settings);

}  // namespace tessera::gui
