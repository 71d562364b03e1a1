#pragma once

#include <string>
#include <vector>

#include "gui/models/run.h"

namespace tessera::gui {

/// One figure of the strip above all pages.
struct HeadlineFigure {
  std::string title;   ///< "Peak"
  std::string value;   ///< "1470.0 KiB"
  std::string detail;  ///< "step 3, conv5"; may be empty
  std::string tip;     ///< what the term means and the exact figure
  enum class Mood { plain, good, alarm } mood = Mood::plain;
};

/// What a run comes to in a handful of figures: peak, arena, whether it fits, MACs, recomputed
/// MACs, latency. What is not known says so.
std::vector<HeadlineFigure> headline(const RunData& run);

}  // namespace tessera::gui
