#include "sim/run/walk.h"

#include <algorithm>
#include <utility>

namespace tessera {
namespace {

constexpr std::int64_t maxSteps = 1 << 28;

std::int64_t countSteps(const Schedule& schedule) {
  std::int64_t steps = 0;
  for (const Block& block : schedule.blocks) {
    const std::int64_t tiles = checkedMul(block.grid.rows, block.grid.columns);
    const auto operators = static_cast<std::int64_t>(block.operators.size());
    steps = checkedAdd(steps, checkedMul(operators, tiles));
  }
  if (steps > maxSteps) {
    throw Error(ErrorCode::input, "the schedule has more steps than Tessera simulates",
                "schedule '" + schedule.name + "'", "choose a coarser grid");
  }
  return steps;
}

/// The last step in which each operator runs.
std::vector<std::int64_t> lastRuns(const Program& program, const Schedule& schedule) {
  std::vector<std::int64_t> last(program.ops.size(), 0);
  std::int64_t step = 0;
  for (const Block& block : schedule.blocks) {
    const auto operators = static_cast<std::int64_t>(block.operators.size());
    step += (block.grid.rows * block.grid.columns - 1) * operators;
    for (const OperatorId op : block.operators) last[op.index()] = step++;
  }
  return last;
}

/// How many of a stage's last patches need nothing of a tensor from outside.
std::int64_t idlePatches(const Graph& graph, const StagePlan& stage, TensorId storage) {
  std::size_t needed = 0;
  std::size_t patches = 1;
  for (const InputTiles& input : stage.regions.inputs) {
    if (graph.storage(input.tensor) != storage) continue;
    const Region whole = wholeRegion(graph, input.tensor);
    const std::vector<Region>& regions = input.tiles.under(stage.policy);
    patches = regions.size();
    for (std::size_t i = needed; i < patches; ++i) {
      if (!intersect(regions[i], whole).empty()) needed = i;
    }
  }
  return static_cast<std::int64_t>(patches - 1 - needed);
}

}  // namespace

std::vector<std::unique_ptr<StagePlan>> stagePlans(const Program& program,
                                                   const Schedule& schedule) {
  countSteps(schedule);  // before a grid sizes anything
  std::vector<std::unique_ptr<StagePlan>> stages;
  for (const Block& block : schedule.blocks) {
    if (!block.grid.whole()) stages.push_back(std::make_unique<StagePlan>(program, block));
  }
  return stages;
}

KeptWorkspace keptWorkspace(const Program& program, const Schedule& schedule,
                            const std::vector<std::unique_ptr<StagePlan>>& stages) {
  KeptWorkspace kept;
  const auto keep = [&](OperatorId op, const Workspace& needed) {
    if (needed.im2col > kept.bytes.im2col) {
      kept.bytes.im2col = needed.im2col;
      kept.im2colOf = op;
    }
    if (needed.kernel > kept.bytes.kernel) {
      kept.bytes.kernel = needed.kernel;
      kept.kernelOf = op;
    }
  };
  for (const Block& block : schedule.blocks) {
    if (!block.grid.whole()) continue;
    for (const OperatorId op : block.operators) keep(op, program.workspaces[op.index()]);
  }
  for (const auto& stage : stages) {
    for (const StageOperator& op : stage->operators) {
      keep(op.op, largestWorkspace(program, op, stage->policy));
    }
  }
  return kept;
}

LiveRanges::LiveRanges(const Program& program, const Schedule& schedule,
                       const std::vector<std::unique_ptr<StagePlan>>& stages)
    : steps_(countSteps(schedule)),
      last_(program.bytes.size(), -1),
      head_(static_cast<std::size_t>(steps_), none),
      next_(program.bytes.size(), none),
      kinds_(program.bytes.size(), BufferKind::activation) {
  const std::vector<std::int64_t> run = lastRuns(program, schedule);
  for (const TensorId id : program.inputs) {
    hold(id, 0);
    if (program.graph[id].variable) kinds_[id.index()] = BufferKind::state;
  }
  auto stage = stages.begin();
  for (const Block& block : schedule.blocks) {
    holdBlock(program, block, run, block.grid.whole() ? nullptr : (stage++)->get());
  }
  for (const Block& block : schedule.blocks) {
    if (!block.grid.whole()) excludeTiles(program, block);
  }
  for (std::size_t i = 0; i < last_.size(); ++i) {
    if (last_[i] < 0 || steps_ == 0) continue;
    if (program.isOutput[i]) last_[i] = steps_ - 1;
    next_[i] =
        std::exchange(head_[static_cast<std::size_t>(last_[i])], static_cast<std::uint32_t>(i));
  }
}

void LiveRanges::hold(TensorId id, std::int64_t step) {
  last_[id.index()] = std::max(last_[id.index()], step);
}

void LiveRanges::holdBlock(const Program& program, const Block& block,
                           const std::vector<std::int64_t>& run, const StagePlan* stage) {
  const auto patchSteps = static_cast<std::int64_t>(block.operators.size());
  const std::int64_t lastPatch = run[block.operators.front().index()];
  for (const OperatorId op : block.operators) {
    for (const TensorId id : program.writes(op)) hold(id, run[op.index()]);
    for (const TensorId id : program.reads(op)) {
      std::int64_t step = heldUntil(program, op, id, run);
      if (stage != nullptr && step >= lastPatch) {
        step -= idlePatches(program.graph, *stage, id) * patchSteps;
      }
      hold(id, step);
    }
  }
}

std::int64_t LiveRanges::heldUntil(const Program& program, OperatorId reader, TensorId id,
                                   const std::vector<std::int64_t>& run) {
  const auto first = std::lower_bound(
      program.earlyReleases.begin(), program.earlyReleases.end(), reader,
      [](const Program::EarlyRelease& early, OperatorId op) { return early.reader < op; });
  for (auto early = first; early != program.earlyReleases.end() && early->reader == reader;
       ++early) {
    if (early->tensor == id) return run[early->heldUntil.index()];
  }
  return run[reader.index()];
}

void LiveRanges::excludeTiles(const Program& program, const Block& block) {
  const TensorId output = program.graph[block.operators.back()].outputs.front();
  const std::vector<TensorId> streamed = streamedInputs(program, block);
  for (const OperatorId op : block.operators) {
    for (const TensorId id : program.writes(op)) {
      if (id != output) last_[id.index()] = -1;
    }
    for (const TensorId id : program.reads(op)) {
      if (last_[id.index()] >= 0 && id != output) kinds_[id.index()] = BufferKind::stageInput;
    }
  }
  for (const TensorId id : streamed) last_[id.index()] = -1;
  kinds_[output.index()] = BufferKind::stageOutput;
}

}  // namespace tessera
