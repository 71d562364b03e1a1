#include "sim/run/tile_regions.h"

#include <algorithm>

#include "core/checked.h"

namespace tessera {
namespace {

std::int64_t summedLength(const std::vector<Interval>& intervals) {
  std::int64_t sum = 0;
  for (const Interval& interval : intervals) sum = checkedAdd(sum, interval.length());
  return sum;
}

std::int64_t mostLength(const std::vector<Interval>& intervals) {
  std::int64_t most = 0;
  for (const Interval& interval : intervals) most = std::max(most, interval.length());
  return most;
}

}  // namespace

TileRegions TileRegions::hullOf(std::span<const TileRegions> parts) {
  TileRegions all = parts.front();
  for (const TileRegions& part : parts.subspan(1)) {
    if (all.apart_.empty() && part.apart_.empty()) {
      all.factors_.insert(all.factors_.end(), part.factors_.begin(), part.factors_.end());
      continue;
    }
    for (std::size_t tile = 0; tile < all.size(); ++tile) {
      all.set(tile, hull(all[tile], part[tile]));
    }
  }
  return all;
}

TileRegions TileRegions::blank(std::size_t strips, std::size_t columns) {
  return {std::vector<Interval>(strips), std::vector<Interval>(columns)};
}

Region TileRegions::at(std::size_t strip, std::size_t column) const {
  if (!apart_.empty()) return apart_[strip * columns_ + column];
  Region region;
  for (const Factor& factor : factors_) {
    region = hull(region, {factor.rows[strip], factor.columns[column]});
  }
  return region.empty() ? Region{} : region;
}

void TileRegions::set(std::size_t tile, const Region& region) {
  if (apart_.empty()) {
    apart_ = everyRegion(*this);
  }
  apart_[tile] = region;
}

Interval TileRegions::rowsOf(std::size_t strip) const {
  Interval rows;
  if (apart_.empty()) {
    for (const Factor& factor : factors_) rows = hull(rows, factor.rows[strip]);
    return rows;
  }
  for (std::size_t column = 0; column < columns_; ++column) {
    rows = hull(rows, apart_[strip * columns_ + column].rows);
  }
  return rows;
}

Interval TileRegions::columnsOf(std::size_t column) const {
  Interval columns;
  if (apart_.empty()) {
    for (const Factor& factor : factors_) columns = hull(columns, factor.columns[column]);
    return columns;
  }
  for (std::size_t strip = 0; strip < strips_; ++strip) {
    columns = hull(columns, apart_[strip * columns_ + column].columns);
  }
  return columns;
}

std::vector<Region> everyRegion(const TileRegions& regions) {
  std::vector<Region> all;
  all.reserve(regions.size());
  for (std::size_t i = 0; i < regions.size(); ++i) all.push_back(regions[i]);
  return all;
}

std::int64_t totalArea(const TileRegions& regions) {
  if (regions.factored()) {
    return checkedMul(summedLength(regions.factor().rows), summedLength(regions.factor().columns));
  }
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < regions.size(); ++i) {
    const Region region = regions[i];
    sum = checkedAdd(sum, checkedMul(region.rows.length(), region.columns.length()));
  }
  return sum;
}

HeldPositions heldPositions(const TileRegions& needed, const TileRegions& computed) {
  HeldPositions positions{totalArea(needed), totalArea(computed), 0};
  positions.held = positions.needed - positions.computed;
  return positions;
}

Macs macsOf(const TileRegions& regions, const MacShare& share) {
  if (share.isExact()) return share.of(totalArea(regions));
  Macs sum;
  for (std::size_t i = 0; i < regions.size(); ++i) sum += share.of(regions[i].area());
  return sum;
}

Extent largestExtent(const TileRegions& regions) {
  Extent most;
  if (regions.factored()) {
    most = {mostLength(regions.factor().rows), mostLength(regions.factor().columns)};
    return most.rows == 0 || most.columns == 0 ? Extent{} : most;
  }
  for (std::size_t i = 0; i < regions.size(); ++i) {
    const Region region = regions[i];
    most.rows = std::max(most.rows, region.rows.length());
    most.columns = std::max(most.columns, region.columns.length());
  }
  return most;
}

std::size_t lastWithin(const TileRegions& regions, const Region& whole) {
  std::size_t strip = regions.strips();
  while (strip-- > 0) {
    if (regions.rowsOf(strip).empty()) continue;
    for (std::size_t column = regions.columns(); column-- > 0;) {
      if (!intersect(regions.at(strip, column), whole).empty())
        return strip * regions.columns() + column;
    }
  }
  return 0;
}

}  // namespace tessera
