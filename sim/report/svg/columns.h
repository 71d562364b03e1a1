#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "sim/report/svg/palette.h"

namespace tessera::svg {

/// Bytes by paint, in the order of `paints`.
using Stack = std::array<std::int64_t, paints.size()>;

/// A vertical slice of the timeline: a step, or several where they would be narrower than a pixel.
struct TimeColumn {
  double begin = 0;  ///< in the axis' unit
  double end = 0;
  std::size_t heaviest = 0;  ///< of its steps (ties: the first)
  std::size_t lightest = 0;  ///< likewise
};

/// By step, what is live of each paint. Its sum is the step's live bytes.
std::vector<Stack> stacksOf(const Trace& trace);

/// The steps, which end at `ends`, in columns that touch each other. Of `most` pixels, the steps
/// that begin in one and are no wider share a column: there are at most twice as many columns.
std::vector<TimeColumn> columnsOf(const Trace& trace, const std::vector<double>& ends,
                                  std::size_t most);

}  // namespace tessera::svg
