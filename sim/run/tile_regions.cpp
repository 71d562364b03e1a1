#include "sim/run/tile_regions.h"

#include <algorithm>

#include "core/checked.h"
#include "sim/run/counted.h"
#include "sim/run/interval_runs.h"

namespace tessera {
namespace {

Counted<std::int64_t> countedLengths(const IntervalRuns& intervals) {
  Counted<std::int64_t> counted;
  for (const RunOf<Interval>& run : intervals.runs()) {
    if (run.step.begin == run.step.end) {
      counted.add(run.first.length(), static_cast<std::int64_t>(run.count));
      continue;
    }
    for (std::size_t p = run.begin; p < run.end(); ++p) counted.add(run.at(p).length(), 1);
  }
  return counted;
}

}  // namespace

TileRegions TileRegions::hullOf(std::span<const TileRegions> parts) {
  TileRegions all = parts.front();
  for (const TileRegions& part : parts.subspan(1)) {
    if (all.apart_.empty() && part.apart_.empty()) {
      all.more_.push_back(part.factor_);
      all.more_.insert(all.more_.end(), part.more_.begin(), part.more_.end());
      continue;
    }
    for (std::size_t tile = 0; tile < all.size(); ++tile) {
      all.set(tile, hull(all[tile], part[tile]));
    }
  }
  return all;
}

TileRegions TileRegions::blank(std::size_t strips, std::size_t columns) {
  return {IntervalRuns(strips, Interval{}), IntervalRuns(columns, Interval{})};
}

Region TileRegions::hulledAt(std::size_t strip, std::size_t column) const {
  if (!apart_.empty()) return apart_[strip * columns_ + column];
  Region region{factor_.rows[strip], factor_.columns[column]};
  for (const Factor& factor : more_) {
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
  if (apart_.empty()) {
    Interval rows = factor_.rows[strip];
    for (const Factor& factor : more_) rows = hull(rows, factor.rows[strip]);
    return rows;
  }
  Interval rows;
  for (std::size_t column = 0; column < columns_; ++column) {
    rows = hull(rows, apart_[strip * columns_ + column].rows);
  }
  return rows;
}

Interval TileRegions::columnsOf(std::size_t column) const {
  if (apart_.empty()) {
    Interval columns = factor_.columns[column];
    for (const Factor& factor : more_) columns = hull(columns, factor.columns[column]);
    return columns;
  }
  Interval columns;
  for (std::size_t strip = 0; strip < strips_; ++strip) {
    columns = hull(columns, apart_[strip * columns_ + column].columns);
  }
  return columns;
}

IntervalRuns TileRegions::rowHulls() const {
  IntervalRuns hulls;
  if (apart_.empty()) {
    hulls = factor_.rows;
    for (const Factor& factor : more_) hulls = hull(hulls, factor.rows);
  } else {
    for (std::size_t strip = 0; strip < strips_; ++strip) hulls.push(rowsOf(strip));
  }
  return hulls;
}

IntervalRuns TileRegions::columnHulls() const {
  IntervalRuns hulls;
  if (apart_.empty()) {
    hulls = factor_.columns;
    for (const Factor& factor : more_) hulls = hull(hulls, factor.columns);
  } else {
    for (std::size_t column = 0; column < columns_; ++column) hulls.push(columnsOf(column));
  }
  return hulls;
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

std::vector<CountedArea> countedAreas(const TileRegions& regions) {
  std::vector<CountedArea> areas;
  if (!regions.factored()) {
    for (std::size_t i = 0; i < regions.size(); ++i) {
      const Region region = regions[i];
      areas.push_back({checkedMul(region.rows.length(), region.columns.length()), 1});
    }
    return areas;
  }
  const Counted<std::int64_t> rows = countedLengths(regions.factor().rows);
  const Counted<std::int64_t> columns = countedLengths(regions.factor().columns);
  for (const auto& [height, strips] : rows.entries()) {
    for (const auto& [width, times] : columns.entries()) {
      areas.push_back({checkedMul(height, width), checkedMul(strips, times)});
    }
  }
  return areas;
}

Macs macsOf(const TileRegions& regions, const MacShare& share) {
  if (share.isExact()) return share.of(totalArea(regions));
  Macs sum;
  for (const CountedArea& area : countedAreas(regions)) {
    sum += share.of(area.positions) * area.times;
  }
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
