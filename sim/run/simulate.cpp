#include "sim/run/simulate.h"

#include <map>
#include <utility>

#include "sim/run/coverage.h"
#include "sim/run/stage_work.h"
#include "sim/run/walk.h"

namespace tessera {
namespace {

/// Whether a kernel runs: a tile may have nothing left to compute.
bool isCall(const StepBegin& step) { return !step.piece || !step.region.empty(); }

/// Keeps sums only.
class TotalsListener {
 public:
  static constexpr bool totalsOnly = true;

  explicit TotalsListener(const Program& program)
      : costs_(program.costs), bytesOf_(slotCount(program)) {
    totals_.macs = program.macsOnce;
    totals_.unknownOperators = program.unknownOperators;
  }

  void stepBegin(const StepBegin& step) {
    const auto times = [&](auto of) { return decltype(of)(checkedMul(of.count(), step.times)); };
    index_ = step.index;
    times_ = step.times;
    totals_.executed += times(step.macs.value_or(Macs(0)));
    totals_.executedClipped += times(step.clipped);
    totals_.executedFull += times(step.full);
    totals_.moved += times(step.moved);
    if (isCall(step)) totals_.calls += static_cast<std::size_t>(step.times);
    if (costs_.empty()) return;
    cycles_ = cyclesOf(step);
    if (cycles_) {
      totals_.cycles = totals_.cycles.value_or(Cycles(0)) + times(*cycles_);
    } else {
      totals_.stepsOfUnknownCost += static_cast<std::size_t>(step.times);
    }
  }
  void stageWork(const StagePlan& stage, const StageCall& op) {
    const StageWork work = workOf(stage, op);
    totals_.executed += stage.policy == TilePolicy::full ? work.full : work.clipped;
    totals_.executedClipped += work.clipped;
    totals_.executedFull += work.full;
    totals_.moved += work.moved;
    totals_.calls += static_cast<std::size_t>(work.calls);
    if (costs_.empty()) return;
    const OperatorCost& cost = costs_[op.op.index()];
    if (cost.known) {
      totals_.cycles = totals_.cycles.value_or(Cycles(0)) + tessera::cyclesOf(stage, op, cost);
    } else {
      totals_.stepsOfUnknownCost += static_cast<std::size_t>(stage.regions.runs());
    }
  }
  void sampleStep(std::int64_t index, std::int64_t times) {
    index_ = index;
    times_ = times;
  }
  void allocate(const Allocate& event) {
    bytesOf_[event.slot] = event.bytes;
    live_ += event.bytes;
  }
  void reuseInPlace(const ReuseInPlace&) {}
  void lieBefore(const LieBefore& event) {
    pair_ = event;
    shared_ = sharedBytes(bytesOf_[event.input], bytesOf_[event.result], event.distance);
    live_ -= shared_;
  }
  void stepEnd() {
    if (totals_.steps == 0 || live_ > totals_.peak) {
      totals_.peak = live_;
      totals_.peakStep = static_cast<std::size_t>(index_);
    }
    totals_.steps += static_cast<std::size_t>(times_);
  }
  void release(Slot slot) {
    live_ -= bytesOf_[slot];
    if (!pair_ || (slot != pair_->input && slot != pair_->result)) return;
    live_ += shared_;
    pair_.reset();
  }

  const Totals& finish() const { return totals_; }

  Bytes live() const { return live_; }
  /// Of the step that has begun.
  const std::optional<Cycles>& cycles() const { return cycles_; }

 private:
  std::optional<Cycles> cyclesOf(const StepBegin& step) const {
    const OperatorCost& cost = costs_[step.op.index()];
    if (!cost.known) return std::nullopt;
    if (!isCall(step)) return Cycles(0);
    return step.piece ? cost.piece(step.region.area(), step.part) : cost.whole();
  }

  const std::vector<OperatorCost>& costs_;
  std::int64_t index_ = 0;  // of the step that has begun
  std::int64_t times_ = 1;
  std::optional<Cycles> cycles_;
  std::vector<Bytes> bytesOf_;     // by slot
  std::optional<LieBefore> pair_;  // of which both live
  Bytes shared_;                   // by these two
  Bytes live_;
  Totals totals_;
};

/// Writes every step and buffer down.
class TraceListener {
 public:
  static constexpr bool totalsOnly = false;
  static constexpr bool folded = false;

  explicit TraceListener(const Program& program)
      : totals_(program), bufferOf_(slotCount(program)) {}

  void stepBegin(const StepBegin& step) {
    totals_.stepBegin(step);
    Step next;
    next.block = step.block;
    next.patch = step.patch;
    next.op = step.op;
    next.macs = step.macs;
    next.recomputed = recomputed(step);
    next.cycles = totals_.cycles();
    next.moved = step.moved;
    next.call = isCall(step);
    next.channels = step.channels;
    current_ = next;
    looped_ = looped_ || step.place != step.index;
    trace_.places.push_back(step.place);
  }
  void allocate(const Allocate& event) {
    totals_.allocate(event);
    Buffer buffer;
    buffer.tensor = event.tensor;
    buffer.kind = event.kind;
    buffer.bytes = event.bytes;
    buffer.patch = event.patch;
    buffer.storage = event.storage;
    buffer.channels = event.channels;
    buffer.steps.begin = now();
    if (inPlace_ && inPlace_->output == event.tensor && !isWorkspace(event.kind)) {
      buffer.overwrites = bufferOf_[inPlace_->dying];
      inPlace_.reset();
    }
    if (isWorkspace(event.kind)) workspace_ += event.bytes;
    trace_.buffers.push_back(buffer);
    bufferOf_[event.slot] = trace_.buffers.size() - 1;
  }
  void reuseInPlace(const ReuseInPlace& event) {
    totals_.reuseInPlace(event);
    inPlace_ = event;
  }
  void lieBefore(const LieBefore& event) {
    totals_.lieBefore(event);
    Buffer& result = trace_.buffers[bufferOf_[event.result]];
    result.overwrites = bufferOf_[event.input];
    result.before = event.distance;
  }
  void stepEnd() {
    totals_.stepEnd();
    current_.live = totals_.live();
    current_.scratch = workspace_;
    trace_.steps.push_back(current_);
  }
  void release(Slot slot) {
    totals_.release(slot);
    Buffer& buffer = trace_.buffers[bufferOf_[slot]];
    buffer.steps.end = now();
    if (isWorkspace(buffer.kind)) workspace_ -= buffer.bytes;
  }

  Trace finish() {
    if (!looped_) trace_.places.clear();
    trace_.totals = totals_.finish();
    return std::move(trace_);
  }

 private:
  /// Work on positions that an earlier tile of the same operator and channels computed already.
  Macs recomputed(const StepBegin& step) {
    if (step.region.empty()) return Macs(0);
    return step.share.of(covered_[{step.op, step.channels.begin}].add(step.region));
  }

  // Before a step's end: that step. After it: the next one.
  std::int64_t now() const { return static_cast<std::int64_t>(trace_.steps.size()); }

  TotalsListener totals_;
  std::vector<std::size_t> bufferOf_;                                // by slot
  std::map<std::pair<OperatorId, std::int64_t>, Coverage> covered_;  // by the first of the channels
  std::optional<ReuseInPlace> inPlace_;  // until its output is allocated
  Bytes workspace_;                      // live
  bool looped_ = false;                  // some steps share their places
  Step current_;
  Trace trace_;
};

/// The same of a walk that skips tiles like those that it has seen.
class FoldedListener : public TraceListener {
 public:
  static constexpr bool folded = true;
  using TraceListener::TraceListener;
};

template <class Listener>
auto walk(const Execution& execution) {
  Listener listener(execution.program);
  Walk<Listener>(execution, listener).run();
  return listener.finish();
}

}  // namespace

Trace simulate(const Graph& graph, const Schedule& schedule, const Runtime& runtime) {
  return simulate(Program(graph, runtime.rules), schedule);
}

Trace simulate(const Program& program, const Schedule& schedule) {
  checkSchedule(program.graph, schedule);
  return simulate(Execution(program, schedule));
}

Trace simulate(const Execution& execution) { return walk<TraceListener>(execution); }

Trace foldedTrace(const Program& program, const Schedule& schedule) {
  checkSchedule(program.graph, schedule);
  Trace trace = walk<FoldedListener>(Execution(program, schedule));
  trace.totals = {};
  return trace;
}

Totals simulateTotals(const Program& program, const Schedule& schedule) {
  return walk<TotalsListener>(Execution(program, schedule));
}

}  // namespace tessera
