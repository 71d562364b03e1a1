#pragma once

#include <string>
#include <vector>

#include "sim/cost/calibrate.h"
#include "sim/cost/measurements.h"
#include "sim/report/text_style.h"

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
  Calibration countsAlone;
};

/// For people: errors, coefficients, boards, and every row, worst first.
std::string calibrationText(const CalibrationReport& report, bool all, const TextStyle& style);

/// As JSON and as CSV (a line for each row).
std::string calibrationJson(const CalibrationReport& report);
std::string calibrationCsv(const CalibrationReport& report);

/// The table of docs/accuracy.md: predicted against published for every row, worst first.
std::string calibrationMarkdown(const CalibrationReport& report);

}  // namespace tessera
