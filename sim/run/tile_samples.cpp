#include "sim/run/tile_samples.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <utility>

#include "core/inline_vector.h"

namespace tessera {
namespace {

/// Positions of one axis (strips, or columns of tiles) that follow each other and have buffers of
/// equal bytes; those of other parts of the same class have the same.
struct Part {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::size_t number = 0;  ///< of the class
};

/// Few, nearly always.
using Parts = InlineVector<Part, 8>;

/// Cuts an axis wherever a number of its positions changes. Such a number is told of by `begin` and
/// then by `add`, for all positions in order.
class Cuts {
 public:
  explicit Cuts(std::size_t positions) : cut_(positions, 0) {
    cut_[0] = 1;
    if (positions > 1) cut_[1] = 1;  // the first position is a phase of its own
  }

  void begin() { before_.reset(); }
  /// The next positions have numbers in equal steps, of which these are the first and the last.
  void add(std::size_t from, std::size_t count, std::int64_t first, std::int64_t last) {
    if (count == 0) return;
    if (before_ && *before_ != first) cut_[from] = 1;
    if (first != last) std::fill_n(cut_.begin() + static_cast<std::ptrdiff_t>(from), count, 1);
    before_ = last;
  }

  Parts parts() const {
    Parts parts;
    for (std::size_t i = 0; i < cut_.size(); ++i) {
      if (cut_[i] != 0) parts.push_back({i, i, parts.size()});
      parts.back().end = i + 1;
    }
    return parts;
  }

 private:
  std::vector<std::uint8_t> cut_;  // by position, whether a part begins there
  std::optional<std::int64_t> before_;
};

/// Finds the parts that are alike, told of the same numbers as `Cuts`.
class Alike {
 public:
  explicit Alike(Parts& parts) : parts_(parts), keys_(parts.size()) {}

  void begin() { next_ = 0; }
  void add(std::size_t from, std::size_t count, std::int64_t first, std::int64_t last) {
    const std::int64_t step = count > 1 ? (last - first) / static_cast<std::int64_t>(count - 1) : 0;
    for (; next_ < parts_.size() && parts_[next_].begin < from + count; ++next_) {
      keys_[next_].push_back(advanced(first, step, parts_[next_].begin - from));
    }
  }

  void number() {
    std::map<std::vector<std::int64_t>, std::size_t> known;
    for (std::size_t i = 1; i < parts_.size(); ++i) {
      parts_[i].number = known.emplace(std::move(keys_[i]), known.size() + 1).first->second;
    }
  }

 private:
  Parts& parts_;
  std::vector<std::vector<std::int64_t>> keys_;  // by part: its numbers
  std::size_t next_ = 0;  // part of which the current number is not known yet
};

/// Parts beyond which it is worth the time to look for parts that are alike.
constexpr std::size_t fewParts = 8;

Parts partsOf(std::size_t positions, const auto& tellNumbers) {
  Cuts cuts(positions);
  tellNumbers(cuts);
  Parts parts = cuts.parts();
  if (parts.size() > fewParts) {
    Alike alike(parts);
    tellNumbers(alike);
    alike.number();
  }
  return parts;
}

/// Tells of what makes one position's buffer of a tile differ from another's.
void tellBytes(const StageTile& tile, const IntervalRuns& intervals, auto& listener) {
  if (!tile.hasTile() || tile.sizing == TileSizing::largest) return;
  listener.begin();
  for (const RunOf<Interval>& run : intervals.runs()) {
    if (tile.sizing == TileSizing::own) {
      listener.add(run.begin, run.count, run.first.length(), run.last().length());
    } else {
      const std::int64_t any = run.first.empty() ? 0 : 1;
      listener.add(run.begin, run.count, any, any);
    }
  }
}

Parts partsOfStrips(const StagePlan& stage) {
  return partsOf(stage.regions.strips(), [&](auto& listener) {
    for (const StageTile& tile : stage.tiles) {
      tellBytes(tile, tile.regions->factor().rows, listener);
    }
  });
}

Parts partsOfColumns(const StagePlan& stage) {
  return partsOf(stage.regions.columns(), [&](auto& listener) {
    for (const StageTile& tile : stage.tiles) {
      tellBytes(tile, tile.regions->factor().columns, listener);
    }
  });
}

/// A class among some positions: the first of them, and how many.
struct InClass {
  std::size_t number = 0;
  std::size_t first = 0;
  std::int64_t times = 0;
};
using Classes = InlineVector<InClass, 8>;

Classes classesAmong(const Parts& parts, std::size_t begin, std::size_t end) {
  Classes classes;
  for (const Part& part : parts) {
    const std::size_t first = std::max(part.begin, begin);
    if (first >= std::min(part.end, end)) continue;
    const auto times = static_cast<std::int64_t>(std::min(part.end, end) - first);
    const auto known = std::find_if(classes.begin(), classes.end(),
                                    [&](const InClass& of) { return of.number == part.number; });
    if (known == classes.end()) {
      classes.push_back({part.number, first, times});
    } else {
      known->times += times;
    }
  }
  return classes;
}

class Sampler {
 public:
  explicit Sampler(const StagePlan& stage)
      : columns_(stage.regions.columns()),
        ofStrip_(partsOfStrips(stage)),
        ofColumn_(partsOfColumns(stage)) {}

  /// Samples of the tiles from `begin` to `end`.
  void add(std::size_t begin, std::size_t end) {
    found_.clear();
    const std::size_t firstStrip = (begin + columns_ - 1) / columns_;
    const std::size_t endStrip = end / columns_;
    if (firstStrip > endStrip) {
      addStrips(begin / columns_, begin / columns_ + 1, begin % columns_, end % columns_);
    } else {
      if (begin % columns_ > 0) addStrips(firstStrip - 1, firstStrip, begin % columns_, columns_);
      addStrips(firstStrip, endStrip, 0, columns_);
      addStrips(endStrip, endStrip + 1, 0, end % columns_);
    }
    for (const Found& found : found_) samples.push_back(found.sample);
  }

  std::vector<TileSample> samples;

 private:
  /// A sample, and the classes of its tiles.
  struct Found {
    std::size_t strip = 0;
    std::size_t column = 0;
    TileSample sample;
  };

  void addStrips(std::size_t begin, std::size_t end, std::size_t firstColumn,
                 std::size_t endColumn) {
    if (begin >= end || firstColumn >= endColumn) return;
    const Classes columns = classesAmong(ofColumn_, firstColumn, endColumn);
    const Classes strips = classesAmong(ofStrip_, begin, end);
    for (const InClass& strip : strips) {
      for (const InClass& column : columns) addTiles(strip, column);
    }
  }

  void addTiles(const InClass& strip, const InClass& column) {
    const std::int64_t times = checkedMul(strip.times, column.times);
    const auto known = std::find_if(found_.begin(), found_.end(), [&](const Found& of) {
      return of.strip == strip.number && of.column == column.number;
    });
    if (known == found_.end()) {
      found_.push_back(
          {strip.number, column.number, {strip.first * columns_ + column.first, times}});
    } else {
      known->sample.times += times;
    }
  }

  std::size_t columns_;
  Parts ofStrip_;
  Parts ofColumn_;
  InlineVector<Found, 16> found_;
};

std::vector<TileSample> everyTile(const StagePlan& stage) {
  std::vector<TileSample> samples;
  for (std::size_t i = 0; std::cmp_less(i, stage.regions.runs()); ++i) samples.push_back({i, 1});
  return samples;
}

}  // namespace

std::vector<TileSample> tileSamples(const StagePlan& stage, const std::vector<std::size_t>& alone) {
  const bool factored = std::all_of(stage.tiles.begin(), stage.tiles.end(), [](const auto& tile) {
    return !tile.hasTile() || tile.regions->factored();
  });
  if (!factored) return everyTile(stage);
  Sampler sampler(stage);
  sampler.samples.reserve(32);
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
