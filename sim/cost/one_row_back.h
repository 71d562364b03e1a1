#pragma once

#include <span>
#include <vector>

#include "sim/cost/calibrate.h"
#include "sim/cost/two_way.h"

namespace tessera {

/// What a user's single measurement would have been worth: each board is left out of the fit and
/// out of `others`, one of its rows moves its scale (`moveBoard`), and the board's other rows of
/// that version are predicted. Relative errors; none where no board can be left out, since fewer
/// than three models remain or no other board of its kernels was measured.
std::vector<double> errorsWithOneRowBack(std::span<const CalibrationRow> rows,
                                         const CalibrationOptions& options,
                                         const std::vector<LatencyModel>& others);

}  // namespace tessera
