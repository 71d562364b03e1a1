#pragma once

#include <string>
#include <vector>

#include "gui/models/time_axis.h"

namespace tessera::gui {

/// A place on an axis and what is written there.
struct Tick {
  double at = 0;
  std::string label;
};

/// Bytes from 0 up to `most`, at most `count` steps apart by a power of two: "64 KiB".
std::vector<Tick> byteTicks(double most, int count);

/// At most about `count` ticks in view: whole steps, each at its middle, or milliseconds.
std::vector<Tick> timeTicks(VisibleRange visible, TimelineAxis unit, int count);

}  // namespace tessera::gui
