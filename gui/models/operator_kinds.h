#pragma once

#include <memory>
#include <string>
#include <vector>

#include "gui/models/run.h"

namespace tessera::gui {

/// What each operator of the run's graph does, as the CLI's tables say it: "depthwise 3x3 /2". Made
/// once, for tables of many steps. Empty without a run.
std::shared_ptr<const std::vector<std::string>> operatorKinds(const Run& run);

}  // namespace tessera::gui
