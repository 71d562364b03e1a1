#pragma once

#include <span>
#include <string>
#include <vector>

#include "sim/cost/calibrate.h"
#include "sim/cost/match_board.h"

namespace tessera {

/// What a few measurements say of a board under an engine that is calibrated already.
struct MovedBoard {
  LatencyMatch before;         ///< what stood for the board
  BoardLatency board;          ///< as it stands now
  std::vector<double> errors;  ///< of each row, before: predicted over measured, less 1
  std::vector<double> left;    ///< the same with the board as it is now
};

/// Moves the scale of the board that the rows were measured on, and nothing else: the factors are
/// those of the model. The rows weigh their number, what was known before a fraction of one row.
/// Throws Error(input) where the rows are of several boards or versions, or the engine was never
/// measured with the board's set of kernels.
MovedBoard moveBoard(const LatencyModel& model, std::span<const CalibrationRow> rows,
                     const BoardSpeeds& speeds);

/// The model with that board, in place of one of the same name and version.
LatencyModel withBoard(LatencyModel model, const BoardLatency& board);

}  // namespace tessera
