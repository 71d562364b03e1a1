#include "sim/search/relax.h"

#include <algorithm>
#include <utility>

#include "core/receptive_field.h"
#include "sim/run/simulate.h"

namespace tessera {
namespace {

class Relaxer {
 public:
  Relaxer(const Program& program, Schedule schedule,
          const std::function<bool(const Totals&, const Schedule&)>& fits)
      : program_(program),
        fits_(fits),
        schedule_(std::move(schedule)),
        totals_(simulateTotals(program, schedule_)) {}

  Schedule run() {
    for (std::size_t at = schedule_.blocks.size(); at-- > 0;) {
      if (!schedule_.blocks[at].tile || ranWhole(at)) continue;
      widen(at);
      while (grew(at, {2 * schedule_.blocks[at].tile->rows, schedule_.blocks[at].tile->columns})) {
      }
    }
    return std::move(schedule_);
  }

 private:
  bool ranWhole(std::size_t at) {
    Schedule other = schedule_;
    std::vector<Block> whole;
    for (const OperatorId op : other.blocks[at].operators) whole.emplace_back().operators = {op};
    const auto place = other.blocks.erase(other.blocks.begin() + static_cast<std::ptrdiff_t>(at));
    other.blocks.insert(place, whole.begin(), whole.end());
    return took(std::move(other));
  }

  /// As wide as the map, or else twice as wide again and again.
  void widen(std::size_t at) {
    const Extent tile = *schedule_.blocks[at].tile;
    const Region map =
        wholeRegion(program_.graph, tiledTensor(program_.graph, schedule_.blocks[at]));
    if (grew(at, {tile.rows, map.columns.end})) return;
    while (grew(at, {tile.rows, 2 * schedule_.blocks[at].tile->columns})) {
    }
  }

  bool grew(std::size_t at, Extent tile) {
    const Region map =
        wholeRegion(program_.graph, tiledTensor(program_.graph, schedule_.blocks[at]));
    tile.rows = std::min(tile.rows, map.rows.end);
    tile.columns = std::min(tile.columns, map.columns.end);
    if (tile == *schedule_.blocks[at].tile) return false;
    if (tile == Extent{map.rows.end, map.columns.end}) return false;
    Schedule other = schedule_;
    setTile(program_.graph, other.blocks[at], tile);
    return took(std::move(other));
  }

  bool took(Schedule other) {
    const Totals totals = simulateTotals(program_, other);
    if (totals.executed > totals_.executed || totals.calls >= totals_.calls) return false;
    if (!fits_(totals, other)) return false;
    schedule_ = std::move(other);
    totals_ = totals;
    return true;
  }

  const Program& program_;
  const std::function<bool(const Totals&, const Schedule&)>& fits_;
  Schedule schedule_;
  Totals totals_;
};

}  // namespace

Schedule relaxed(const Program& program, Schedule schedule,
                 const std::function<bool(const Totals&, const Schedule&)>& fits) {
  return Relaxer(program, std::move(schedule), fits).run();
}

}  // namespace tessera
