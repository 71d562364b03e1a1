#include "sim/run/tile_samples.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

namespace tessera {
namespace {

/// The positions of one axis (strips, or columns of tiles) in classes of equal work and bytes.
struct AxisClasses {
  std::vector<std::uint32_t> classOf;  ///< by position
  std::uint32_t count = 0;
};

/// Numbers of each position that must be equal within a class.
class Keys {
 public:
  explicit Keys(std::size_t positions) : positions_(positions) {}

  void addLengths(const std::vector<Interval>& intervals) { lengths_.push_back(&intervals); }
  std::vector<std::int64_t>& addNumbers() { return numbers_.emplace_back(positions_); }

  AxisClasses classes() const {
    AxisClasses result;
    result.classOf.reserve(positions_);
    std::unordered_map<std::uint64_t, std::vector<std::size_t>> known;  // hash: first positions
    for (std::size_t p = 0; p < positions_; ++p) {
      if (p > 1 && equal(p, p - 1)) {
        result.classOf.push_back(result.classOf.back());
        continue;
      }
      std::vector<std::size_t>& alike = known[hash(p)];
      const auto found = std::find_if(alike.begin(), alike.end(), [&](std::size_t other) {
        return other > 0 && equal(p, other);  // the first position is a phase of its own
      });
      if (found != alike.end()) {
        result.classOf.push_back(result.classOf[*found]);
      } else {
        alike.push_back(p);
        result.classOf.push_back(result.count++);
      }
    }
    return result;
  }

 private:
  bool equal(std::size_t a, std::size_t b) const {
    for (const auto* of : lengths_) {
      if ((*of)[a].length() != (*of)[b].length()) return false;
    }
    for (const auto& of : numbers_) {
      if (of[a] != of[b]) return false;
    }
    return true;
  }

  std::uint64_t hash(std::size_t p) const {
    std::uint64_t hash = 0;
    const auto mix = [&](std::int64_t number) {
      hash = (hash ^ static_cast<std::uint64_t>(number)) * 0x9E3779B97F4A7C15U;
    };
    for (const auto* of : lengths_) mix((*of)[p].length());
    for (const auto& of : numbers_) mix(of[p]);
    return hash;
  }

  std::size_t positions_;
  std::vector<const std::vector<Interval>*> lengths_;
  std::vector<std::vector<std::int64_t>> numbers_;
};

std::vector<const TileRegions*> allRegions(const StagePlan& stage) {
  std::vector<const TileRegions*> all;
  for (const StageOperator& op : stage.operators) {
    all.push_back(&op.tiles->clipped);
    all.push_back(&op.tiles->full);
  }
  for (const StageTile& tile : stage.tiles) {
    if (tile.kind == BufferKind::stageInput) all.push_back(tile.regions);
  }
  return all;
}

AxisClasses stripClasses(const StagePlan& stage, const std::vector<const TileRegions*>& all) {
  Keys keys(stage.regions.strips());
  for (const TileRegions* regions : all) keys.addLengths(regions->factor().rows);
  for (const StageTile& tile : stage.tiles) {
    if (tile.layout.keeping != Keeping::window) continue;
    std::vector<std::int64_t>& kept = keys.addNumbers();
    for (std::size_t i = 0; i < kept.size(); ++i) {
      const Interval rows = tile.regions->factor().rows[i];
      kept[i] = rows.end - std::max(tile.layout.rows.keptFrom[i], rows.begin);
    }
  }
  return keys.classes();
}

AxisClasses columnClasses(const StagePlan& stage, const std::vector<const TileRegions*>& all) {
  Keys keys(stage.regions.columns());
  for (const TileRegions* regions : all) keys.addLengths(regions->factor().columns);
  for (const StageTile& tile : stage.tiles) {
    if (tile.layout.keeping != Keeping::window) continue;
    const AxisHeld& across = tile.layout.across;
    std::vector<std::int64_t>& leaving = keys.addNumbers();
    for (std::size_t i = 0; i < leaving.size(); ++i) {
      leaving[i] = across.readFrom[i] - (i > 0 ? across.readFrom[i - 1] : 0);
    }
    std::vector<std::int64_t>& carried = keys.addNumbers();
    for (std::size_t i = 0; i < carried.size(); ++i) carried[i] = across.carried(i);
  }
  return keys.classes();
}

/// A class among some positions: the first of them, and how many.
struct Counted {
  std::size_t first = 0;
  std::int64_t times = 0;
};

std::vector<Counted> countedClasses(const AxisClasses& axis, std::size_t begin, std::size_t end) {
  std::vector<Counted> counted(axis.count);
  for (std::size_t p = begin; p < end; ++p) {
    Counted& of = counted[axis.classOf[p]];
    if (of.times++ == 0) of.first = p;
  }
  std::erase_if(counted, [](const Counted& of) { return of.times == 0; });
  return counted;
}

class Sampler {
 public:
  Sampler(const StagePlan& stage, const std::vector<const TileRegions*>& all)
      : columns_(stage.regions.columns()),
        ofStrip_(stripClasses(stage, all)),
        ofColumn_(columnClasses(stage, all)) {}

  /// Samples of the tiles from `begin` to `end`.
  void add(std::size_t begin, std::size_t end) {
    const std::size_t firstStrip = (begin + columns_ - 1) / columns_;
    const std::size_t endStrip = end / columns_;
    if (firstStrip > endStrip)
      return addStrips(begin / columns_, begin / columns_ + 1, begin % columns_, end % columns_);
    if (begin % columns_ > 0) addStrips(firstStrip - 1, firstStrip, begin % columns_, columns_);
    addStrips(firstStrip, endStrip, 0, columns_);
    addStrips(endStrip, endStrip + 1, 0, end % columns_);
  }

  std::vector<TileSample> samples;

 private:
  void addStrips(std::size_t begin, std::size_t end, std::size_t firstColumn,
                 std::size_t endColumn) {
    if (begin >= end || firstColumn >= endColumn) return;
    const std::vector<Counted> columns = countedClasses(ofColumn_, firstColumn, endColumn);
    for (const Counted& strip : countedClasses(ofStrip_, begin, end)) {
      for (const Counted& column : columns) {
        samples.push_back(
            {strip.first * columns_ + column.first, checkedMul(strip.times, column.times)});
      }
    }
  }

  std::size_t columns_;
  AxisClasses ofStrip_;
  AxisClasses ofColumn_;
};

std::vector<TileSample> everyTile(const StagePlan& stage) {
  std::vector<TileSample> samples;
  for (std::size_t i = 0; std::cmp_less(i, stage.regions.runs()); ++i) samples.push_back({i, 1});
  return samples;
}

}  // namespace

std::vector<TileSample> tileSamples(const StagePlan& stage, const std::vector<std::size_t>& alone) {
  const std::vector<const TileRegions*> all = allRegions(stage);
  const bool factored = std::all_of(all.begin(), all.end(),
                                    [](const TileRegions* regions) { return regions->factored(); });
  if (!factored) return everyTile(stage);
  Sampler sampler(stage, all);
  std::size_t begin = 0;
  for (const std::size_t tile : alone) {
    if (begin < tile) sampler.add(begin, tile);
    sampler.samples.push_back({tile, 1});
    begin = tile + 1;
  }
  const auto tiles = static_cast<std::size_t>(stage.regions.runs());
  if (begin < tiles) sampler.add(begin, tiles);
  std::sort(sampler.samples.begin(), sampler.samples.end(),
            [](const TileSample& a, const TileSample& b) { return a.tile < b.tile; });
  return std::move(sampler.samples);
}

}  // namespace tessera
