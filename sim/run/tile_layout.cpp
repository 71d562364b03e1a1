#include "sim/run/tile_layout.h"

#include <algorithm>
#include <limits>

#include "core/checked.h"

namespace tessera {
namespace {

constexpr std::int64_t never = std::numeric_limits<std::int64_t>::max();

/// `cached`: held beyond the position at which a tile begins anew.
AxisHeld heldAlong(const std::vector<Interval>& needed, bool cached,
                   const std::vector<bool>& starts) {
  const std::size_t count = needed.size();
  AxisHeld held;
  for (auto* of : {&held.first, &held.done, &held.keptFrom, &held.readFrom}) of->resize(count);
  std::int64_t later = never;      // first position needed after p, where p's part is still held
  std::int64_t laterRead = never;  // the same, held or not
  for (std::size_t p = count; p-- > 0;) {
    if (!cached && p + 1 < count && starts[p + 1]) later = never;
    held.keptFrom[p] = later;
    held.readFrom[p] = laterRead;
    if (!needed[p].empty()) {
      later = std::min(later, needed[p].begin);
      laterRead = std::min(laterRead, needed[p].begin);
    }
    held.first[p] = later;
  }
  std::int64_t done = 0;
  std::int64_t passed = 0;  // the same, held or not
  for (std::size_t p = 0; p < count; ++p) {
    if (!cached && starts[p]) done = 0;
    if (!needed[p].empty()) done = std::max(done, needed[p].end);
    passed = std::max(passed, done);
    held.done[p] = done;
    for (auto* of : {&held.first, &held.keptFrom}) (*of)[p] = std::min((*of)[p], done);
    held.readFrom[p] = std::min(held.readFrom[p], passed);
  }
  return held;
}

/// The intervals of an axis, tile by tile: those of the one factor, or hulls collected in `hulls`.
const std::vector<Interval>& rowIntervals(const TileRegions& regions,
                                          std::vector<Interval>& hulls) {
  if (regions.factored()) return regions.factor().rows;
  for (std::size_t i = 0; i < regions.strips(); ++i) hulls.push_back(regions.rowsOf(i));
  return hulls;
}

const std::vector<Interval>& columnIntervals(const TileRegions& regions,
                                             std::vector<Interval>& hulls) {
  if (regions.factored()) return regions.factor().columns;
  for (std::size_t i = 0; i < regions.columns(); ++i) hulls.push_back(regions.columnsOf(i));
  return hulls;
}

Interval hullOf(const std::vector<Interval>& intervals) {
  Interval all;
  for (const Interval& interval : intervals) all = hull(all, interval);
  return all;
}

std::int64_t mostCarried(const AxisHeld& axis) {
  std::int64_t most = 0;
  for (std::size_t p = 0; p < axis.done.size(); ++p) most = std::max(most, axis.carried(p));
  return most;
}

/// The most rows that one strip has, those held from before included.
std::int64_t mostRows(const AxisHeld& axis) {
  std::int64_t most = 0;
  for (std::size_t p = 0; p < axis.done.size(); ++p) {
    most = std::max(most, axis.done[p] - axis.first[p]);
  }
  return most;
}

/// Whether neither end of the needs ever goes back: a window can follow them.
bool onlyForward(const std::vector<Interval>& needed) {
  Interval before;
  for (const Interval& next : needed) {
    if (next.empty()) continue;
    if (!before.empty() && (next.begin < before.begin || next.end < before.end)) return false;
    before = next;
  }
  return true;
}

/// The largest rows and columns of the first position of an axis, and of the others.
std::array<std::int64_t, 2> firstAndRest(const std::vector<Interval>& intervals) {
  std::array<std::int64_t, 2> most{};
  for (std::size_t i = 0; i < intervals.size(); ++i) {
    std::int64_t& of = most[i == 0 ? 0 : 1];
    of = std::max(of, intervals[i].length());
  }
  return most;
}

TileLayout windowLayout(const TileRegions& computed, AxisHeld rows, AxisHeld across) {
  TileLayout layout;
  layout.ringRows = mostCarried(rows);
  layout.besideColumns = mostCarried(across);
  layout.keeping = layout.ringRows + layout.besideColumns > 0 ? Keeping::window : Keeping::nothing;
  std::vector<Interval> hulls;
  layout.besideRows = firstAndRest(rowIntervals(computed, hulls));
  layout.tileSize = tileSizes(computed);
  layout.rows = std::move(rows);
  layout.across = std::move(across);
  return layout;
}

TileLayout ringLayout(AxisHeld rows) {
  TileLayout layout;
  layout.keeping = Keeping::ring;
  layout.ringRows = mostRows(rows);
  layout.rows = std::move(rows);
  return layout;
}

/// Whether a ring of whole rows takes no more than what a window holds from tile to tile.
bool ringIsSmaller(const TileLayout& window, const AxisHeld& rows, Interval columns) {
  const std::int64_t held =
      checkedAdd(checkedMul(window.ringRows, columns.length()),
                 std::max(window.besidePositions(true), window.besidePositions(false)));
  return checkedMul(mostRows(rows), columns.length()) <= held;
}

}  // namespace

std::int64_t TileLayout::ringPositions() const { return checkedMul(ringRows, columns.length()); }

std::int64_t TileLayout::besidePositions(bool firstStrip) const {
  return checkedMul(besideRows[firstStrip ? 0 : 1], besideColumns);
}

std::array<std::int64_t, loopPhases> tileSizes(const TileRegions& computed) {
  std::vector<Interval> rows, columns;
  const auto tallest = firstAndRest(rowIntervals(computed, rows));
  const auto widest = firstAndRest(columnIntervals(computed, columns));
  std::array<std::int64_t, loopPhases> sizes{};
  for (std::size_t phase = 0; phase < loopPhases; ++phase) {
    sizes[phase] = checkedMul(tallest[phase / 2], widest[phase % 2]);
  }
  return sizes;
}

TileLayout tileLayout(const TileRegions& needed, const TileRegions& computed, OverlapModes modes,
                      const TileStarts& starts) {
  if (modes == OverlapModes{} && starts.everyTile) {
    TileLayout layout;
    layout.tileSize = tileSizes(computed);
    return layout;
  }
  std::vector<Interval> rowHulls, columnHulls;
  const std::vector<Interval>& rowNeeds = rowIntervals(needed, rowHulls);
  const std::vector<Interval>& columnNeeds = columnIntervals(needed, columnHulls);
  AxisHeld rows = heldAlong(rowNeeds, modes.rows == Overlap::cache, starts.rows);
  AxisHeld across = heldAlong(columnNeeds, modes.columns == Overlap::cache, starts.columns);
  const Interval columns = hullOf(columnNeeds);
  const bool follows = computed.factored() && onlyForward(rowNeeds) && onlyForward(columnNeeds);
  TileLayout layout = windowLayout(computed, rows, std::move(across));
  if (layout.keeping == Keeping::window && (!follows || ringIsSmaller(layout, rows, columns))) {
    layout = ringLayout(std::move(rows));
  }
  layout.columns = columns;
  return layout;
}

TileLayout rowsLayout(const TileRegions& needed, Interval columns) {
  std::vector<Interval> hulls;
  const std::vector<Interval>& rowNeeds = rowIntervals(needed, hulls);
  TileLayout layout =
      ringLayout(heldAlong(rowNeeds, true, std::vector<bool>(rowNeeds.size(), true)));
  layout.columns = columns;
  return layout;
}

TileMoves movesAfter(const TileLayout& layout, Interval rows, Interval columns, std::size_t strip,
                     std::size_t column) {
  if (layout.keeping != Keeping::window || rows.empty()) return {};
  const AxisHeld& across = layout.across;
  const Interval leaving{column > 0 ? across.readFrom[column - 1] : layout.columns.begin,
                         across.readFrom[column]};
  const Interval kept{std::max(layout.rows.keptFrom[strip], rows.begin), rows.end};
  TileMoves moves{{kept, leaving}, {}};
  // What lies beside the tile stays there as long as the window does.
  if (!columns.empty() || !leaving.empty()) {
    moves.beside = {rows, {across.keptFrom[column], across.done[column]}};
  }
  return moves;
}

}  // namespace tessera
