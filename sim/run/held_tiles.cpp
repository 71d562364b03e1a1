#include "sim/run/held_tiles.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "core/checked.h"
#include "core/error.h"
#include "core/inline_vector.h"
#include "sim/run/coverage.h"
#include "sim/run/interval_runs.h"

namespace tessera {
namespace {

/// Which readers read anything, bit by bit.
using Readers = std::uint64_t;
constexpr std::size_t maxReaders = 64;
constexpr Readers everyone = ~Readers{0};

/// Tiles times readers beyond which a table of all regions is refused.
constexpr std::int64_t maxTable = std::int64_t{1} << 22;

/// Whether each position of an axis begins anew and nothing is held beyond it.
bool holdsNothing(bool cached, const std::vector<bool>& starts) {
  return !cached && std::find(starts.begin(), starts.end(), false) == starts.end();
}

/// What of the needs of an axis is not held, position by position.
class NotHeldAlong {
 public:
  NotHeldAlong(bool cached, const std::vector<bool>& starts) : cached_(cached), starts_(starts) {}

  IntervalRuns of(const IntervalRuns& needed) {
    if (holdsNothing(cached_, starts_) || neverOverlap(needed)) return needed;
    for (const RunOf<Interval>& run : needed.runs()) {
      const bool follows = cached_ && !run.first.empty() && run.step.end >= 0;
      const std::size_t second = std::min(run.begin + 1, run.end());
      pushEach(run.part(run.begin, follows ? second : run.end()));
      if (follows && run.count > 1) pushRest(run.part(second, run.end()));
    }
    return computed_;
  }

 private:
  void pushEach(const RunOf<Interval>& run) {
    for (std::size_t at = run.begin; at < run.end(); ++at) {
      if (!cached_ && starts_[at]) any_ = false;
      Interval next = run.at(at);
      if (next.empty()) {
        computed_.push({});
        continue;
      }
      const std::int64_t end = next.end;
      if (any_) next.begin = std::max(next.begin, done_);
      computed_.push(next);
      done_ = any_ ? std::max(done_, end) : end;
      any_ = true;
    }
  }

  /// A run behind its first position; its ends do not go back.
  void pushRest(const RunOf<Interval>& run) {
    const std::int64_t before = run.first.end - run.step.end;  // where that first position ends
    const std::int64_t overlap = before - run.first.begin;
    const std::int64_t lastOverlap = run.last().end - run.step.end - run.last().begin;
    if (done_ > before || (overlap < 0) != (lastOverlap < 0)) return pushEach(run);
    if (overlap < 0) {
      computed_.push(run.count, run.first, run.step);
    } else {
      computed_.push(run.count, {before, run.first.end}, {run.step.end, run.step.end});
    }
    done_ = run.last().end;
  }

  bool cached_;
  const std::vector<bool>& starts_;
  IntervalRuns computed_;
  bool any_ = false;       // something is held
  std::int64_t done_ = 0;  // up to here
};

}  // namespace

IntervalRuns withoutHeld(const IntervalRuns& needed, bool cached, const std::vector<bool>& starts) {
  return NotHeldAlong(cached, starts).of(needed);
}

namespace {

/// Whether the needs never go back behind what they have passed over: then nothing is needed later
/// that counts as held and is not.
bool leavesNoHole(const IntervalRuns& needed, bool cached, const std::vector<bool>& starts) {
  if (onlyForward(needed) || holdsNothing(cached, starts)) return true;
  bool hole = false;
  bool goesBack = false;
  Interval passed;          // from the first position computed to the last
  std::int64_t latest = 0;  // where the furthest need so far begins
  for (std::size_t i = 0; i < needed.size(); ++i) {
    const Interval next = needed[i];
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

/// What the readers of a tensor need along one axis.
struct AxisNeeds {
  InlineVector<const IntervalRuns*, 4> byReader;
  bool cached = false;
  const std::vector<bool>& starts;
  IntervalRuns all = hullOver(everyone);
  IntervalRuns computed = withoutHeld(all, cached, starts);

  /// The hull over the readers among `some`, position by position.
  IntervalRuns hullOver(Readers some) const {
    IntervalRuns needed;
    for (std::size_t reader = 0; reader < byReader.size(); ++reader) {
      if ((some >> reader & 1) == 0) continue;
      needed = needed.size() == 0 ? *byReader[reader] : hull(needed, *byReader[reader]);
    }
    return needed.size() == 0 ? IntervalRuns(starts.size(), Interval{}) : needed;
  }
  /// What `some` need of what the others have not computed before either.
  IntervalRuns computedAmongAll(Readers some) const {
    const IntervalRuns needed = hullOver(some);
    if (!cached) return needed;
    IntervalRuns fresh;
    std::optional<std::int64_t> done;
    for (std::size_t i = 0; i < needed.size(); ++i) {
      Interval next = needed[i];
      if (done) next.begin = std::max(next.begin, *done);
      fresh.push(next);
      const Interval passed = all[i];
      if (!passed.empty()) done = std::max(done.value_or(passed.end), passed.end);
    }
    return fresh;
  }

  /// Whether nothing is computed where some reader needs nothing.
  bool allReadWhatIsComputed() const {
    bool read = true;
    const auto compare = [&](const auto& ofAll, const auto& ofReader) {
      read = read && (ofAll.first.empty() || !ofReader.first.empty());
    };
    for (const IntervalRuns* needed : byReader) forEachTogether(compare, computed, *needed);
    return read;
  }
  bool leavesNoHole() const { return tessera::leavesNoHole(all, cached, starts); }
};

/// Which readers need anything, by position of an axis.
struct ActiveReaders {
  std::vector<Readers> at;
  std::vector<Readers> kinds;  ///< the distinct ones among them

  explicit ActiveReaders(const AxisNeeds& axis) : at(axis.starts.size(), 0) {
    for (std::size_t reader = 0; reader < axis.byReader.size(); ++reader) {
      for (std::size_t i = 0; i < at.size(); ++i) {
        if (!(*axis.byReader[reader])[i].empty()) at[i] |= Readers{1} << reader;
      }
    }
    kinds = at;
    std::sort(kinds.begin(), kinds.end());
    kinds.erase(std::unique(kinds.begin(), kinds.end()), kinds.end());
  }
};

/// Sums up how the intervals of some positions compare with those of the whole axis.
struct Comparison {
  bool same = true;
  bool bothEmpty = true;

  Comparison(const ActiveReaders& active, Readers kind, const IntervalRuns& some,
             const IntervalRuns& all) {
    for (std::size_t i = 0; i < some.size(); ++i) {
      if (active.at[i] != kind) continue;
      const bool empty = some[i].empty() && all[i].empty();
      same = same && (empty || some[i] == all[i]);
      bothEmpty = bothEmpty && empty;
    }
  }
};

/// Whether what is computed factors although not all readers are active everywhere.
bool factors(const AxisNeeds& rows, const AxisNeeds& columns) {
  if (rows.allReadWhatIsComputed() && columns.allReadWhatIsComputed()) return true;
  const ActiveReaders ofRow(rows), ofColumn(columns);
  if (ofRow.kinds == ofColumn.kinds && ofRow.kinds.size() == 1) return true;
  for (const Readers rowKind : ofRow.kinds) {
    const IntervalRuns someColumns =
        withoutHeld(columns.hullOver(rowKind), columns.cached, columns.starts);
    for (const Readers columnKind : ofColumn.kinds) {
      const IntervalRuns someRows = rows.computedAmongAll(columnKind);
      const Comparison compared(ofRow, rowKind, someRows, rows.computed);
      const Comparison across(ofColumn, columnKind, someColumns, columns.computed);
      if (compared.bothEmpty || across.bothEmpty) continue;
      if (!compared.same || !across.same) return false;
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
  TileByTile(std::span<const TileRegions> reads, OverlapModes modes, const TileStarts& starts)
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
  std::span<const TileRegions> reads_;
  OverlapModes modes_;
  const TileStarts& starts_;
  Coverage above_;     // held from earlier strips
  Coverage upcoming_;  // the same, as the next strip will have it
  Coverage held_;      // what the next tile need not compute
};

AxisNeeds axisNeeds(std::span<const TileRegions> reads, bool rows, Overlap overlap,
                    const std::vector<bool>& starts) {
  InlineVector<const IntervalRuns*, 4> byReader;
  for (const TileRegions& read : reads) {
    byReader.push_back(rows ? &read.factor().rows : &read.factor().columns);
  }
  return {std::move(byReader), overlap == Overlap::cache, starts};
}

/// The same for one reader, without tables.
TileRegions notHeldOfOne(std::span<const TileRegions> reads, OverlapModes modes,
                         const TileStarts& starts) {
  const auto& [rows, columns] = reads.front().factor();
  if (neverOverlap(rows) && neverOverlap(columns)) return reads.front();
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

TileRegions notHeld(std::span<const TileRegions> reads, OverlapModes modes,
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
  return {rows.computed, columns.computed};
}

}  // namespace tessera
