#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "core/region.h"
#include "core/work.h"

namespace tessera {

/// A region of one tensor for each tile of a block. The rows of a region depend on its strip (a row
/// of tiles) and its columns on its column of tiles, so that both are kept apart: a *factor*. What
/// several readers need is the hull of several factors; whatever has no such form is kept tile by
/// tile.
class TileRegions {
 public:
  struct Factor {
    std::vector<Interval> rows;     ///< by strip
    std::vector<Interval> columns;  ///< by column of tiles
    friend bool operator==(const Factor&, const Factor&) = default;
  };

  TileRegions() = default;
  TileRegions(std::vector<Interval> rows, std::vector<Interval> columns)
      : strips_(rows.size()), columns_(columns.size()) {
    factors_.push_back({std::move(rows), std::move(columns)});
  }
  /// In each tile the hull of these, which have the same tiles; at least one.
  static TileRegions hullOf(std::span<const TileRegions> parts);
  /// Every tile empty.
  static TileRegions blank(std::size_t strips, std::size_t columns);

  std::size_t strips() const { return strips_; }
  std::size_t columns() const { return columns_; }
  std::size_t size() const { return strips_ * columns_; }

  /// Empty where the tile has nothing of the tensor.
  Region at(std::size_t strip, std::size_t column) const;
  /// By its number in row-major order.
  Region operator[](std::size_t tile) const { return at(tile / columns_, tile % columns_); }

  /// Gives one tile a region of its own.
  void set(std::size_t tile, const Region& region);

  /// Whether there is one factor, which then says all.
  bool factored() const { return apart_.empty() && factors_.size() == 1; }
  const Factor& factor() const { return factors_.front(); }

  /// The hull of a strip's rows, and of a column's columns.
  Interval rowsOf(std::size_t strip) const;
  Interval columnsOf(std::size_t column) const;

  /// Whether they are kept in the same way; equal regions may be kept in two ways.
  friend bool operator==(const TileRegions&, const TileRegions&) = default;

 private:
  std::size_t strips_ = 0;
  std::size_t columns_ = 0;
  std::vector<Factor> factors_;
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

/// The MACs of the regions, each of which is computed on its own.
Macs macsOf(const TileRegions& regions, const MacShare& share);

/// The most rows and the most columns that any of the regions has.
Extent largestExtent(const TileRegions& regions);

/// The last tile that has anything of `whole`; 0 where none has.
std::size_t lastWithin(const TileRegions& regions, const Region& whole);

}  // namespace tessera
