#include "sim/search/front/tile_needs.h"

#include <algorithm>

#include "core/checked.h"
#include "sim/run/held_tiles.h"

namespace tessera {
namespace {

std::int32_t cappedBytes(const SearchGraph::Tensor& tensor, std::int64_t positions) {
  return static_cast<std::int32_t>(std::min(tensor.bytesOf(positions), mostSearchedBytes));
}

TileNeeds::Kept keptIn(const TileLayout& layout, const SearchGraph::Tensor& tensor) {
  TileNeeds::Kept kept;
  kept.whole = layout.keeping == Keeping::ring;
  kept.ring = cappedBytes(tensor, layout.ringPositions());
  if (kept.whole) return kept;
  for (std::size_t phase = 0; phase < loopPhases; ++phase) {
    kept.tile[phase] = cappedBytes(tensor, layout.tileSize[phase]);
  }
  kept.beside = {cappedBytes(tensor, layout.besidePositions(true)),
                 cappedBytes(tensor, layout.besidePositions(false))};
  return kept;
}

}  // namespace

TileNeeds::TileNeeds(const Region& whole, Extent tile)
    : rows_(whole.rows.end, tile.rows), columns_(whole.columns.end, tile.columns) {}

TileNeeds::Need TileNeeds::through(const SearchGraph::Read& read, const Need& computed) {
  return {rows_.through(read.edge, read.map.rows, computed.rows),
          columns_.through(read.edge, read.map.columns, computed.columns),
          {},
          false,
          false};
}

void TileNeeds::join(const Need& need, Need& all) {
  all.rowsDiffer = all.rowsDiffer || rows_.differInActivity(all.rows, need.rows);
  all.columnsDiffer = all.columnsDiffer || columns_.differInActivity(all.columns, need.columns);
  const bool differ = all.rowsDiffer || all.columnsDiffer;
  if (differ && all.apart.empty()) all.apart.emplace_back(all.rows, all.columns);
  if (!all.apart.empty()) all.apart.emplace_back(need.rows, need.columns);
  all.rows = rows_.hullOf(all.rows, need.rows);
  all.columns = columns_.hullOf(all.columns, need.columns);
}

const TileNeeds::Apart& TileNeeds::apartOf(const Need& need, ModeCode mode) {
  const auto [known, isNew] = apart_.try_emplace({need.apart, mode});
  if (isNew) known->second = workApart(need, mode);
  return known->second;
}

TileNeeds::Apart TileNeeds::workApart(const Need& need, ModeCode mode) {
  std::vector<TileRegions> reads;
  for (const auto& [rows, columns] : need.apart) {
    reads.emplace_back(rows_.at(rows), columns_.at(columns));
  }
  TileStarts starts;
  starts.rows.assign(rows_.positions(), true);
  starts.columns.assign(columns_.positions(), true);
  const OverlapModes modes = overlapModes(mode);
  const TileRegions computed = notHeld(reads, modes, starts);
  Apart apart;
  apart.layout = tileLayout(TileRegions::hullOf(reads), computed, modes, starts);
  if (computed.factored()) {
    apart.computed =
        Need{rows_.intern(computed.factor().rows), columns_.intern(computed.factor().columns), {}};
  }
  return apart;
}

std::optional<TileNeeds::Need> TileNeeds::computedOf(const Need& need, ModeCode mode) {
  if (!need.apart.empty()) {
    const bool rows = (mode & cachedRows) != 0 || !need.rowsDiffer;
    const bool columns = (mode & cachedColumns) != 0 || !need.columnsDiffer;
    return rows && columns ? apartOf(need, mode).computed : std::nullopt;
  }
  return Need{rows_.facts(need.rows, (mode & cachedRows) != 0).computed,
              columns_.facts(need.columns, (mode & cachedColumns) != 0).computed,
              {}};
}

std::vector<ModeCode> TileNeeds::modesOf(const Need& need, const std::vector<ModeCode>& modes) {
  if (!need.apart.empty()) return modes;
  const auto same = [](AxisSequences& axis, AxisSequences::Id id) {
    const AxisSequences::Facts cached = axis.facts(id, true);
    return cached.carried == 0 && cached.computed == axis.facts(id, false).computed;
  };
  ModeCode either = 0;  // the axes that have no overlap
  if (same(rows_, need.rows)) either |= cachedRows;
  if (same(columns_, need.columns)) either |= cachedColumns;
  std::vector<ModeCode> distinct;
  for (const ModeCode mode : modes) {
    const auto known = static_cast<ModeCode>(mode | either);
    if (std::find(distinct.begin(), distinct.end(), known) == distinct.end()) {
      distinct.push_back(known);
    }
  }
  return distinct;
}

TileNeeds::Kept TileNeeds::keptOf(const SearchGraph::Tensor& tensor, const Need& need,
                                  ModeCode mode) {
  const AxisSequences::Facts rows = rows_.facts(need.rows, (mode & cachedRows) != 0);
  const AxisSequences::Facts columns = columns_.facts(need.columns, (mode & cachedColumns) != 0);
  const auto bytes = [&](std::int64_t positions) { return cappedBytes(tensor, positions); };
  Kept kept;
  if (!tensor.ownsBytes) return kept;
  if (!need.apart.empty()) return keptIn(apartOf(need, mode).layout, tensor);
  const std::int64_t tallest[] = {rows.first, rows.rest};
  const std::int64_t widest[] = {columns.first, columns.rest};
  const std::int64_t ring = checkedMul(rows.carried, columns.hull);
  const std::int64_t beside = checkedMul(std::max(rows.first, rows.rest), columns.carried);
  const std::int64_t allRows = checkedMul(rows.mostHeld, columns.hull);
  if (isRing(checkedAdd(ring, beside), allRows, rows.forward && columns.forward)) {
    kept.whole = true;
    kept.ring = bytes(allRows);
    return kept;
  }
  for (std::size_t phase = 0; phase < loopPhases; ++phase) {
    kept.tile[phase] = bytes(checkedMul(tallest[phase / 2], widest[phase % 2]));
  }
  kept.ring = bytes(ring);
  kept.beside = {bytes(checkedMul(rows.first, columns.carried)),
                 bytes(checkedMul(rows.rest, columns.carried))};
  return kept;
}

TileNeeds::Kept TileNeeds::rowsKeptOf(const SearchGraph::Tensor& tensor, const Need& need,
                                      std::int64_t columns) {
  Kept kept;
  kept.whole = true;
  kept.ring = cappedBytes(tensor, checkedMul(rows_.facts(need.rows, true).mostHeld, columns));
  return kept;
}

TileNeeds::Work TileNeeds::workOf(const Need& computed) {
  const AxisSequences::Facts rows = rows_.facts(computed.rows, false);
  const AxisSequences::Facts columns = columns_.facts(computed.columns, false);
  return {checkedMul(rows.sum, columns.sum), checkedMul(rows.calls, columns.calls),
          checkedMul(std::max(rows.first, rows.rest), std::max(columns.first, columns.rest))};
}

std::size_t TileNeeds::lastTile(const Need& need) {
  return rows_.facts(need.rows, false).lastPosition * columns_.positions() +
         columns_.facts(need.columns, false).lastPosition;
}

std::size_t NeedsHash::operator()(const std::vector<TileNeeds::Need>& needs) const {
  constexpr std::size_t prime = 1099511628211U;
  std::size_t hash = 0;
  for (const TileNeeds::Need& need : needs) {
    for (const std::size_t part :
         {std::size_t{need.rows}, std::size_t{need.columns}, need.apart.size()}) {
      hash = (hash ^ part) * prime;
    }
  }
  return hash;
}

}  // namespace tessera
