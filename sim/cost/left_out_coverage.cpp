#include "sim/cost/left_out_coverage.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <string>
#include <utility>

#include "sim/cost/match_board.h"

namespace tessera {
namespace {

using ManyRows = std::vector<CalibrationRow>;
using MatchBasis = LatencyMatch::Basis;

std::string pairOf(const CalibrationRow& row) {
  BoardLatency board;
  board.board = row.board;
  board.mcu = row.mcu;
  return row.version + '@' + chipKey(board);
}

std::size_t modelsAmong(const ManyRows& rows) {
  std::set<std::string> models;
  for (const CalibrationRow& row : rows) models.insert(row.model);
  return models.size();
}

/// The rows of each key, predicted by a fit to all others where the board is known by `basis`.
template <class Key>
std::vector<CoveredRow> predictedWithout(std::span<const CalibrationRow> rows,
                                         const CalibrationOptions& options,
                                         const std::vector<LatencyModel>& others, MatchBasis basis,
                                         const Key& keyOf) {
  std::set<std::string> keys;
  for (const CalibrationRow& row : rows) keys.insert(keyOf(row));
  std::vector<CoveredRow> covered;
  for (const std::string& key : keys) {
    ManyRows own;
    ManyRows rest;
    for (const CalibrationRow& row : rows) (keyOf(row) == key ? own : rest).push_back(row);
    if (modelsAmong(rest) < modelsOfAFit) continue;
    std::vector<LatencyModel> known = others;
    known.push_back(calibrate(rest, options).model);
    const BoardSpeeds speeds = boardSpeedsOf(std::move(known));
    const LatencyModel& model = speeds.models.back();
    for (const CalibrationRow& row : own) {
      const auto match = matchBoard(
          model, {{row.board}, row.mcu, row.core, row.clockHz, row.version, row.counted}, speeds);
      if (!match || match->basis != basis || !match->versionMeasured) continue;
      covered.push_back(
          {predictedCycles(model, match->board, row) / row.measured - 1, match->expectedError});
    }
  }
  return covered;
}

}  // namespace

std::vector<CoveredRow> rowsWithoutTheirFamily(std::span<const CalibrationRow> rows,
                                               const CalibrationOptions& options) {
  return predictedWithout(rows, options, {}, MatchBasis::board,
                          [](const CalibrationRow& row) { return row.family; });
}

std::vector<CoveredRow> rowsWithoutTheirPair(std::span<const CalibrationRow> rows,
                                             const CalibrationOptions& options,
                                             const std::vector<LatencyModel>& others) {
  return predictedWithout(rows, options, others, MatchBasis::engine, pairOf);
}

IntervalCoverage coverageOf(const std::vector<CoveredRow>& rows) {
  IntervalCoverage coverage;
  coverage.rows = rows.size();
  const double each = 1 / static_cast<double>(std::max<std::size_t>(rows.size(), 1));
  for (const CoveredRow& row : rows) {
    coverage.inside += std::abs(row.error) <= row.interval ? each : 0;
    coverage.width += row.interval * each;
    coverage.error += std::abs(row.error) * each;
  }
  return coverage;
}

}  // namespace tessera
