#pragma once

#include <string>
#include <vector>

#include "sim/cost/measurements.h"
#include "sim/cost/move_board.h"
#include "sim/report/document.h"

namespace tessera {

/// What a few of the user's own measurements taught a calibrated runtime.
struct MovedBoardReport {
  std::string runtime;
  std::vector<Measurement> rows;
  MovedBoard moved;
};

/// What stood for the board, how far it was moved, and each row before and after.
Document documentOf(const MovedBoardReport& report, const Reader& reader);

/// As JSON: "engine", "moved_board".
std::string movedBoardJson(const MovedBoardReport& report);

}  // namespace tessera
