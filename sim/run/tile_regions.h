#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/region.h"
#include "core/work.h"
#include "sim/run/runs.h"

namespace tessera {

/// A region of one tensor for each tile of a block. The rows of a region depend on its strip (a row
/// of tiles) and its columns on its column of tiles, so that both are kept apart: a *factor*. What
/// several readers need is the hull of several factors; whatever has no such form is kept tile by
/// tile.
class TileRegions {
 public:
  struct Factor {
    IntervalRuns rows;     ///< by strip
    IntervalRuns columns;  ///< by column of tiles
    friend bool operator==(const Factor&, const Factor&) = default;
  };

  TileRegions() = default;
  TileRegions(const IntervalRuns& rows, const IntervalRuns& columns)
      : strips_(rows.size()), columns_(columns.size()), factor_{rows, columns} {}
  /// In each tile the hull of these, which have the same tiles; at least one.
  static TileRegions hullOf(std::span<const TileRegions> parts);
  /// Every tile empty.
  static TileRegions blank(std::size_t strips, std::size_t columns);

  std::size_t strips() const { return strips_; }
  std::size_t columns() const { return columns_; }
  std::size_t size() const { return strips_ * columns_; }

  /// Empty where the tile has nothing of the tensor.
  Region at(std::size_t strip, std::size_t column) const {
    if (!factored()) return hulledAt(strip, column);
    const Region region{factor_.rows[strip], factor_.columns[column]};
    return region.empty() ? Region{} : region;
  }
  /// By its number in row-major order.
  Region operator[](std::size_t tile) const { return at(tile / columns_, tile % columns_); }

  /// Gives one tile a region of its own.
  void set(std::size_t tile, const Region& region);

  /// Whether there is one factor, which then says all.
  bool factored() const { return apart_.empty() && more_.empty(); }
  const Factor& factor() const { return factor_; }

  /// The hull of a strip's rows, and of a column's columns.
  Interval rowsOf(std::size_t strip) const;
  Interval columnsOf(std::size_t column) const;
  /// The same of every strip, and of every column.
  IntervalRuns rowHulls() const;
  IntervalRuns columnHulls() const;

  /// Whether they are kept in the same way; equal regions may be kept in two ways.
  friend bool operator==(const TileRegions&, const TileRegions&) = default;

 private:
  Region hulledAt(std::size_t strip, std::size_t column) const;

  std::size_t strips_ = 0;
  std::size_t columns_ = 0;
  Factor factor_;
  std::vector<Factor> more_;
  std::vector<Region> apart_;  // by tile; empty where factors say all
};

/// One after the other, in row-major order.
std::vector<Region> everyRegion(const TileRegions& regions);

/// The sum of the regions' areas; overflow-checked.
std::int64_t totalArea(const TileRegions& regions);

/// What all tiles need of a tensor together and have of it from earlier tiles, in positions.
struct HeldPositions {
  std::int64_t needed = 0;
  std::int64_t computed = 0;
  std::int64_t held = 0;  ///< needed and not computed in the tile that needs it
};
HeldPositions heldPositions(const TileRegions& needed, const TileRegions& computed);

/// Tiles whose regions have the same area.
struct CountedArea {
  std::int64_t positions = 0;
  std::int64_t times = 0;
};

/// The areas of all tiles; the same one may be there several times.
std::vector<CountedArea> countedAreas(const TileRegions& regions);

/// The MACs of the regions, each of which is computed on its own.
Macs macsOf(const TileRegions& regions, const MacShare& share);

/// The most rows and the most columns that any of the regions has.
Extent largestExtent(const TileRegions& regions);

/// The last tile that has anything of `whole`; 0 where none has.
std::size_t lastWithin(const TileRegions& regions, const Region& whole);

}  // namespace tessera
