#pragma once

#include <string>

#include "gui/models/run.h"
#include "gui/models/selection.h"

namespace tessera::gui {

/// "Step 12 of 65: b1.expand, patch 0,3 - live 210.4 KiB, scratch 0 B, 1.2 M MACs".
std::string describeStep(const RunData& run, std::int64_t index);

/// "b1.expand@0,3: tile, 37.5 KiB at offset 0, steps 3 to 7".
std::string describeBuffer(const RunData& run, std::size_t index);

/// What is selected, else the step at the cursor.
std::string describeSelected(const RunData& run, const Selected& selected);

}  // namespace tessera::gui
