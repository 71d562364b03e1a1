#pragma once

#include <string>
#include <vector>

#include "sim/cost/calibrate.h"
#include "sim/cost/left_out_coverage.h"
#include "sim/cost/measurements.h"
#include "sim/report/document.h"

namespace tessera {

/// A fit of a runtime's latency to measurements, and how far to trust it.
struct CalibrationReport {
  std::string engine;
  std::vector<Measurement> rows;     ///< those fitted
  std::vector<std::string> leftOut;  ///< one line a reason: how many rows, and why
  std::string heldTo;  ///< the runtime whose factors are the prior; empty: the kernel counts
  Calibration fit;
  /// The same rows with the data alone, and with the kernel counts alone (every factor 1): what the
  /// other adds.
  Calibration dataAlone;
  std::vector<double> oneRowBack;  ///< see `errorsWithOneRowBack`
  Calibration countsAlone;
  IntervalCoverage familiesLeftOut;  ///< none of a row where it is not asked for
  IntervalCoverage pairsLeftOut;
};

/// Errors, coefficients, boards, and every row, worst first: at a terminal and on a page at most
/// some unless `all`. A comment is what docs/accuracy.md prints.
Document documentOf(const CalibrationReport& report, bool all, const Reader& reader);

std::string calibrationJson(const CalibrationReport& report);

}  // namespace tessera
