#pragma once

#include <string>
#include <vector>

#include "gui/models/run.h"
#include "sim/schedule/schedule.h"

namespace tessera::gui {

/// A patch-based schedule in words, taken apart: "patch:4x4@b3.project".
struct PatchWords {
  Grid grid{1, 1};  ///< whole: layer by layer
  std::string split = "auto";
};

/// Nothing but "layer" and "patch:GRID@SPLIT" can be taken apart: false for files and stages that
/// begin later.
bool takeApart(const std::string& schedule, PatchWords& words);
std::string putTogether(const PatchWords& words);

/// The operators at which a per-patch stage may end, in graph order, by name.
std::vector<std::string> splitNames(const Graph& graph);

}  // namespace tessera::gui
