#include "tests/support/held_oracle.h"

#include <algorithm>
#include <set>
#include <utility>

#include "tests/support/patch_oracle.h"

namespace tessera::test {
namespace {

using Element = std::pair<std::int64_t, std::int64_t>;
using Elements = std::set<Element>;

Elements elementsOf(const Region& region) {
  Elements all;
  for (std::int64_t row = region.rows.begin; row < region.rows.end; ++row) {
    for (std::int64_t column = region.columns.begin; column < region.columns.end; ++column) {
      all.insert({row, column});
    }
  }
  return all;
}

Region around(const Elements& elements) {
  Region region;
  for (const auto& [row, column] : elements) {
    region = hull(region, {{row, row + 1}, {column, column + 1}});
  }
  return region;
}

/// The cuts of an axis: begin, end, and whether a tile begins there.
struct Cut {
  std::int64_t begin;
  std::int64_t end;
  bool beginsTile;
};

std::vector<Cut> cutsOf(std::int64_t extent, std::int64_t parts, std::int64_t length, bool single) {
  std::vector<Cut> cuts;
  std::int64_t at = 0;
  for (std::int64_t part = 0; at < extent; ++part) {
    const std::int64_t even = extent / parts + (part < extent % parts ? 1 : 0);
    const std::int64_t end = std::min(extent, at + (length > 0 ? length : even));
    if (!single) cuts.push_back({at, end, true});
    for (std::int64_t i = at; single && i < end; ++i) cuts.push_back({i, i + 1, i == at});
    at = end;
  }
  return cuts;
}

/// What is kept of one tensor.
struct Kept {
  Elements earlierStrips;
  Elements ofStrip;
  Elements ofTile;

  bool has(const Element& element, OverlapModes modes) const {
    return (modes.rows == Overlap::cache && earlierStrips.contains(element)) ||
           (modes.columns == Overlap::cache && ofStrip.contains(element)) ||
           ofTile.contains(element);
  }
};

/// When an element's life begins and ends, in calls.
struct Life {
  std::int64_t written = 0;
  std::int64_t lastRead = 0;
};

class Runner {
 public:
  Runner(const Graph& graph, const Block& block)
      : graph_(graph), block_(block), kept_(block.operators.size()) {
    result_.operators.resize(block.operators.size());
    lives_.resize(block.operators.size());
  }

  HeldOracle run() {
    const Shape& output = graph_[graph_[block_.operators.back()].outputs[0]].shape;
    const auto extent = [&](std::size_t axis) { return axis < output.rank() ? output[axis] : 1; };
    const Extent tile = block_.tile.value_or(Extent{});
    const auto rows = cutsOf(extent(2), block_.grid.rows, tile.rows, false);
    const auto columns =
        cutsOf(extent(3), block_.grid.columns, tile.columns, block_.order == TileOrder::pull);
    for (const Cut& strip : rows) {
      for (Kept& kept : kept_) kept.ofStrip.clear();
      for (const Cut& column : columns) {
        if (column.beginsTile) {
          for (Kept& kept : kept_) kept.ofTile.clear();
        }
        runTile({{strip.begin, strip.end}, {column.begin, column.end}});
      }
      for (Kept& kept : kept_) kept.earlierStrips.merge(Elements(kept.ofStrip));
    }
    findFloor();
    return std::move(result_);
  }

 private:
  OverlapModes modesOf(std::size_t at) const {
    OverlapModes modes{Overlap::cache, Overlap::cache};
    for (const TensorId output : graph_[block_.operators[at]].outputs) {
      const auto own = block_.overlaps.find(output);
      const OverlapModes of = own == block_.overlaps.end() ? block_.overlap : own->second;
      if (of.rows == Overlap::recompute) modes.rows = Overlap::recompute;
      if (of.columns == Overlap::recompute) modes.columns = Overlap::recompute;
    }
    return modes;
  }

  void runTile(const Region& result) {
    const std::size_t count = block_.operators.size();
    std::vector<Region> computed(count);
    for (std::size_t i = count; i-- > 0;) {
      const bool last = i + 1 == count;
      const Region needed = last ? result : neededOf(i, computed);
      Elements missing;
      for (const Element& element : elementsOf(needed)) {
        const bool held = !last && kept_[i].has(element, modesOf(i));
        if (!held) missing.insert(element);
        ++result_.operators[i].needed;
      }
      computed[i] = around(missing);
      result_.operators[i].held += needed.area() - computed[i].area();
    }
    for (std::size_t i = 0; i < count; ++i) call(i, computed[i]);
  }

  Region neededOf(std::size_t at, const std::vector<Region>& computed) const {
    Region needed;
    for (std::size_t reader = at + 1; reader < block_.operators.size(); ++reader) {
      for (const TensorId output : graph_[block_.operators[at]].outputs) {
        needed = hull(needed, readOf(reader, output, computed[reader]));
      }
    }
    return needed;
  }

  Region readOf(std::size_t reader, TensorId tensor, const Region& computed) const {
    const std::vector<TensorId>& inputs = graph_[block_.operators[reader]].inputs;
    if (std::find(inputs.begin(), inputs.end(), tensor) == inputs.end()) return {};
    return elementsRead(graph_, block_.operators[reader], tensor, computed, Borders::clipped);
  }

  /// Runs operator `at`: reads what it needs, then writes.
  void call(std::size_t at, const Region& computed) {
    for (std::size_t from = 0; from < at; ++from) {
      for (const TensorId output : graph_[block_.operators[from]].outputs) {
        for (const Element& element : elementsOf(readOf(at, output, computed))) {
          if (!kept_[from].has(element, modesOf(from))) {
            ++result_.operators[from].readBeforeWritten;
          } else if (!lives_[from].empty()) {
            lives_[from][current_.at({from, element})].lastRead = calls_;
          }
        }
      }
    }
    result_.operators[at].computed.push_back(computed);
    for (const Element& element : elementsOf(computed)) {
      kept_[at].ofStrip.insert(element);
      kept_[at].ofTile.insert(element);
      current_[{at, element}] = lives_[at].size();
      lives_[at].push_back({calls_, calls_});
    }
    ++calls_;
  }

  void findFloor() {
    std::vector<std::int64_t> change(static_cast<std::size_t>(calls_) + 1);
    for (std::size_t i = 0; i + 1 < block_.operators.size(); ++i) {
      std::int64_t bytes = 0;
      for (const TensorId output : graph_[block_.operators[i]].outputs) {
        bytes += graph_[output].shape[0] * graph_[output].shape[1];
      }
      for (const Life& life : lives_[i]) {
        change[static_cast<std::size_t>(life.written)] += bytes;
        change[static_cast<std::size_t>(life.lastRead) + 1] -= bytes;
      }
    }
    std::int64_t live = 0;
    for (const std::int64_t by : change) {
      live += by;
      result_.floorBytes = std::max(result_.floorBytes, live);
    }
  }

  const Graph& graph_;
  const Block& block_;
  std::vector<Kept> kept_;  // by operator
  std::vector<std::vector<Life>> lives_;
  std::map<std::pair<std::size_t, Element>, std::size_t> current_;  // the latest copy
  std::int64_t calls_ = 0;
  HeldOracle result_;
};

}  // namespace

HeldOracle heldOracle(const Graph& graph, const Block& block) { return Runner(graph, block).run(); }

}  // namespace tessera::test
