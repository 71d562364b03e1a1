#pragma once

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <utility>
#include <vector>

namespace tessera {

/// The value that nine tenths of the weights do not exceed, of (value, weight); 0 of none.
inline double percentile90(std::vector<std::pair<double, double>> weighted) {
  constexpr double rounding = 1e-9;
  std::sort(weighted.begin(), weighted.end());
  double rest = std::accumulate(weighted.begin(), weighted.end(), 0.0,
                                [](double sum, const auto& of) { return sum + of.second; });
  const double tenth = 0.1 * rest * (1 - rounding);
  for (const auto& [value, weight] : weighted) {
    rest -= weight;
    if (rest < tenth) return value;
  }
  return 0;
}

/// The same where all weigh alike.
inline double percentile90(const std::vector<double>& values) {
  std::vector<std::pair<double, double>> weighted;
  for (const double value : values) weighted.emplace_back(value, 1.0);
  return percentile90(std::move(weighted));
}

}  // namespace tessera
