#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "sim/run/program.h"
#include "sim/run/stage_plan.h"
#include "sim/run/trace.h"
#include "sim/schedule/schedule.h"

namespace tessera {

/// The largest workspaces that any operator of a schedule needs, and which operators those are.
struct KeptWorkspace {
  Workspace bytes;
  OperatorId im2colOf;
  OperatorId kernelOf;
};

/// The plans of a schedule's blocks, by block; nothing for those that run whole.
using StagePlans = std::vector<std::unique_ptr<StagePlan>>;

/// When each whole tensor of a schedule is released.
class LiveRanges {
 public:
  LiveRanges(const Program& program, const Schedule& schedule, const StagePlans& stages);

  std::int64_t steps() const { return steps_; }
  std::int64_t lastStep(TensorId id) const { return last_[id.index()]; }
  /// Whether the tensor is ever whole in SRAM: not a streamed input, not inside a stage.
  bool isWhole(TensorId id) const { return last_[id.index()] >= 0; }
  BufferKind kind(TensorId id) const { return kinds_[id.index()]; }

  /// Calls `visit(TensorId)` for each whole tensor whose last step is a run of the operator at
  /// `position` in the schedule's order.
  template <class Visit>
  void forEachDyingAt(std::size_t position, const Visit& visit) const {
    for (std::uint32_t at = head_[position]; at != none; at = next_[at]) visit(TensorId(at));
  }

 private:
  static constexpr std::uint32_t none = UINT32_MAX;

  /// An operator's place in the schedule, and its last run.
  struct Run {
    std::size_t position = 0;
    std::int64_t last = 0;
  };

  void hold(TensorId id, Run until);
  void holdBlock(const Program& program, const Block& block, const std::vector<Run>& runs,
                 const StagePlan* stage);
  static Run heldUntil(const Program& program, OperatorId reader, TensorId id,
                       const std::vector<Run>& runs);
  /// Takes out what a block in patches never holds whole, and says what the rest is to it.
  void excludeTiles(const Program& program, const Block& block, const StagePlan& stage);
  std::vector<Run> runsOf(const Program& program, const Schedule& schedule,
                          const StagePlans& stages);

  std::int64_t steps_ = 0;
  std::vector<std::int64_t> last_;       // by tensor
  std::vector<std::uint32_t> position_;  // by tensor, of the operator that it dies with
  std::vector<std::uint32_t> head_;      // by position: a linked list of what dies there
  std::vector<std::uint32_t> next_;      // by tensor
  std::vector<BufferKind> kinds_;        // by tensor
};

/// Steps of a schedule beyond which it is refused.
constexpr std::int64_t mostSimulatedSteps = 1 << 28;

/// A schedule worked out for one graph and runtime: the tiles of its blocks and their storages, the
/// live ranges of its whole tensors. All that derives anything from a schedule reads it.
///
/// Must not outlive the program and the schedule, which must satisfy `checkSchedule`. Throws
/// Error(input) where the schedule has more steps than Tessera simulates, and what `blockTiles`
/// throws.
struct Execution {
  Execution(const Program& program, const Schedule& schedule);

  const Program& program;
  const Schedule& schedule;
  StagePlans stages;
  LiveRanges ranges;
  KeptWorkspace kept;
};

}  // namespace tessera
