#include "sim/run/stage_replay.h"

#include <algorithm>

#include "core/receptive_field.h"
#include "sim/schedule/accumulated.h"

namespace tessera {
namespace {

/// One copy of a position of a tensor.
struct Copy {
  std::int64_t written = -1;  ///< step of the stage; negative: never yet
  std::int64_t read = -1;
};

/// Which earlier tiles leave what they computed to a tile.
struct Keeps {
  OverlapModes modes;
  const TileStarts& starts;

  bool from(std::int64_t tile, std::int64_t now, std::int64_t columns) const {
    if (tile == now) return true;
    const std::int64_t strip = now / columns;
    if (tile / columns < strip) return modes.rows == Overlap::cache;
    if (modes.columns == Overlap::cache) return true;
    for (std::int64_t at = tile % columns + 1; at <= now % columns; ++at) {
      if (starts.columns[static_cast<std::size_t>(at)]) return false;
    }
    return true;
  }
};

class Replayer {
 public:
  Replayer(const Program& program, const Block& block, const StagePlan& stage)
      : graph_(program.graph),
        block_(block),
        stage_(stage),
        columns_(stage.regions.columns()),
        tail_(accumulatingTail(program.graph, block)) {
    const auto steps = static_cast<std::size_t>(stage.steps());
    bits_.assign(steps + 1, 0);
    result_.readBeforeWritten.assign(stage.tiles.size(), 0);
    for (const StageTile& tile : stage.tiles) {
      const Region whole = wholeRegion(graph_, tile.tensor);
      copies_.emplace_back(static_cast<std::size_t>(whole.area()));
    }
    if (stage.over) {
      overBits_.assign(steps + 1, 0);
      lastRead_.assign(static_cast<std::size_t>(wholeRegion(graph_, stage.over->input).area()), -1);
    }
    const bool rows = block.input == StageInput::rows;
    for (const StageTile& tile : stage.tiles) {
      const bool delivered = rows && tile.kind == BufferKind::stageInput;
      modes_.push_back(delivered ? OverlapModes{Overlap::cache, Overlap::cache} : modesOf(tile));
    }
  }

  StageReplay run() {
    for (std::size_t tile = 0; std::cmp_less(tile, stage_.regions.runs()); ++tile) {
      for (std::size_t i = 0; i < stage_.calls.size(); ++i) call(tile, i);
    }
    for (std::size_t i = 0; i < copies_.size(); ++i) {
      for (const Copy& copy : copies_[i]) end(i, copy);
    }
    result_.live = bytesOf(bits_);
    if (stage_.over) {
      const std::int64_t bits = bitsPerPosition(stage_.over->input);
      for (const std::int64_t step : lastRead_) {
        overBits_.front() += bits;
        overBits_[static_cast<std::size_t>(step + 1)] -= bits;
      }
      result_.overInput = bytesOf(overBits_);
    }
    return std::move(result_);
  }

 private:
  /// The sums of changes, by step.
  static std::vector<Bytes> bytesOf(const std::vector<std::int64_t>& changes) {
    std::vector<Bytes> bytes;
    std::int64_t live = 0;
    for (std::size_t i = 0; i + 1 < changes.size(); ++i) {
      live += changes[i];
      bytes.emplace_back(ceilDiv(live, 8));
    }
    return bytes;
  }

  std::int64_t bitsPerPosition(TensorId id) const {
    const std::int64_t area = wholeRegion(graph_, id).area();
    return area == 0 ? 0 : graph_[id].shape.elements() * bitWidth(graph_[id].dtype) / area;
  }

  OverlapModes modesOf(const StageTile& tile) const {
    const auto producer = graph_.producer(tile.tensor);
    return producer && tile.kind == BufferKind::tile ? overlapOfOutputs(graph_, block_, *producer)
                                                     : block_.overlapOf(tile.tensor);
  }

  Region storedBy(const StageCall& op, std::size_t tile) const {
    return op.tiles->under(stage_.regions.stored(stage_.policy))[tile];
  }

  void call(std::size_t tile, std::size_t at) {
    const StageCall& op = stage_.calls[at];
    const std::int64_t step = static_cast<std::int64_t>(tile * stage_.calls.size() + at);
    for (std::size_t i = 0; i < stage_.tiles.size(); ++i) {
      if (stage_.tiles[i].first == at) write(i, tile, step);
    }
    const auto& inputs = graph_[op.op].inputs;
    for (std::size_t k = 0; k < inputs.size(); ++k) {
      const TensorId read = accumulates(at) ? tiledTensor(graph_, block_) : inputs[k];
      for (std::size_t i = 0; i < stage_.tiles.size(); ++i) {
        const StageTile& of = stage_.tiles[i];
        const bool chunk = of.channels.empty() || of.channels == op.channels;
        if (of.tensor != read || of.kind == BufferKind::sums || !chunk) continue;
        const Region stored = storedBy(op, tile);
        this->read(i, accumulates(at) ? stored : regionMap(graph_, op.op, k).clipped(stored), tile,
                   step);
      }
      if (accumulates(at)) break;  // constants
    }
    for (std::size_t i = 0; i < stage_.tiles.size(); ++i) {
      const bool done = stage_.tiles[i].kind == BufferKind::sums && stage_.tiles[i].last == at;
      if (done) this->read(i, (*stage_.tiles[i].regions)[tile], tile, step);
    }
    if (stage_.over) callOverInput(op, tile, at, step);
  }

  void callOverInput(const StageCall& op, std::size_t tile, std::size_t at, std::int64_t step) {
    const auto& inputs = graph_[op.op].inputs;
    const std::int64_t width = wholeRegion(graph_, stage_.over->input).columns.end;
    for (std::size_t k = 0; k < inputs.size(); ++k) {
      if (inputs[k] != stage_.over->input) continue;
      const Region region = regionMap(graph_, op.op, k).clipped(storedBy(op, tile));
      for (std::int64_t row = region.rows.begin; row < region.rows.end; ++row) {
        for (std::int64_t column = region.columns.begin; column < region.columns.end; ++column) {
          lastRead_[static_cast<std::size_t>(row * width + column)] = step;
        }
      }
    }
    if (at + 1 < stage_.calls.size()) return;
    const Region written = intersect(storedBy(op, tile), wholeRegion(graph_, stage_.output));
    overBits_[static_cast<std::size_t>(step)] += written.area() * bitsPerPosition(stage_.output);
  }

  /// What lies beyond the tensor is no element.
  Region within(std::size_t i, const Region& region) const {
    return intersect(region, wholeRegion(graph_, stage_.tiles[i].tensor));
  }

  template <class Visit>
  void forEach(std::size_t i, const Region& region, const Visit& visit) {
    const std::int64_t width = wholeRegion(graph_, stage_.tiles[i].tensor).columns.end;
    for (std::int64_t row = region.rows.begin; row < region.rows.end; ++row) {
      for (std::int64_t column = region.columns.begin; column < region.columns.end; ++column) {
        visit(copies_[i][static_cast<std::size_t>(row * width + column)]);
      }
    }
  }

  void write(std::size_t i, std::size_t tile, std::int64_t step) {
    forEach(i, within(i, (*stage_.tiles[i].regions)[tile]), [&](Copy& copy) {
      end(i, copy);
      copy = {step, step};
    });
  }

  /// Whether the operator sums up the block's tiled tensor, or only shows it.
  bool accumulates(std::size_t at) const {
    return stage_.calls[at].position + tail_ >= block_.operators.size();
  }

  void read(std::size_t i, const Region& region, std::size_t tile, std::int64_t step) {
    const Keeps keeps{modes_[i], stage_.regions.starts};
    const auto operators = static_cast<std::int64_t>(stage_.calls.size());
    forEach(i, within(i, region), [&](Copy& copy) {
      const bool kept =
          copy.written >= 0 && keeps.from(copy.written / operators, static_cast<std::int64_t>(tile),
                                          static_cast<std::int64_t>(columns_));
      if (!kept) ++result_.readBeforeWritten[i];
      copy.read = step;
    });
  }

  void end(std::size_t i, const Copy& copy) {
    if (copy.written < 0) return;
    const std::int64_t bits = stage_.tiles[i].bitsPerPosition;
    bits_[static_cast<std::size_t>(copy.written)] += bits;
    bits_[static_cast<std::size_t>(copy.read) + 1] -= bits;
  }

  const Graph& graph_;
  const Block& block_;
  const StagePlan& stage_;
  std::size_t columns_;
  std::size_t tail_;
  std::vector<std::int64_t> bits_;         // change with each step
  std::vector<std::int64_t> overBits_;     // the same of the result and the input under it
  std::vector<std::int64_t> lastRead_;     // step, by position of that input
  std::vector<std::vector<Copy>> copies_;  // by tile buffer and position
  std::vector<OverlapModes> modes_;        // by tile buffer
  StageReplay result_;
};

/// Whether a stage's buffer holds elements of it, which count one by one.
bool holdsElements(BufferKind kind, const std::optional<Patch>& patch) {
  const bool ofTile = kind == BufferKind::stageInput || kind == BufferKind::sums;
  return kind == BufferKind::tile || kind == BufferKind::cache || kind == BufferKind::beside ||
         (ofTile && patch);
}

/// Counts, while both live, the elements of a stage's result and of the input under it instead of
/// their buffers.
void countOverInput(const Trace& trace, TensorId result, const StageReplay& replay,
                    std::size_t first, std::vector<Bytes>& live) {
  for (const Buffer& buffer : trace.buffers) {
    if (buffer.tensor != result || !buffer.before) continue;
    const Bytes both =
        trace.buffers[*buffer.overwrites].bytes + buffer.bytes - sharedBytes(trace, buffer);
    const Interval steps = sharedSteps(trace, buffer);
    for (std::int64_t i = steps.begin; i < steps.end; ++i) {
      const auto step = static_cast<std::size_t>(i);
      live[step] += replay.overInput[step - first] - both;
    }
  }
}

}  // namespace

std::vector<StageReplay> replays(const Execution& execution) {
  std::vector<StageReplay> all(execution.stages.size());
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (execution.stages[i] == nullptr) continue;
    all[i] = Replayer(execution.program, execution.schedule.blocks[i], *execution.stages[i]).run();
  }
  return all;
}

Bytes floorOf(const Execution& execution, const Trace& trace,
              const std::vector<StageReplay>& replays) {
  std::vector<Bytes> live;
  live.reserve(trace.steps.size());
  for (const Step& step : trace.steps) live.push_back(step.live - step.scratch);
  for (const Buffer& buffer : trace.buffers) {
    if (!holdsElements(buffer.kind, buffer.patch)) continue;
    for (std::int64_t i = buffer.steps.begin; i < buffer.steps.end; ++i) {
      live[static_cast<std::size_t>(i)] -= buffer.bytes;
    }
  }
  std::size_t step = 0;
  for (std::size_t i = 0; i < execution.stages.size(); ++i) {
    if (execution.stages[i] == nullptr) step += execution.schedule.blocks[i].operators.size();
    if (!replays[i].overInput.empty()) {
      countOverInput(trace, execution.stages[i]->output, replays[i], step, live);
    }
    for (const Bytes bytes : replays[i].live) live[step++] += bytes;
  }
  return live.empty() ? Bytes(0) : *std::max_element(live.begin(), live.end());
}

}  // namespace tessera
