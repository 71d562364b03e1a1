#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace tessera {

/// What one operator was measured to take.
struct LayerTime {
  std::size_t line = 0;              ///< of the file
  std::string op;                    ///< by name; empty: by `index`
  std::optional<std::size_t> index;  ///< of the operator, in the order in which they run, from 0
  double amount = 0;
  bool isCycles = false;  ///< else milliseconds
};

/// Reads a CSV text with the columns `operator` or `index`, and `ms` or `cycles`; other columns are
/// not read. Throws Error(input) with FILE:LINE and the column where one is missing or a value is
/// no number of 0 or more.
std::vector<LayerTime> readLayerTimes(const std::string& text, const std::string& file);

}  // namespace tessera
