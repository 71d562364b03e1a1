#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "sim/check/metric.h"

namespace tessera {

/// By how much a metric may exceed its baseline: a share of it, or an amount in its unit.
struct Tolerance {
  bool relative = true;
  std::int64_t value = 0;     ///< parts per million where `relative`, else the amount
  std::string text = "none";  ///< as it was written

  friend bool operator==(const Tolerance&, const Tolerance&) = default;
};

/// "1%" for any metric; "512B", "2KiB" for sizes; "2ms" for latency; "10k", "500 MACs" for MACs.
/// 0 of any unit is allowed. Nothing where the text is no tolerance of the metric; the unit is
/// required.
std::optional<Tolerance> toleranceFromText(const std::string& text, Metric metric);

/// What `toleranceFromText` takes, for an error's hint: "1% or 512B".
std::string toleranceExamples(Metric metric);

/// parts / 10^6 of `whole` (both >= 0), rounded down. Throws Error(input) on overflow.
std::int64_t ppmOf(std::int64_t whole, std::int64_t parts);

/// The smallest amount that is not below the baseline by more than the tolerance.
std::int64_t leastTolerated(std::int64_t baseline, const Tolerance& tolerance);

/// The largest amount that does not exceed the baseline by more than the tolerance.
std::int64_t largestTolerated(std::int64_t baseline, const Tolerance& tolerance);

}  // namespace tessera
