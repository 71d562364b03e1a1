#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "gui/models/run.h"

namespace tessera::gui {

/// The steps that write a buffer and those that read it, ascending, within its live range.
struct BufferUses {
  std::vector<std::int64_t> producers;  ///< none: an input of the network, or kept
  std::vector<std::int64_t> consumers;  ///< none: it is an output of the network, or workspace
};

/// Scratch is written by its one step; which steps use workspace of the whole run is not known. Of
/// a patch, only the steps of that patch write it. `index` is that of the buffer in the trace.
BufferUses usesOf(const RunData& run, std::size_t index);

/// The same in words: "written by b1.expand in step 3", "read by b1.depthwise in 16 steps, 4 to
/// 64", a line for each operator.
std::vector<std::string> describeUses(const RunData& run, std::size_t index);

}  // namespace tessera::gui
