#include "sim/cost/one_row_back.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <string>

#include "sim/cost/move_board.h"

namespace tessera {
namespace {

std::string chipOf(const CalibrationRow& row) {
  BoardLatency board;
  board.board = row.board;
  board.mcu = row.mcu;
  return chipKey(board);
}

/// The models without what they know of that chip.
std::vector<LatencyModel> without(std::vector<LatencyModel> models, const std::string& chip) {
  for (LatencyModel& model : models) {
    std::erase_if(model.boards, [&](const BoardLatency& of) { return chipKey(of) == chip; });
  }
  return models;
}

/// Whether a fit can be made of the rows, and knows the kernels of `core`.
bool canFit(const std::vector<CalibrationRow>& rows, CoreBuild core) {
  std::set<std::string> models;
  bool known = false;
  for (const CalibrationRow& row : rows) {
    models.insert(row.model);
    known = known || kernelSet(row.core) == kernelSet(core);
  }
  return models.size() >= modelsOfAFit && known;
}

}  // namespace

std::vector<double> errorsWithOneRowBack(std::span<const CalibrationRow> rows,
                                         const CalibrationOptions& options,
                                         const std::vector<LatencyModel>& others) {
  std::set<std::string> chips;
  for (const CalibrationRow& row : rows) chips.insert(chipOf(row));
  std::vector<double> errors;
  for (const std::string& chip : chips) {
    std::vector<CalibrationRow> own;
    std::vector<CalibrationRow> rest;
    for (const CalibrationRow& row : rows) (chipOf(row) == chip ? own : rest).push_back(row);
    if (!canFit(rest, own.front().core)) continue;
    const LatencyModel model = calibrate(rest, options).model;
    std::vector<LatencyModel> known = without(others, chip);
    known.push_back(model);
    const BoardSpeeds speeds = boardSpeedsOf(std::move(known));
    for (std::size_t back = 0; back < own.size(); ++back) {
      const BoardLatency board = moveBoard(model, std::span(own).subspan(back, 1), speeds).board;
      for (const CalibrationRow& other : own) {
        if (other.model == own[back].model || other.version != own[back].version) continue;
        errors.push_back(predictedCycles(model, board, other) / other.measured - 1);
      }
    }
  }
  return errors;
}

}  // namespace tessera
