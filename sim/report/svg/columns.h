#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "sim/report/step_columns.h"
#include "sim/report/svg/palette.h"

namespace tessera::svg {

/// Bytes by paint, in the order of `paints`.
using Stack = std::array<std::int64_t, paints.size()>;

using TimeColumn = StepColumn;

/// By step, what is live of each paint. Its sum is the step's live bytes.
std::vector<Stack> stacksOf(const Trace& trace);

/// All steps, which end at `ends`, in the columns of `most` pixels.
std::vector<TimeColumn> columnsOf(const Trace& trace, const std::vector<double>& ends,
                                  std::size_t most);

}  // namespace tessera::svg
