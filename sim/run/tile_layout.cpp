#include "sim/run/tile_layout.h"

#include <algorithm>

#include "core/checked.h"
#include "sim/run/interval_runs.h"

namespace tessera {
namespace {

/// The intervals of an axis, tile by tile: those of the one factor, or hulls collected in `hulls`.
const IntervalRuns& rowIntervals(const TileRegions& regions, IntervalRuns& hulls) {
  return regions.factored() ? regions.factor().rows : hulls = regions.rowHulls();
}

const IntervalRuns& columnIntervals(const TileRegions& regions, IntervalRuns& hulls) {
  return regions.factored() ? regions.factor().columns : hulls = regions.columnHulls();
}

/// Lets the layout be a window, or nothing where nothing is held.
void keepInWindow(const TileRegions& computed, TileLayout& layout) {
  layout.ringRows = layout.rows.mostCarried;
  layout.besideColumns = layout.across.mostCarried;
  layout.keeping = layout.ringRows + layout.besideColumns > 0 ? Keeping::window : Keeping::nothing;
  IntervalRuns hulls;
  layout.besideRows = firstAndRest(rowIntervals(computed, hulls));
  layout.tileSize = tileSizes(computed);
}

void keepInRing(TileLayout& layout) {
  layout.keeping = Keeping::ring;
  layout.ringRows = layout.rows.mostAtOnce;
  layout.besideColumns = 0;
  layout.besideRows = {};
  layout.tileSize = {};
}

/// What a window holds from tile to tile.
std::int64_t heldPositions(const TileLayout& window) {
  return checkedAdd(window.ringPositions(),
                    std::max(window.besidePositions(true), window.besidePositions(false)));
}

}  // namespace

bool isRing(std::int64_t held, std::int64_t wholeRows, bool follows) {
  return held > 0 && (!follows || wholeRows <= held);
}

std::int64_t TileLayout::ringPositions() const { return checkedMul(ringRows, columns.length()); }

std::int64_t TileLayout::besidePositions(bool firstStrip) const {
  return checkedMul(besideRows[firstStrip ? 0 : 1], besideColumns);
}

std::array<std::int64_t, loopPhases> tileSizes(const TileRegions& computed) {
  IntervalRuns rows, columns;
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
  TileLayout layout;
  IntervalRuns rowHulls, columnHulls;
  const IntervalRuns& rows = rowIntervals(needed, rowHulls);
  const IntervalRuns& columns = columnIntervals(needed, columnHulls);
  const bool anew = modes == OverlapModes{} && starts.everyTile;
  if (anew || (neverOverlap(rows) && neverOverlap(columns))) {
    layout.tileSize = tileSizes(computed);
    return layout;
  }
  layout.columns = hullOf(columns);
  layout.rows = heldAlong(rows, modes.rows == Overlap::cache, starts.rows);
  layout.across = heldAlong(columns, modes.columns == Overlap::cache, starts.columns);
  keepInWindow(computed, layout);
  const bool follows = computed.factored() && onlyForward(rows) && onlyForward(columns);
  const std::int64_t wholeRows = checkedMul(layout.rows.mostAtOnce, layout.columns.length());
  if (isRing(heldPositions(layout), wholeRows, follows)) keepInRing(layout);
  return layout;
}

TileLayout rowsLayout(const TileRegions& needed, Interval columns) {
  IntervalRuns hulls;
  const IntervalRuns& rows = rowIntervals(needed, hulls);
  TileLayout layout;
  layout.columns = columns;
  layout.rows = heldAlong(rows, true, std::vector<bool>(rows.size(), true));
  keepInRing(layout);
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
