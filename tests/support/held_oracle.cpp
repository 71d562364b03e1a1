#include "tests/support/held_oracle.h"

#include <algorithm>
#include <cstdint>
#include <stdexcept>
#include <utility>
#include <vector>

#include "tests/support/patch_oracle.h"

namespace tessera::test {
namespace {

/// One row and column of a tensor, all channels.
struct Element {
  std::int64_t row = 0;
  std::int64_t column = 0;
};

/// Calls `visit` with each element of the region.
void forEachElement(const Region& region, const auto& visit) {
  for (std::int64_t row = region.rows.begin; row < region.rows.end; ++row) {
    for (std::int64_t column = region.columns.begin; column < region.columns.end; ++column) {
      visit(Element{row, column});
    }
  }
}

/// Something of each element of one tensor.
template <class Value>
class ByElement {
 public:
  ByElement(const Shape& shape, Value value)
      : columns_(extentOf(shape, 3)),
        values_(static_cast<std::size_t>(extentOf(shape, 2) * columns_), value) {}

  Value& at(Element element) { return values_.at(index(element)); }
  const Value& at(Element element) const { return values_.at(index(element)); }
  void fill(Value value) { std::fill(values_.begin(), values_.end(), value); }
  std::vector<Value>& all() { return values_; }

  static std::int64_t extentOf(const Shape& shape, std::size_t axis) {
    return axis < shape.rank() ? shape[axis] : 1;
  }

 private:
  std::size_t index(Element element) const {
    if (element.column < 0 || element.column >= columns_) throw std::out_of_range("no column");
    return static_cast<std::size_t>(element.row * columns_ + element.column);
  }

  std::int64_t columns_;
  std::vector<Value> values_;
};

/// A set of elements of one tensor: those with a 1.
using Elements = ByElement<std::uint8_t>;

Region regionOf(Element at) { return {{at.row, at.row + 1}, {at.column, at.column + 1}}; }

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

  explicit Kept(const Shape& shape)
      : earlierStrips(shape, 0), ofStrip(shape, 0), ofTile(shape, 0) {}

  bool has(Element element, OverlapModes modes) const {
    return (modes.rows == Overlap::cache && earlierStrips.at(element) != 0) ||
           (modes.columns == Overlap::cache && ofStrip.at(element) != 0) || ofTile.at(element) != 0;
  }
  void add(Element element) { ofStrip.at(element) = ofTile.at(element) = 1; }
  void beginTile() { ofTile.fill(0); }
  void endStrip() {
    for (std::size_t i = 0; i < ofStrip.all().size(); ++i) {
      if (ofStrip.all()[i] != 0) earlierStrips.all()[i] = 1;
    }
    ofStrip.fill(0);
  }
};

/// When an element's life begins and ends, in calls.
struct Life {
  std::int64_t written = 0;
  std::int64_t lastRead = 0;
};

class Runner {
 public:
  Runner(const Graph& graph, const Block& block) : graph_(graph), block_(block) {
    for (const OperatorId op : block.operators) {
      const Shape& shape = graph[graph[op].outputs[0]].shape;
      kept_.emplace_back(shape);
      current_.emplace_back(shape, 0);
    }
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
      for (const Cut& column : columns) {
        if (column.beginsTile) {
          for (Kept& kept : kept_) kept.beginTile();
        }
        runTile({{strip.begin, strip.end}, {column.begin, column.end}});
      }
      for (Kept& kept : kept_) kept.endStrip();
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
      const OverlapModes modes = modesOf(i);
      forEachElement(needed, [&](Element element) {
        const bool held = !last && kept_[i].has(element, modes);
        if (!held) computed[i] = hull(computed[i], regionOf(element));
        ++result_.operators[i].needed;
      });
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
        const OverlapModes modes = modesOf(from);
        forEachElement(readOf(at, output, computed), [&](Element element) {
          if (!kept_[from].has(element, modes)) {
            ++result_.operators[from].readBeforeWritten;
          } else if (!lives_[from].empty()) {
            lives_[from].at(current_[from].at(element)).lastRead = calls_;
          }
        });
      }
    }
    result_.operators[at].computed.push_back(computed);
    forEachElement(computed, [&](Element element) {
      kept_[at].add(element);
      current_[at].at(element) = lives_[at].size();
      lives_[at].push_back({calls_, calls_});
    });
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
  std::vector<ByElement<std::size_t>> current_;  // by operator: the latest copy's life
  std::int64_t calls_ = 0;
  HeldOracle result_;
};

}  // namespace

HeldOracle heldOracle(const Graph& graph, const Block& block) { return Runner(graph, block).run(); }

}  // namespace tessera::test
