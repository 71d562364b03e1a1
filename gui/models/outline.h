#pragma once

#include <cstddef>
#include <vector>

#include "sim/run/trace.h"

namespace tessera::gui {

/// A piece of a run's outline: steps that are drawn as one.
struct OutlinePart {
  double begin = 0;  ///< share of the run's steps
  double end = 0;
  Bytes most;   ///< the heaviest of its steps
  Bytes least;  ///< the lightest
};

/// The live bytes over a run whose whole is 1, in at most twice as many parts as `pixels`.
std::vector<OutlinePart> outlineOf(const Trace& trace, std::size_t pixels);

}  // namespace tessera::gui
