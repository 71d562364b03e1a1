#include "sim/run/held_tiles.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "core/checked.h"
#include "core/error.h"
#include "sim/run/coverage.h"

namespace tessera {
namespace {

/// Which readers read anything, bit by bit.
using Readers = std::uint64_t;
constexpr std::size_t maxReaders = 64;
constexpr Readers everyone = ~Readers{0};

/// Tiles times readers beyond which a table of all regions is refused.
constexpr std::int64_t maxTable = std::int64_t{1} << 22;

/// `needed` in the order of an axis, less what was computed before and not begun anew since.
std::vector<Interval> withoutHeld(const std::vector<Interval>& needed, bool cached,
                                  const std::vector<bool>& starts) {
  std::vector<Interval> computed = needed;
  bool any = false;
  std::int64_t done = 0;
  for (std::size_t i = 0; i < computed.size(); ++i) {
    if (!cached && starts[i]) any = false;
    if (computed[i].empty()) continue;
    const std::int64_t end = computed[i].end;
    if (any) computed[i].begin = std::max(computed[i].begin, done);
    if (computed[i].empty()) computed[i] = {};
    done = any ? std::max(done, end) : end;
    any = true;
  }
  return computed;
}

/// Whether the needs never go back behind what they have passed over: then nothing is needed later
/// that counts as held and is not.
bool leavesNoHole(const std::vector<Interval>& needed, bool cached,
                  const std::vector<bool>& starts) {
  bool hole = false;
  bool goesBack = false;
  Interval passed;          // from the first position computed to the last
  std::int64_t latest = 0;  // where the furthest need so far begins
  for (std::size_t i = 0; i < needed.size(); ++i) {
    const Interval& next = needed[i];
    if (!cached && starts[i]) passed = {};
    if (next.empty()) continue;
    if (!passed.empty()) {
      if (next.begin < passed.begin) return false;
      hole = hole || next.begin > passed.end;
      goesBack = goesBack || next.begin < latest;
      if (hole && goesBack) return false;
    }
    latest = passed.empty() ? next.begin : std::max(latest, next.begin);
    passed = hull(passed, next);
  }
  return true;
}

struct AxisNeeds {
  std::vector<std::vector<Interval>> byReader;
  std::vector<Readers> active;  ///< by position of the axis
  std::vector<Readers> kinds;   ///< the distinct ones among them
  bool cached = false;
  const std::vector<bool>& starts;

  std::size_t size() const { return active.size(); }

  /// The hull over the readers among `some`, position by position.
  std::vector<Interval> needed(Readers some) const {
    std::vector<Interval> all(size());
    for (std::size_t reader = 0; reader < byReader.size(); ++reader) {
      if ((some >> reader & 1) == 0) continue;
      for (std::size_t i = 0; i < size(); ++i) all[i] = hull(all[i], byReader[reader][i]);
    }
    return all;
  }
  std::vector<Interval> computed(Readers some) const {
    return withoutHeld(needed(some), cached, starts);
  }
  /// What `some` need of what the others have not computed before either.
  std::vector<Interval> computedAmongAll(Readers some) const {
    std::vector<Interval> computed = needed(some);
    if (!cached) return computed;
    const std::vector<Interval> all = needed(everyone);
    std::optional<std::int64_t> done;
    for (std::size_t i = 0; i < computed.size(); ++i) {
      if (done) computed[i].begin = std::max(computed[i].begin, *done);
      if (computed[i].empty()) computed[i] = {};
      if (!all[i].empty()) done = std::max(done.value_or(all[i].end), all[i].end);
    }
    return computed;
  }

  bool leavesNoHole() const { return tessera::leavesNoHole(needed(everyone), cached, starts); }
};

void findActive(AxisNeeds& axis, std::size_t positions) {
  axis.active.assign(positions, 0);
  for (std::size_t reader = 0; reader < axis.byReader.size(); ++reader) {
    for (std::size_t i = 0; i < positions; ++i) {
      if (!axis.byReader[reader][i].empty()) axis.active[i] |= Readers{1} << reader;
    }
  }
  axis.kinds = axis.active;
  std::sort(axis.kinds.begin(), axis.kinds.end());
  axis.kinds.erase(std::unique(axis.kinds.begin(), axis.kinds.end()), axis.kinds.end());
}

/// Sums up how the intervals of some positions compare with those of the whole axis.
struct Comparison {
  bool same = true;
  bool bothEmpty = true;

  Comparison(const AxisNeeds& axis, Readers kind, const std::vector<Interval>& some,
             const std::vector<Interval>& all) {
    for (std::size_t i = 0; i < some.size(); ++i) {
      if (axis.active[i] != kind) continue;
      const bool empty = some[i].empty() && all[i].empty();
      same = same && (empty || some[i] == all[i]);
      bothEmpty = bothEmpty && empty;
    }
  }
};

/// Whether what is computed factors although not all readers are active everywhere.
bool factors(const AxisNeeds& rows, const AxisNeeds& columns) {
  if (rows.kinds == columns.kinds && rows.kinds.size() == 1) return true;
  const std::vector<Interval> allRows = rows.computed(everyone);
  const std::vector<Interval> allColumns = columns.computed(everyone);
  for (const Readers rowKind : rows.kinds) {
    const std::vector<Interval> someColumns = columns.computed(rowKind);
    for (const Readers columnKind : columns.kinds) {
      const Comparison ofRows(rows, rowKind, rows.computedAmongAll(columnKind), allRows);
      const Comparison ofColumns(columns, columnKind, someColumns, allColumns);
      if (ofRows.bothEmpty || ofColumns.bothEmpty) continue;
      if (!ofRows.same || !ofColumns.same) return false;
    }
  }
  return true;
}

void checkSize(std::size_t tiles, std::size_t readers) {
  if (checkedMul(static_cast<std::int64_t>(tiles), static_cast<std::int64_t>(readers)) <=
      maxTable) {
    return;
  }
  throw Error(ErrorCode::unsupported, "its tensors need regions of every tile by itself",
              "a block in patches", "choose a coarser grid");
}

/// Works tile by tile on what has really been computed.
class TileByTile {
 public:
  TileByTile(const std::vector<TileRegions>& reads, OverlapModes modes, const TileStarts& starts)
      : reads_(reads), modes_(modes), starts_(starts) {
    checkSize(starts.rows.size() * starts.columns.size(), reads.size());
  }

  TileRegions run() {
    const TileRegions needed = TileRegions::hullOf(reads_);
    TileRegions computed = TileRegions::blank(needed.strips(), needed.columns());
    for (std::size_t strip = 0; strip < needed.strips(); ++strip) {
      above_ = upcoming_;
      for (std::size_t column = 0; column < needed.columns(); ++column) {
        if (column == 0 || (starts_.columns[column] && modes_.columns == Overlap::recompute)) {
          held_ = above_;
        }
        const Region region = held_.missing(needed.at(strip, column));
        computed.set(strip * needed.columns() + column, region);
        held_.add(region);
        if (modes_.rows == Overlap::cache) upcoming_.add(region);
      }
    }
    return computed;
  }

 private:
  const std::vector<TileRegions>& reads_;
  OverlapModes modes_;
  const TileStarts& starts_;
  Coverage above_;     // held from earlier strips
  Coverage upcoming_;  // the same, as the next strip will have it
  Coverage held_;      // what the next tile need not compute
};

AxisNeeds axisNeeds(const std::vector<TileRegions>& reads, bool rows, Overlap overlap,
                    const std::vector<bool>& starts) {
  AxisNeeds axis{{}, {}, {}, overlap == Overlap::cache, starts};
  for (const TileRegions& read : reads) {
    axis.byReader.push_back(rows ? read.factor().rows : read.factor().columns);
  }
  findActive(axis, starts.size());
  return axis;
}

/// The same for one reader, without tables.
TileRegions notHeldOfOne(const std::vector<TileRegions>& reads, OverlapModes modes,
                         const TileStarts& starts) {
  const auto& [rows, columns] = reads.front().factor();
  const bool rowsCached = modes.rows == Overlap::cache;
  const bool columnsCached = modes.columns == Overlap::cache;
  if (!leavesNoHole(rows, rowsCached, starts.rows) ||
      !leavesNoHole(columns, columnsCached, starts.columns)) {
    return TileByTile(reads, modes, starts).run();
  }
  return {withoutHeld(rows, rowsCached, starts.rows),
          withoutHeld(columns, columnsCached, starts.columns)};
}

}  // namespace

TileRegions notHeld(const std::vector<TileRegions>& reads, OverlapModes modes,
                    const TileStarts& starts) {
  if (reads.size() == 1 && modes == OverlapModes{} && starts.everyTile) return reads.front();
  const bool factored = std::all_of(reads.begin(), reads.end(),
                                    [](const TileRegions& read) { return read.factored(); });
  if (!factored || reads.size() > maxReaders) return TileByTile(reads, modes, starts).run();
  if (reads.size() == 1) return notHeldOfOne(reads, modes, starts);
  const AxisNeeds rows = axisNeeds(reads, true, modes.rows, starts.rows);
  const AxisNeeds columns = axisNeeds(reads, false, modes.columns, starts.columns);
  const bool simple = rows.leavesNoHole() && columns.leavesNoHole() && factors(rows, columns);
  if (!simple) return TileByTile(reads, modes, starts).run();
  return {rows.computed(everyone), columns.computed(everyone)};
}

}  // namespace tessera
