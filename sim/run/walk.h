#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "sim/run/program.h"
#include "sim/run/stage_plan.h"
#include "sim/run/trace.h"
#include "sim/schedule/schedule.h"

namespace tessera {

/// Numbers a live buffer during a walk; reused after its release. Below `slotCount`.
using Slot = std::uint32_t;

/// One slot for each tensor, then those of the workspaces.
inline std::size_t slotCount(const Program& program) {
  return program.bytes.size() + maxScratchBuffers + 2;
}

/// The events that a walk over a schedule raises. In each step: `stepBegin`; what is allocated for
/// it (`allocate`, or `reuseInPlace` where an output takes over a dying input's bytes) and what is
/// let go before it; `stepEnd`, at which the live bytes are those of the step; then the `release`
/// of what dies after it. A listener is any type with these member functions:
///
///     void stepBegin(const StepBegin&);
///     void allocate(const Allocate&);
///     void reuseInPlace(const ReuseInPlace&);
///     void stepEnd();
///     void release(Slot);
struct StepBegin {
  std::uint32_t block = 0;
  Patch patch;
  OperatorId op;
  std::optional<Macs> macs;          ///< under the block's tile policy
  Macs clipped;                      ///< the same with clipped tiles; 0 where unknown
  Macs full;                         ///< the same with full tiles; 0 where unknown
  Region region;                     ///< of the output, in a stage; empty for whole steps
  std::int64_t macsPerPosition = 0;  ///< of one position of `region`
  bool piece = false;                ///< of a stage: `region` alone is computed
};

struct Allocate {
  Slot slot = 0;
  TensorId tensor;
  BufferKind kind = BufferKind::activation;
  Bytes bytes;
  std::optional<Patch> patch;
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

/// The largest workspaces that any operator of a schedule needs, and which operators those are.
struct KeptWorkspace {
  Workspace bytes;
  OperatorId im2colOf;
  OperatorId kernelOf;
};

/// `stages` are the plans of the schedule's blocks in patches, in order.
KeptWorkspace keptWorkspace(const Program& program, const Schedule& schedule,
                            const std::vector<std::unique_ptr<StagePlan>>& stages);

/// The plans of a schedule's blocks in patches, in order. Throws Error(input) where the schedule
/// has more steps than 32 bits hold.
std::vector<std::unique_ptr<StagePlan>> stagePlans(const Program& program,
                                                   const Schedule& schedule);

/// When each whole tensor of a schedule is released.
class LiveRanges {
 public:
  LiveRanges(const Program& program, const Schedule& schedule,
             const std::vector<std::unique_ptr<StagePlan>>& stages);

  std::int64_t steps() const { return steps_; }
  std::int64_t lastStep(TensorId id) const { return last_[id.index()]; }
  /// Whether the tensor is ever whole in SRAM: not a streamed input, not inside a stage.
  bool isWhole(TensorId id) const { return last_[id.index()] >= 0; }
  BufferKind kind(TensorId id) const { return kinds_[id.index()]; }

  /// Calls `visit(TensorId)` for each whole tensor whose last step is `step`.
  template <class Visit>
  void forEachDying(std::int64_t step, const Visit& visit) const {
    for (std::uint32_t at = head_[static_cast<std::size_t>(step)]; at != none; at = next_[at]) {
      visit(TensorId(at));
    }
  }

 private:
  static constexpr std::uint32_t none = UINT32_MAX;

  void hold(TensorId id, std::int64_t step);
  void holdBlock(const Program& program, const Block& block, const std::vector<std::int64_t>& run,
                 const StagePlan* stage);
  static std::int64_t heldUntil(const Program& program, OperatorId reader, TensorId id,
                                const std::vector<std::int64_t>& run);
  /// Takes out what a block in patches never holds whole, and says what the rest is to it.
  void excludeTiles(const Program& program, const Block& block);

  std::int64_t steps_ = 0;
  std::vector<std::int64_t> last_;   // by tensor
  std::vector<std::uint32_t> head_;  // by step: a linked list of the tensors that die there
  std::vector<std::uint32_t> next_;  // by tensor
  std::vector<BufferKind> kinds_;    // by tensor
};

/// Walks the schedule and tells `listener` what happens. The schedule must satisfy `checkSchedule`.
template <class Listener>
class Walk {
 public:
  Walk(const Program& program, const Schedule& schedule, Listener& listener)
      : program_(program),
        schedule_(schedule),
        listener_(listener),
        stages_(stagePlans(program, schedule)),
        ranges_(program, schedule, stages_) {
    if (!program_.workspaces.empty()) kept_ = keptWorkspace(program_, schedule_, stages_);
  }

  void run() {
    if (ranges_.steps() == 0) return;
    std::size_t stage = 0;
    for (std::uint32_t at = 0; at < schedule_.blocks.size(); ++at) {
      const Block& block = schedule_.blocks[at];
      if (block.grid.whole()) {
        for (const OperatorId op : block.operators) wholeStep(at, op);
      } else {
        patches(at, block, *stages_[stage++]);
      }
    }
    if (kept_.bytes.im2col > Bytes(0)) listener_.release(im2colSlot());
    if (kept_.bytes.kernel > Bytes(0)) listener_.release(kernelSlot());
  }

 private:
  struct Tile {
    Patch patch;
    std::size_t index = 0;  ///< in row-major order
  };

  void wholeStep(std::uint32_t block, OperatorId op) {
    const std::optional<Macs> macs = program_.ops[op.index()].macs;
    const Macs known = macs.value_or(Macs(0));
    listener_.stepBegin({block, {}, op, macs, known, known, {}, 0, false});
    allocateFirst();
    const Call call{op, program_.scratchOf(op), nullptr};
    std::optional<TensorId> overwritten = dyingInPlace(op);
    if (overwritten) {
      const TensorId output = program_.writes(op).front();
      const bool done = writesOver({*overwritten, bytes(*overwritten)}, {output, bytes(output)},
                                   ranges_.kind(output), call);
      if (!done) overwritten.reset();
    }
    if (!overwritten) {
      for (const TensorId id : program_.writes(op)) listener_.allocate(wholeBuffer(id));
      endStep(call);
    }
    releaseDying(overwritten);
  }

  void patches(std::uint32_t at, const Block& block, const StagePlan& plan) {
    for (std::int32_t row = 0; row < block.grid.rows; ++row) {
      for (std::int32_t column = 0; column < block.grid.columns; ++column) {
        const Tile tile{{row, column}, static_cast<std::size_t>(row * block.grid.columns + column)};
        for (std::size_t i = 0; i < plan.operators.size(); ++i) {
          beginTileStep(at, plan, plan.operators[i], tile);
          allocateFirst();
          if (row == 0 && column == 0 && i == 0) allocate(plan.output);
          tileBuffers(plan, plan.operators[i], tile);
        }
      }
    }
  }

  void beginTileStep(std::uint32_t block, const StagePlan& plan, const StageOperator& op,
                     Tile tile) {
    const auto work = [&](const Region& region) {
      const std::int64_t positions = checkedMul(region.rows.length(), region.columns.length());
      return Macs(checkedMul(positions, op.macsPerPosition));
    };
    const Region& region = op.tiles->under(plan.policy)[tile.index];
    listener_.stepBegin({block, tile.patch, op.op, work(region),
                         work(op.tiles->clipped[tile.index]), work(op.tiles->full[tile.index]),
                         region, op.macsPerPosition, true});
  }

  void tileBuffers(const StagePlan& plan, const StageOperator& op, Tile at) {
    const auto sized = [&](const StageTile& tile) {
      return Sized{tile.tensor, tile.bytes(at.index)};
    };
    const Call call{op.op, op.scratch, &at.patch};
    std::optional<std::size_t> overwritten = op.overwrites;
    if (overwritten) {
      const StageTile& output = plan.tiles[op.allocates.front()];
      const bool done =
          writesOver(sized(plan.tiles[*overwritten]), sized(output), output.kind, call);
      if (!done) overwritten.reset();
    }
    if (!overwritten) {
      for (const std::size_t index : op.allocates) {
        const StageTile& tile = plan.tiles[index];
        listener_.allocate(
            {slot(tile.tensor), tile.tensor, tile.kind, tile.bytes(at.index), at.patch});
      }
      endStep(call);
    }
    for (const std::size_t index : op.releases) {
      if (index != overwritten) release(plan.tiles[index].tensor);
    }
    releaseDying(std::nullopt);
  }

  /// A kernel call and the buffers that it works in.
  struct Call {
    OperatorId op;
    std::span<const Bytes> scratch;
    const Patch* patch = nullptr;  ///< nothing for a whole step
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
  bool writesOver(const Sized& input, const Sized& output, BufferKind kind, Call call) {
    const Bytes held = heldBytes(input);
    const Bytes taken = program_.ops[call.op.index()].inPlaceBytes(output.bytes, held);
    const bool bound = program_.rules.allOverlap;  // then the input's own life may be empty
    const bool beginsNow = !bound && lateStep_ == step_ && lateTensor_ == input.tensor;
    if (beginsNow && taken > held) return false;
    if (taken != heldBytes(output)) holds_[output.tensor] = taken;
    const auto allocateOutput = [&] {
      const auto patch = call.patch != nullptr ? std::optional(*call.patch) : std::nullopt;
      listener_.allocate({slot(output.tensor), output.tensor, kind, taken, patch});
    };
    listener_.reuseInPlace({slot(input.tensor), output.tensor});
    if (!beginsNow && taken >= held) {
      release(input.tensor);
      allocateOutput();
      endStep(call);
    } else {
      endStep(call);
      release(input.tensor);
      allocateOutput();
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
    allocateKept(im2colSlot(), BufferKind::im2col, kept_.im2colOf, kept_.bytes.im2col);
    allocateKept(kernelSlot(), BufferKind::kernel, kept_.kernelOf, kept_.bytes.kernel);
  }

  void allocateKept(Slot at, BufferKind kind, OperatorId op, Bytes size) {
    if (size == Bytes(0)) return;
    listener_.allocate({at, program_.graph[op].outputs.front(), kind, size, std::nullopt});
  }

  void allocateScratch(Call call) {
    const TensorId output = program_.graph[call.op].outputs.front();
    Slot at = scratchSlot();
    const auto patch = call.patch != nullptr ? std::optional(*call.patch) : std::nullopt;
    for (const Bytes size : call.scratch) {
      listener_.allocate({at++, output, BufferKind::scratch, size, patch});
    }
  }

  void releaseScratch(std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
      listener_.release(scratchSlot() + static_cast<Slot>(i));
    }
  }

  void allocate(TensorId id) { listener_.allocate(wholeBuffer(id)); }

  Allocate wholeBuffer(TensorId id) const {
    return {slot(id), id, ranges_.kind(id), bytes(id), std::nullopt};
  }

  void release(TensorId id) { listener_.release(slot(id)); }

  /// Releases the whole tensors that die with this step, and goes on to the next.
  void releaseDying(std::optional<TensorId> alreadyReleased) {
    ranges_.forEachDying(step_, [&](TensorId id) {
      if (id != alreadyReleased) release(id);
    });
    ++step_;
  }

  /// A tensor has one buffer at a time: whole, or the tile of the current patch.
  static Slot slot(TensorId id) { return id.value; }
  Slot scratchSlot() const { return static_cast<Slot>(program_.bytes.size()); }
  Slot im2colSlot() const { return scratchSlot() + static_cast<Slot>(maxScratchBuffers); }
  Slot kernelSlot() const { return im2colSlot() + 1; }

  Bytes bytes(TensorId id) const { return program_.bytes[id.index()]; }
  const Program& program_;
  const Schedule& schedule_;
  Listener& listener_;
  std::vector<std::unique_ptr<StagePlan>> stages_;
  LiveRanges ranges_;
  KeptWorkspace kept_;
  std::int64_t step_ = 0;
  std::int64_t lateStep_ =
      -1;  // with which a buffer begins that was allocated after the one before
  TensorId lateTensor_;
  std::map<TensorId, Bytes> holds_;  // buffers that are larger than what is written into them
};

}  // namespace tessera
