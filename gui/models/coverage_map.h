#pragma once

#include <cstdint>
#include <vector>

#include "core/region.h"

namespace tessera::gui {

/// A rectangle of a feature map all of whose positions lie in equally many patches.
struct CoverageCell {
  Region region;
  int times = 0;
};

/// How many patches compute (or read) each position of a feature map. The edges of the patches cut
/// the map into cells, and in each cell the number is the same everywhere.
class CoverageMap {
 public:
  CoverageMap() = default;
  /// `patches` are clipped to `whole`.
  CoverageMap(const Region& whole, const std::vector<Region>& patches);

  /// 0 outside.
  int timesAt(std::int64_t row, std::int64_t column) const;
  int most() const { return most_; }
  /// Whether every position lies in some patch.
  bool isComplete() const;
  /// All cells that lie in some patch, row by row.
  std::vector<CoverageCell> cells() const;

  /// Of a patch, the rectangle that no other patch has: what it owns. Empty where others have all
  /// of it. The rest of the patch is its halo.
  Region owned(const Region& patch) const;

 private:
  int& at(std::size_t row, std::size_t column) {
    return times_[row * (columnEdges_.size() - 1) + column];
  }
  int at(std::size_t row, std::size_t column) const {
    return times_[row * (columnEdges_.size() - 1) + column];
  }

  std::vector<std::int64_t> rowEdges_;     // ascending, each once
  std::vector<std::int64_t> columnEdges_;  // likewise
  std::vector<int> times_;                 // by row and column of cells
  int most_ = 0;
};

}  // namespace tessera::gui
