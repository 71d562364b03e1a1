#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/report/digest.h"
#include "sim/target/fit.h"

namespace tessera {

/// What every digest says of the model and of the runtime.
std::vector<Fact> settingFacts(const ModelReport& model, const Runtime& runtime,
                               const std::optional<TargetReport>& target);

/// What is live at the peak, largest first.
Section liveAtPeakSection(const Graph& graph, const ScheduleRun& run);

/// The counting rules in force, then the model's warnings.
std::vector<std::string> digestNotes(const ModelReport& model, const Runtime& runtime);

/// "[12 others]" in the column `at`, all other cells empty.
Row othersRow(std::size_t others, std::size_t at, std::size_t columns);

}  // namespace tessera
