#pragma once

#include <optional>
#include <string>

#include "gui/models/run.h"
#include "sim/report/step_axis.h"

namespace tessera::gui {

/// The run's report as `tessera simulate` writes it, in the form that the name's ending asks for:
/// ".html", ".json", ".md". Nothing where the ending is none of these.
std::optional<std::string> reportText(const RunData& run, TimelineAxis axis,
                                      const std::string& path);

/// The run's schedule as a JSON file that `--schedule` reads.
std::string scheduleText(const RunData& run);

}  // namespace tessera::gui
