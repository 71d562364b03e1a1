#pragma once

#include <array>
#include <cstdint>

#include "core/receptive_field.h"
#include "sim/run/runs.h"

namespace tessera {

/// The sum of the lengths; overflow-checked.
std::int64_t summedLength(const IntervalRuns& intervals);

/// The largest length; 0 where there is none.
std::int64_t mostLength(const IntervalRuns& intervals);

/// The length of the first one, and the largest of the others.
std::array<std::int64_t, 2> firstAndRest(const IntervalRuns& intervals);

/// How many are not empty.
std::int64_t nonEmpty(const IntervalRuns& intervals);

/// The interval around all of them.
Interval hullOf(const IntervalRuns& intervals);

/// Position by position the hull of both, which are as long.
IntervalRuns hull(const IntervalRuns& a, const IntervalRuns& b);

/// Whether each begins behind the end of those before it.
bool neverOverlap(const IntervalRuns& intervals);

/// Whether neither end ever goes back: a window can follow them.
bool onlyForward(const IntervalRuns& intervals);

/// Position by position what `map` reads where `output` is computed, clipped at the borders of what
/// is read or not.
IntervalRuns clipped(const AxisMap& map, const IntervalRuns& output);
IntervalRuns full(const AxisMap& map, const IntervalRuns& output);

}  // namespace tessera
