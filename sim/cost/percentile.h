#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

namespace tessera {

/// The value that nine of ten do not exceed; 0 of none.
inline double percentile90(std::vector<double> values) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  const auto at = static_cast<std::size_t>(0.9 * static_cast<double>(values.size()));
  return values[std::min(at, values.size() - 1)];
}

}  // namespace tessera
