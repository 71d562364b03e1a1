#include "sim/run/stage_work.h"

#include <algorithm>

#include "core/checked.h"
#include "sim/run/counted.h"
#include "sim/run/interval_runs.h"

namespace tessera {
namespace {

/// How much of one axis moves into the ring and beside a tile.
struct Moved {
  std::int64_t ring = 0;
  std::int64_t beside = 0;
  friend bool operator==(const Moved&, const Moved&) = default;
};

/// Counts the positions of a run one by one, or all at once where they are alike.
void addRun(Counted<Moved>& counted, std::size_t begin, std::size_t end, bool alike,
            const auto& movedAt) {
  if (alike && begin < end) {
    counted.add(movedAt(begin), static_cast<std::int64_t>(end - begin));
    return;
  }
  for (std::size_t p = begin; p < end; ++p) counted.add(movedAt(p), 1);
}

/// By strip; of those that compute nothing, nothing is moved.
Counted<Moved> movedRows(const StageTile& tile) {
  Counted<Moved> counted;
  const auto add = [&](const RunOf<Interval>& rows, const RunOf<std::int64_t>& keptFrom) {
    if (rows.first.empty()) return;
    const bool alike = rows.step.begin == keptFrom.step && rows.step.end == keptFrom.step;
    addRun(counted, rows.begin, rows.end(), alike, [&](std::size_t p) {
      const Interval strip = rows.at(p);
      const Interval kept{std::max(keptFrom.at(p), strip.begin), strip.end};
      return Moved{kept.length(), strip.length()};
    });
  };
  forEachTogether(add, tile.regions->factor().rows, tile.layout.rows.keptFrom);
  return counted;
}

Counted<Moved> movedColumns(const StageTile& tile) {
  Counted<Moved> counted;
  const AxisHeld& across = tile.layout.across;
  std::int64_t before = tile.layout.columns.begin;  // read from there after the column before
  const auto add = [&](const RunOf<Interval>& columns, const auto& readFrom, const auto& keptFrom,
                       const auto& done) {
    const auto movedAt = [&](std::size_t p) {
      const Interval leaving{p > readFrom.begin ? readFrom.at(p - 1) : before, readFrom.at(p)};
      const bool still = columns.first.empty() && leaving.empty();
      const Interval beside{keptFrom.at(p), done.at(p)};
      return Moved{leaving.length(), still ? 0 : beside.length()};
    };
    addRun(counted, columns.begin, columns.begin + 1, false, movedAt);
    addRun(counted, columns.begin + 1, columns.end(), keptFrom.step == done.step, movedAt);
    before = readFrom.last();
  };
  forEachTogether(add, tile.regions->factor().columns, across.readFrom, across.keptFrom,
                  across.done);
  return counted;
}

std::int64_t nonEmpty(const TileRegions& regions) {
  if (regions.factored()) {
    return checkedMul(nonEmpty(regions.factor().rows), nonEmpty(regions.factor().columns));
  }
  std::int64_t count = 0;
  for (std::size_t i = 0; i < regions.size(); ++i) count += regions[i].empty() ? 0 : 1;
  return count;
}

}  // namespace

StageWork workOf(const StagePlan& stage, const StageCall& op) {
  StageWork work;
  work.clipped = macsOf(op.tiles->clipped, op.macs);
  work.full = macsOf(op.tiles->full, op.macs);
  work.calls = nonEmpty(op.tiles->under(stage.policy));
  for (const std::size_t index : op.releases) work.moved += movedOf(stage.tiles[index]);
  return work;
}

Cycles cyclesOf(const StagePlan& stage, const StageCall& op, const OperatorCost& cost) {
  Cycles cycles;
  for (const CountedArea& area : countedAreas(op.tiles->under(stage.policy))) {
    if (area.positions > 0) cycles += cost.piece(area.positions, op.part) * area.times;
  }
  return cycles;
}

Bytes movedOf(const StageTile& tile) {
  Bytes moved;
  if (tile.layout.keeping != Keeping::window) return moved;
  const Counted<Moved> rows = movedRows(tile);
  const Counted<Moved> columns = movedColumns(tile);
  for (const auto& [row, strips] : rows.entries()) {
    for (const auto& [column, times] : columns.entries()) {
      const std::int64_t positions =
          checkedAdd(checkedMul(row.ring, column.ring), checkedMul(row.beside, column.beside));
      moved += tile.bytesOf(positions) * checkedMul(strips, times);
    }
  }
  return moved;
}

}  // namespace tessera
