#pragma once

#include <span>
#include <vector>

#include "sim/cost/calibrate.h"
#include "sim/cost/two_way.h"

namespace tessera {

/// A row that neither the fit nor its interval has seen.
struct CoveredRow {
  double error = 0;     ///< predicted over measured, less 1
  double interval = 0;  ///< as a report prints it
};

/// Every row whose board is known without its family, the family left out of the factors and of the
/// interval. None where fewer than three models remain.
std::vector<CoveredRow> rowsWithoutTheirFamily(std::span<const CalibrationRow> rows,
                                               const CalibrationOptions& options);

/// Every row of an engine version on a board, both known without that pair: from the other rows,
/// and from `others` of other engines.
std::vector<CoveredRow> rowsWithoutTheirPair(std::span<const CalibrationRow> rows,
                                             const CalibrationOptions& options,
                                             const std::vector<LatencyModel>& others);

/// How many of the rows lie inside their interval, the mean width of it, and the mean error.
struct IntervalCoverage {
  std::size_t rows = 0;
  double inside = 0;
  double width = 0;
  double error = 0;
};

IntervalCoverage coverageOf(const std::vector<CoveredRow>& rows);

}  // namespace tessera
