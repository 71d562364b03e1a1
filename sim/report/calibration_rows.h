#pragma once

#include <vector>

#include "sim/report/calibration.h"

namespace tessera {

/// Indices of the rows, those with the largest error of a family left out first.
std::vector<std::size_t> worstFirst(const CalibrationReport& report);

/// What the model predicts for a row, in milliseconds.
double predictedMilliseconds(const CalibrationReport& report, std::size_t row);

/// Spearman's rank correlation of measured latencies with those predicted by a fit that leaves the
/// row's family out; ties get their mean rank. 1 where there are fewer than two rows.
double rankCorrelation(const CalibrationReport& report);

/// How many different values rows have of a text.
std::size_t distinct(const std::vector<Measurement>& rows, std::string Measurement::*text);

}  // namespace tessera
