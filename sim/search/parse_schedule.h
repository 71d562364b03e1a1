#pragma once

#include <string>

#include "sim/run/program.h"
#include "sim/schedule/schedule.h"

namespace tessera {

/// Whether `text` is a schedule in words ("layer", "patch:...") and not the name of a file.
bool isScheduleInWords(const std::string& text);

/// The schedule that a command line names: "layer", or one of a named sub-space (see `subSpaces`),
/// such as "patch:GRID@SPLIT" with SPLIT an operator's name or number, "START..SPLIT" for a stage
/// that begins later, or "patch:GRID@auto" (the split of least peak for the grid under the
/// program's runtime). `patches` gives tile policy, stage input and tile
/// buffers. Throws Error(usage) where the words make no sense, Error(unsupported) where the stage
/// cannot run in patches.
Schedule parseSchedule(const Program& program, const std::string& text, const Block& patches);

}  // namespace tessera
