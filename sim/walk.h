#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "sim/program.h"
#include "sim/schedule/schedule.h"
#include "sim/trace.h"

namespace tessera {

/// Numbers a live buffer during a walk; reused after its release.
using Slot = std::uint32_t;

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
  std::optional<Macs> macs;
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
/// output is allocated after it.
struct ReuseInPlace {
  Slot dying = 0;
  TensorId output;
};

/// When each whole tensor of a schedule is released.
class LiveRanges {
 public:
  /// Throws Error(input) where the schedule has more steps than 32 bits hold.
  LiveRanges(const Program& program, const Schedule& schedule);

  std::int64_t steps() const { return steps_; }
  std::int64_t lastStep(TensorId id) const { return last_[id.index()]; }

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

  std::int64_t steps_ = 0;
  std::vector<std::int64_t> last_;   // by tensor
  std::vector<std::uint32_t> head_;  // by step: a linked list of the tensors that die there
  std::vector<std::uint32_t> next_;  // by tensor
};

/// Walks the schedule and tells `listener` what happens. The schedule must satisfy `checkSchedule`.
template <class Listener>
class Walk {
 public:
  Walk(const Program& program, const Schedule& schedule, Listener& listener)
      : program_(program),
        schedule_(schedule),
        listener_(listener),
        ranges_(program, schedule),
        slotOf_(program.bytes.size(), 0) {}

  void run() {
    if (ranges_.steps() == 0) return;
    for (std::uint32_t block = 0; block < schedule_.blocks.size(); ++block) {
      for (const OperatorId op : schedule_.blocks[block].operators) wholeStep(block, op);
    }
  }

 private:
  void wholeStep(std::uint32_t block, OperatorId op) {
    listener_.stepBegin({block, {}, op, program_.ops[op.index()].macs});
    if (step_ == 0) {
      for (const TensorId id : program_.inputs) allocate(id);
    }
    const std::optional<TensorId> overwritten = dyingInPlace(op);
    const bool grows = overwritten && writtenBytes(op) >= bytes(*overwritten);
    if (overwritten) announceReuse(*overwritten, op);
    if (grows) release(*overwritten);
    if (!overwritten || grows) allocateWrites(op);
    listener_.stepEnd();
    if (overwritten && !grows) {
      release(*overwritten);
      allocateWrites(op);
    }
    ranges_.forEachDying(step_, [&](TensorId id) {
      if (id != overwritten) release(id);
    });
    ++step_;
  }

  /// The input that this step may write over: it dies here and the result does not.
  std::optional<TensorId> dyingInPlace(OperatorId op) const {
    const std::optional<TensorId> input = program_.ops[op.index()].inPlace;
    if (!input || ranges_.lastStep(*input) != step_ || program_.writes(op).size() != 1) return {};
    if (ranges_.lastStep(program_.writes(op).front()) == step_) return {};
    return input;
  }

  void announceReuse(TensorId input, OperatorId op) {
    listener_.reuseInPlace({slotOf_[input.index()], program_.writes(op).front()});
  }

  void allocateWrites(OperatorId op) {
    for (const TensorId id : program_.writes(op)) allocate(id);
  }

  void allocate(TensorId id) {
    slotOf_[id.index()] = id.value;
    listener_.allocate({id.value, id, BufferKind::activation, bytes(id), std::nullopt});
  }

  void release(TensorId id) { listener_.release(slotOf_[id.index()]); }

  Bytes bytes(TensorId id) const { return program_.bytes[id.index()]; }
  Bytes writtenBytes(OperatorId op) const { return bytes(program_.writes(op).front()); }

  const Program& program_;
  const Schedule& schedule_;
  Listener& listener_;
  LiveRanges ranges_;
  std::vector<Slot> slotOf_;  // by tensor
  std::int64_t step_ = 0;
};

}  // namespace tessera
