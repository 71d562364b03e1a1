#pragma once

#include <string>
#include <vector>

#include "gui/models/run.h"

namespace tessera::gui {

/// One figure of the strip above all pages.
struct HeadlineFigure {
  std::string title;   ///< "Peak"
  std::string value;   ///< "1470.0 KiB"
  std::string detail;  ///< "step 3"; may be empty
  std::string more;    ///< "conv5": the second line below; may be empty
  std::string tip;     ///< what the term means and the exact figure
  enum class Mood { plain, good, alarm } mood = Mood::plain;
  bool moreIsName = false;  ///< `more` only names something: where it is long its middle may go
};

/// What a run comes to in a handful of figures: peak, arena, whether it fits, flash, MACs,
/// recomputed MACs, latency. What is not known says so.
std::vector<HeadlineFigure> headline(const RunData& run);

}  // namespace tessera::gui
