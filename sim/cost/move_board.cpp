#include "sim/cost/move_board.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/error.h"

namespace tessera {
namespace {

/// What was known before weighs as much as this part of a measurement. With each board left out a
/// network is 11 % off its board's scale, a scale that comes from other boards 21 % (root mean
/// squares over six engines): weights are as the inverse squares.
constexpr double weightOfBefore = 0.25;
/// Beyond it a row is in another unit or of another network.
constexpr double mostMove = 8;

void check(std::span<const CalibrationRow> rows) {
  for (const CalibrationRow& row : rows) {
    if (!(row.measured > 0)) {
      throw Error(ErrorCode::input, "the measured latency is not above 0", "row '" + row.id + "'",
                  "give it in milliseconds, and the clock in MHz");
    }
    if (row.board != rows.front().board || row.version != rows.front().version) {
      throw Error(ErrorCode::input, "the rows are of several boards or versions",
                  "row '" + row.id + "'", "choose one: --only board=NAME");
    }
  }
}

}  // namespace

MovedBoard moveBoard(const LatencyModel& model, std::span<const CalibrationRow> rows,
                     const BoardSpeeds& speeds) {
  check(rows);
  const CalibrationRow& first = rows.front();
  const auto before = matchBoard(
      model, {{first.board}, first.mcu, first.core, first.clockHz, first.version, first.counted},
      speeds);
  if (!before) {
    throw Error(ErrorCode::input,
                "the engine was never measured with the " + std::string(kernelSetName(first.core)) +
                    " kernels that this core runs",
                "row '" + first.id + "'",
                "three models of different kinds make a fit of their own");
  }
  MovedBoard moved{*before, before->board, {}, {}};
  double sum = 0;
  for (const CalibrationRow& row : rows) {
    const double ratio = predictedCycles(model, before->board, row) / row.measured;
    moved.errors.push_back(ratio - 1);
    sum += std::log(ratio);
  }
  const double move = std::exp(-sum / (static_cast<double>(rows.size()) + weightOfBefore));
  if (move > mostMove || move < 1 / mostMove) {
    throw Error(
        ErrorCode::input,
        fmt::format("the board takes {:.3g} times the cycles that are expected of it", move),
        "row '" + first.id + "'",
        "is the latency in milliseconds, the clock in MHz and the model the right one?");
  }
  moved.board.board = first.board;
  moved.board.mcu = first.mcu;
  moved.board.core = first.core;
  moved.board.clockHz = first.clockHz;
  moved.board.rows = rows.size();
  moved.board.scale *= move;
  moved.board.flashByte *= move;
  moved.board.spillByte *= move;
  for (const CalibrationRow& row : rows) {
    moved.left.push_back(predictedCycles(model, moved.board, row) / row.measured - 1);
  }
  return moved;
}

LatencyModel withBoard(LatencyModel model, const BoardLatency& board) {
  std::erase_if(model.boards, [&](const BoardLatency& of) {
    return of.board == board.board && of.version == board.version;
  });
  model.boards.push_back(board);
  return model;
}

}  // namespace tessera
