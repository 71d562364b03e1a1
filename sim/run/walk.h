#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "core/work.h"
#include "sim/run/execution.h"
#include "sim/run/program.h"
#include "sim/run/tile_samples.h"
#include "sim/run/trace.h"
#include "sim/schedule/schedule.h"

namespace tessera {

/// Numbers a live buffer during a walk; reused after its release. Below `slotCount`.
using Slot = std::uint32_t;

/// One slot for each tensor or its tile, one for the ring, one for what lies beside and one for the
/// sums of its tile, then those of the workspaces.
inline std::size_t slotCount(const Program& program) {
  return 4 * program.bytes.size() + maxScratchBuffers + 2;
}

/// The events that a walk over a schedule raises. In each step: `stepBegin`; what is allocated for
/// it (`allocate`, or `reuseInPlace` where an output takes over a dying input's bytes) and what is
/// let go before it; `stepEnd`, at which the live bytes are those of the step; then the `release`
/// of what dies after it. A listener is any type with these member functions:
///
///     void stepBegin(const StepBegin&);
///     void allocate(const Allocate&);
///     void reuseInPlace(const ReuseInPlace&);
///     void lieBefore(const LieBefore&);
///     void stepEnd();
///     void release(Slot);
struct StepBegin {
  std::uint32_t block = 0;
  Patch patch;
  OperatorId op;
  std::optional<Macs> macs;  ///< under the block's tile policy
  Macs clipped;              ///< the same with clipped tiles; 0 where unknown
  Macs full;                 ///< the same with full tiles; 0 where unknown
  Region region;             ///< of the output, in a stage; empty for whole steps
  MacShare share;            ///< of some positions of `region`
  Interval channels;         ///< of a chunk; empty: all
  double part = 1;           ///< of the operator's work on the region
  bool piece = false;        ///< of a stage: `region` alone is computed
  Bytes moved;               ///< into rings and beside tiles, after the step
  std::int64_t place = 0;    ///< see Trace::places
  std::int64_t index = 0;    ///< of the step
  std::int64_t times = 1;    ///< so many steps are like it; more than 1 for totals alone
};

struct Allocate {
  Slot slot = 0;
  TensorId tensor;
  BufferKind kind = BufferKind::activation;
  Bytes bytes;
  std::optional<Patch> patch;
  std::optional<std::uint32_t> storage;  ///< see Buffer::storage
  Interval channels{};                   ///< of a chunk; empty: all
};

/// The operator writes over a dying input: only the larger of the two buffers counts in this step.
/// Where the output is at least as large, the input is released before the step; otherwise the
/// output is allocated after it. So it is, too, where the input is a buffer of the same size that
/// begins with this step, having been allocated after the one before: no buffer lives for no step.
/// (If the output is larger than such an input, it is not written in place.)
struct ReuseInPlace {
  Slot dying = 0;
  TensorId output;
};

/// A result just allocated begins `distance` bytes before a living input and is written over it,
/// so that both share bytes until one of them is released.
struct LieBefore {
  Slot input = 0;
  Slot result = 0;
  Bytes distance;
};

/// Walks an execution and tells `listener` what happens.
///
/// A listener whose `totalsOnly` is true is told what each operator of a stage does in all tiles
/// together (`stageWork`), and of the stage's buffers by samples of tiles (see `TileSample`), whose
/// steps begin with `sampleStep` in place of `stepBegin`:
///
///     void stageWork(const StagePlan&, const StageCall&);
///     void sampleStep(std::int64_t index, std::int64_t times);
///
/// Any other one whose `folded` is true is told of such samples step by step where tiles share
/// their buffers.
template <class Listener>
class Walk {
 public:
  Walk(const Execution& execution, Listener& listener)
      : execution_(execution),
        program_(execution.program),
        schedule_(execution.schedule),
        ranges_(execution.ranges),
        listener_(listener) {}

  void run() {
    if (ranges_.steps() == 0) return;
    for (std::uint32_t at = 0; at < schedule_.blocks.size(); ++at) {
      const Block& block = schedule_.blocks[at];
      if (const StagePlan* stage = execution_.stages[at].get()) {
        runStage(at, *stage);
      } else {
        for (const OperatorId op : block.operators) wholeStep(at, op);
      }
    }
    if (execution_.kept.bytes.im2col > Bytes(0)) listener_.release(im2colSlot());
    if (execution_.kept.bytes.kernel > Bytes(0)) listener_.release(kernelSlot());
  }

 private:
  /// A tile of a stage, and what its steps have in common.
  struct Tile {
    std::uint32_t block = 0;
    const StagePlan& plan;
    std::size_t index = 0;  ///< in row-major order
    std::int64_t times = 1;
    std::size_t strip = index / plan.regions.columns();
    std::size_t column = index % plan.regions.columns();

    Patch patch() const {
      return {static_cast<std::int32_t>(strip), static_cast<std::int32_t>(column)};
    }
    std::size_t phase() const { return phaseOf(strip, column); }
    bool last() const { return index + 1 == plan.regions.strips() * columns(); }
    bool lastOfStrip() const { return column + 1 == columns(); }
    std::size_t columns() const { return plan.regions.columns(); }
  };

  void wholeStep(std::uint32_t block, OperatorId op) {
    const std::optional<Macs> macs = program_.ops[op.index()].macs;
    const Macs known = macs.value_or(Macs(0));
    StepBegin begin{block, {}, op,    macs, known,    known, {}, {},
                    {},    1,  false, {},   place_++, step_, 1};
    listener_.stepBegin(begin);
    allocateFirst();
    const Call call{op, program_.scratchOf(op), nullptr, std::nullopt};
    std::optional<TensorId> overwritten = dyingInPlace(op);
    if (overwritten) {
      const TensorId output = program_.writes(op).front();
      const bool done = writesOver({*overwritten, bytes(*overwritten)}, {output, bytes(output)},
                                   wholeBuffer(output), call);
      if (!done) overwritten.reset();
    }
    if (!overwritten) {
      for (const TensorId id : program_.writes(op)) listener_.allocate(wholeBuffer(id));
      endStep(call);
    }
    releaseDying(overwritten);
    ++position_;
    ++step_;
  }

  void runStage(std::uint32_t block, const StagePlan& plan) {
    const std::int64_t first = step_;
    stagePosition_ = position_;
    live_.assign(plan.held.size(), false);
    const auto runTile = [&](std::size_t index, std::int64_t times) {
      const Tile tile{block, plan, index, times};
      step_ = first + static_cast<std::int64_t>(index * plan.calls.size());
      reconcile(tile);
      for (std::size_t i = 0; i < plan.calls.size(); ++i) tileStep(tile, i);
    };
    if constexpr (Listener::totalsOnly) {
      for (const StageCall& call : plan.calls) listener_.stageWork(plan, call);
      for (const TileSample& sample : tileSamples(plan, tilesAlone(plan, first))) {
        runTile(sample.tile, sample.times);
      }
    } else if (Listener::folded && plan.looped) {
      for (const TileSample& sample : tileSamples(plan, tilesAlone(plan, first))) {
        runTile(sample.tile, sample.times);
      }
    } else {
      const auto tiles = static_cast<std::size_t>(plan.regions.runs());
      for (std::size_t tile = 0; tile < tiles; ++tile) runTile(tile, 1);
    }
    if (plan.looped) place_ += static_cast<std::int64_t>(loopPhases * plan.calls.size());
    storage_ += static_cast<std::uint32_t>(storagesOf(plan));
    position_ = stagePosition_ + plan.regions.operators.size();
  }

  /// The tiles in which a whole tensor dies, and the first and the last one.
  std::vector<std::size_t> tilesAlone(const StagePlan& plan, std::int64_t first) const {
    const auto tiles = static_cast<std::size_t>(plan.regions.runs());
    std::vector<std::size_t> alone{0, tiles - 1};
    for (std::size_t i = 0; i < plan.regions.operators.size(); ++i) {
      ranges_.forEachDyingAt(stagePosition_ + i, [&](TensorId id) {
        const std::int64_t at = ranges_.lastStep(id) - first;
        alone.push_back(static_cast<std::size_t>(at) / plan.calls.size());
      });
    }
    std::sort(alone.begin(), alone.end());
    alone.erase(std::unique(alone.begin(), alone.end()), alone.end());
    return alone;
  }

  /// Lets live what a tile finds held. Tiles one by one leave nothing to do here.
  void reconcile(const Tile& tile) {
    for (std::size_t i = 0; i < tile.plan.held.size(); ++i) {
      const bool held = tile.plan.held[i].everyStrip ? tile.column > 0 : tile.index > 0;
      if (held && !live_[i]) beginHeld(tile, i);
      if (!held && live_[i]) endHeld(tile, i);
    }
  }

  void beginHeld(const Tile& tile, std::size_t index) {
    const StageHeld& held = tile.plan.held[index];
    live_[index] = true;
    const std::size_t rest = held.everyStrip && tile.strip > 0 ? 1 : 0;
    const auto storage = storage_ + static_cast<std::uint32_t>(tile.plan.tiles.size() * loopPhases +
                                                               2 * index + rest);
    const auto patch = held.everyStrip ? std::optional(tile.patch()) : std::nullopt;
    listener_.allocate({heldSlot(held), held.tensor, held.kind, held.bytes[rest], patch, storage});
  }

  void endHeld(const Tile& tile, std::size_t index) {
    live_[index] = false;
    listener_.release(heldSlot(tile.plan.held[index]));
  }

  static std::size_t storagesOf(const StagePlan& plan) {
    return plan.tiles.size() * loopPhases + 2 * plan.held.size() +
           plan.calls.size() * loopPhases * maxScratchBuffers;
  }

  /// The first storage of what a step of a loop works in.
  std::uint32_t scratchStorage(const Tile& tile, std::size_t at) const {
    const StagePlan& plan = tile.plan;
    const std::size_t before = plan.tiles.size() * loopPhases + 2 * plan.held.size();
    const std::size_t step = tile.phase() * plan.calls.size() + at;
    return storage_ + static_cast<std::uint32_t>(before + step * maxScratchBuffers);
  }

  void tileStep(const Tile& tile, std::size_t at) {
    const StagePlan& plan = tile.plan;
    const StageCall& op = plan.calls[at];
    position_ = stagePosition_ + op.position;
    if constexpr (Listener::totalsOnly) {
      listener_.sampleStep(step_, tile.times);
    } else {
      beginTileStep(tile, at);
    }
    allocateFirst();
    const bool output = plan.result == BlockResult::accumulate
                            ? tile.last() && at + 1 == plan.calls.size()
                            : tile.index == 0 && at == 0;
    if (output) allocateResult(plan);
    for (const std::size_t index : op.begins) {
      if (!live_[index]) beginHeld(tile, index);
    }
    tileBuffers(tile, at);
    for (const std::size_t index : op.ends) {
      const bool ends = plan.held[index].everyStrip ? tile.lastOfStrip() : tile.last();
      if (ends && live_[index]) endHeld(tile, index);
    }
    ++step_;
  }

  /// An input that the runtime counts as released early is not there to be written over.
  void allocateResult(const StagePlan& plan) {
    allocate(plan.output);
    if (!plan.over || ranges_.lastStep(plan.over->input) < step_) return;
    listener_.lieBefore({slot(plan.over->input), slot(plan.output), plan.over->distance});
  }

  void beginTileStep(const Tile& tile, std::size_t at) {
    const StageCall& op = tile.plan.calls[at];
    const auto work = [&](const Region& region) {
      const std::int64_t positions = checkedMul(region.rows.length(), region.columns.length());
      return op.macs.of(positions);
    };
    const Region clipped = op.tiles->clipped.at(tile.strip, tile.column);
    const Region full = op.tiles->full.at(tile.strip, tile.column);
    const bool isFull = tile.plan.policy == TilePolicy::full;
    const Macs ofClipped = work(clipped);
    const Macs ofFull = work(full);
    StepBegin begin{tile.block,
                    tile.patch(),
                    op.op,
                    isFull ? ofFull : ofClipped,
                    ofClipped,
                    ofFull,
                    isFull ? full : clipped,
                    op.macs,
                    op.channels,
                    op.part,
                    true,
                    {},
                    0,
                    step_,
                    tile.times};
    for (const std::size_t index : op.releases) {
      begin.moved += tile.plan.tiles[index].moved(tile.strip, tile.column);
    }
    begin.place =
        !tile.plan.looped
            ? place_++
            : place_ + static_cast<std::int64_t>(tile.phase() * tile.plan.calls.size() + at);
    listener_.stepBegin(begin);
  }

  Allocate tileBuffer(const Tile& at, std::size_t index) const {
    const StageTile& tile = at.plan.tiles[index];
    Allocate event{tileSlot(tile), tile.tensor,  tile.kind,    tile.bytes(at.strip, at.column),
                   at.patch(),     std::nullopt, tile.channels};
    if (at.plan.looped) {
      event.storage = storage_ + static_cast<std::uint32_t>(index * loopPhases + at.phase());
    }
    return event;
  }

  void tileBuffers(const Tile& at, std::size_t number) {
    const StageCall& op = at.plan.calls[number];
    const Patch patch = at.patch();
    Call call{op.op, op.scratch, &patch, std::nullopt};
    if (at.plan.looped && !op.scratch.empty()) call.storage = scratchStorage(at, number);
    std::optional<std::size_t> overwritten = op.overwrites;
    if (overwritten) {
      const Allocate input = tileBuffer(at, *overwritten);
      const Allocate output = tileBuffer(at, op.allocates.front());
      const bool done =
          writesOver({input.tensor, input.bytes}, {output.tensor, output.bytes}, output, call);
      if (!done) overwritten.reset();
    }
    if (!overwritten) {
      for (const std::size_t index : op.allocates) listener_.allocate(tileBuffer(at, index));
      endStep(call);
    }
    for (const std::size_t index : op.releases) {
      if (index != overwritten) listener_.release(tileSlot(at.plan.tiles[index]));
    }
    releaseDying(std::nullopt);
  }

  /// A kernel call and the buffers that it works in.
  struct Call {
    OperatorId op;
    std::span<const Bytes> scratch;
    const Patch* patch = nullptr;          ///< nothing for a whole step
    std::optional<std::uint32_t> storage;  ///< of the first of them, in a loop over tiles
  };

  struct Sized {
    TensorId tensor;
    Bytes bytes;
  };

  /// The step itself, its outputs allocated.
  void endStep(Call call) {
    if (!call.scratch.empty()) allocateScratch(call);
    listener_.stepEnd();
    if (!call.scratch.empty()) releaseScratch(call.scratch.size());
  }

  /// Runs the step with its output written over the dying `input`, and releases that; false, and
  /// nothing done, where `ReuseInPlace` does not allow it.
  bool writesOver(const Sized& input, const Sized& output, Allocate event, Call call) {
    const Bytes held = heldBytes(input);
    const Bytes taken = program_.ops[call.op.index()].inPlaceBytes(output.bytes, held);
    const bool bound = program_.rules.allOverlap;  // then the input's own life may be empty
    const bool beginsNow = !bound && lateStep_ == step_ && lateTensor_ == input.tensor;
    if (beginsNow && taken > held) return false;
    if (taken != heldBytes(output)) holds_[output.tensor] = taken;
    event.bytes = taken;
    listener_.reuseInPlace({slot(input.tensor), output.tensor});
    if (!beginsNow && taken >= held) {
      release(input.tensor);
      listener_.allocate(event);
      endStep(call);
    } else {
      endStep(call);
      release(input.tensor);
      listener_.allocate(event);
      lateStep_ = step_ + 1;
      lateTensor_ = output.tensor;
    }
    return true;
  }

  /// What the tensor's buffer takes: more than its own bytes where it keeps those it is written
  /// over.
  Bytes heldBytes(const Sized& own) const {
    if (holds_.empty()) return own.bytes;
    const auto held = holds_.find(own.tensor);
    return held == holds_.end() ? own.bytes : held->second;
  }

  /// The input that this step may write over: it dies here and the result does not.
  std::optional<TensorId> dyingInPlace(OperatorId op) const {
    const std::optional<TensorId> input = program_.ops[op.index()].inPlace;
    if (!input || ranges_.lastStep(*input) != step_ || program_.writes(op).size() != 1) return {};
    if (ranges_.lastStep(program_.writes(op).front()) == step_) return {};
    return input;
  }

  /// What lives from the first step, before its operator writes anything.
  void allocateFirst() {
    if (step_ > 0) return;
    for (const TensorId id : program_.inputs) {
      if (ranges_.isWhole(id)) allocate(id);
    }
    const KeptWorkspace& kept = execution_.kept;
    allocateKept(im2colSlot(), BufferKind::im2col, kept.im2colOf, kept.bytes.im2col);
    allocateKept(kernelSlot(), BufferKind::kernel, kept.kernelOf, kept.bytes.kernel);
  }

  void allocateKept(Slot at, BufferKind kind, OperatorId op, Bytes size) {
    if (size == Bytes(0)) return;
    listener_.allocate({at, program_.graph[op].outputs.front(), kind, size, {}, {}});
  }

  void allocateScratch(Call call) {
    const TensorId output = program_.graph[call.op].outputs.front();
    Slot at = scratchSlot();
    const auto patch = call.patch != nullptr ? std::optional(*call.patch) : std::nullopt;
    for (const Bytes size : call.scratch) {
      listener_.allocate({at++, output, BufferKind::scratch, size, patch, call.storage});
      if (call.storage) ++*call.storage;
    }
  }

  void releaseScratch(std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
      listener_.release(scratchSlot() + static_cast<Slot>(i));
    }
  }

  void allocate(TensorId id) { listener_.allocate(wholeBuffer(id)); }

  Allocate wholeBuffer(TensorId id) const {
    return {slot(id), id, ranges_.kind(id), bytes(id), std::nullopt, std::nullopt};
  }

  void release(TensorId id) { listener_.release(slot(id)); }

  /// Releases the whole tensors that die with this step.
  void releaseDying(std::optional<TensorId> alreadyReleased) {
    ranges_.forEachDyingAt(position_, [&](TensorId id) {
      if (ranges_.lastStep(id) == step_ && id != alreadyReleased) release(id);
    });
  }

  /// A tensor has one buffer at a time: whole, or the tile of the current patch.
  static Slot slot(TensorId id) { return id.value; }
  Slot heldSlot(const StageHeld& held) const {
    const auto tensors = static_cast<Slot>(program_.bytes.size());
    return held.tensor.value + (held.kind == BufferKind::beside ? 2 : 1) * tensors;
  }
  /// The sums that become a tile live beside it in the step in which they do.
  Slot tileSlot(const StageTile& tile) const {
    const bool sums = tile.kind == BufferKind::sums;
    return tile.tensor.value + (sums ? static_cast<Slot>(3 * program_.bytes.size()) : 0);
  }
  Slot scratchSlot() const { return static_cast<Slot>(4 * program_.bytes.size()); }
  Slot im2colSlot() const { return scratchSlot() + static_cast<Slot>(maxScratchBuffers); }
  Slot kernelSlot() const { return im2colSlot() + 1; }

  Bytes bytes(TensorId id) const { return program_.bytes[id.index()]; }

  const Execution& execution_;
  const Program& program_;
  const Schedule& schedule_;
  const LiveRanges& ranges_;
  Listener& listener_;
  std::int64_t step_ = 0;
  std::size_t position_ = 0;       // of the step's operator in the schedule's order
  std::size_t stagePosition_ = 0;  // of the stage's first operator
  std::int64_t place_ = 0;         // of the next step, see Trace::places
  std::uint32_t storage_ = 0;      // number of the next storage
  std::vector<bool> live_;         // by held buffer of the stage
  std::int64_t lateStep_ =
      -1;  // with which a buffer begins that was allocated after the one before
  TensorId lateTensor_;
  std::map<TensorId, Bytes> holds_;  // buffers that are larger than what is written into them
};

}  // namespace tessera
