#pragma once

#include <atomic>
#include <functional>

#include "gui/models/load.h"
#include "gui/models/run.h"

namespace tessera::gui {

/// Simulates the settings on a loaded model as `tessera simulate` does: the same report, number by
/// number. `ready` is called twice: as soon as the steps are known, with a run without an arena,
/// and with the whole. Throws what the CLI would report.
void execute(const LoadedModel& model, const RunSettings& settings, const Runtime& runtime,
             const std::function<void(Run)>& ready);

}  // namespace tessera::gui
