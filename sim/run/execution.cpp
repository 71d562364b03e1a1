#include "sim/run/execution.h"

#include <algorithm>
#include <utility>

#include "core/error.h"
#include "sim/schedule/channel_chunks.h"

namespace tessera {
namespace {

/// How often the operators of a block run at most, before its tiles are worked out.
std::int64_t runsAtMost(const Graph& graph, const Block& block) {
  if (block.order == TileOrder::layers) return checkedMul(block.grid.rows, block.grid.columns);
  const Region whole = wholeRegion(graph, tiledTensor(graph, block));
  return checkedMul(block.grid.rows, std::max(block.grid.columns, whole.columns.end));
}

/// Throws before a grid sizes anything.
void checkSteps(const Graph& graph, const Schedule& schedule) {
  std::int64_t steps = 0;
  for (const Block& block : schedule.blocks) {
    const std::int64_t calls = block.channels > 0
                                   ? countTileCalls(graph, block)
                                   : static_cast<std::int64_t>(block.operators.size());
    steps = checkedAdd(steps, checkedMul(calls, runsAtMost(graph, block)));
  }
  if (steps > mostSimulatedSteps) {
    throw Error(ErrorCode::input, "the schedule has more steps than Tessera simulates",
                "schedule '" + schedule.name + "'", "choose a coarser grid");
  }
}

StagePlans stagePlans(const Program& program, const Schedule& schedule) {
  checkSteps(program.graph, schedule);
  StagePlans stages(schedule.blocks.size());
  for (std::size_t i = 0; i < stages.size(); ++i) {
    const Block& block = schedule.blocks[i];
    if (!block.whole()) stages[i] = std::make_unique<StagePlan>(program, block);
  }
  return stages;
}

KeptWorkspace keptWorkspace(const Program& program, const Schedule& schedule,
                            const StagePlans& stages) {
  KeptWorkspace kept;
  if (program.workspaces.empty()) return kept;
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
    if (!block.whole()) continue;
    for (const OperatorId op : block.operators) keep(op, program.workspaces[op.index()]);
  }
  for (const auto& stage : stages) {
    if (stage == nullptr) continue;
    for (const StageCall& op : stage->calls) {
      keep(op.op, largestWorkspace(program, op, stage->policy));
    }
  }
  return kept;
}

/// How many of a stage's last tiles need nothing of a tensor from outside.
std::int64_t idleTiles(const Graph& graph, const StagePlan& stage, TensorId storage) {
  std::size_t needed = 0;
  for (const InputTiles& input : stage.regions.inputs) {
    if (graph.storage(input.tensor) != storage) continue;
    const Region whole = wholeRegion(graph, input.tensor);
    const TilePolicy stored = stage.regions.stored(stage.policy);
    needed = std::max(needed, lastWithin(input.tiles.under(stored), whole));
  }
  return stage.regions.runs() - 1 - static_cast<std::int64_t>(needed);
}

}  // namespace

std::vector<LiveRanges::Run> LiveRanges::runsOf(const Program& program, const Schedule& schedule,
                                                const StagePlans& stages) {
  std::vector<Run> runs(program.ops.size());
  std::size_t position = 0;
  for (std::size_t i = 0; i < schedule.blocks.size(); ++i) {
    const Block& block = schedule.blocks[i];
    if (stages[i] != nullptr) {
      const std::vector<StageCall>& calls = stages[i]->calls;
      steps_ += (stages[i]->regions.runs() - 1) * static_cast<std::int64_t>(calls.size());
      for (const StageCall& call : calls) {
        runs[call.op.index()] = {position + call.position, steps_++};  // the last call counts
      }
      position += block.operators.size();
      continue;
    }
    for (const OperatorId op : block.operators) runs[op.index()] = {position++, steps_++};
  }
  return runs;
}

LiveRanges::LiveRanges(const Program& program, const Schedule& schedule, const StagePlans& stages)
    : last_(program.bytes.size(), -1),
      position_(program.bytes.size(), 0),
      head_(program.ops.size(), none),
      next_(program.bytes.size(), none),
      kinds_(program.bytes.size(), BufferKind::activation) {
  const std::vector<Run> runs = runsOf(program, schedule, stages);
  for (const TensorId id : program.inputs) {
    hold(id, {0, 0});
    if (program.graph[id].variable) kinds_[id.index()] = BufferKind::state;
  }
  for (std::size_t i = 0; i < stages.size(); ++i) {
    holdBlock(program, schedule.blocks[i], runs, stages[i].get());
  }
  for (std::size_t i = 0; i < stages.size(); ++i) {
    if (stages[i] != nullptr) excludeTiles(program, schedule.blocks[i], *stages[i]);
  }
  for (std::size_t i = 0; i < last_.size(); ++i) {
    if (last_[i] < 0 || steps_ == 0) continue;
    if (program.isOutput[i]) {
      last_[i] = steps_ - 1;
      position_[i] = static_cast<std::uint32_t>(program.ops.size() - 1);
    }
    next_[i] = std::exchange(head_[position_[i]], static_cast<std::uint32_t>(i));
  }
}

void LiveRanges::hold(TensorId id, Run until) {
  if (until.last <= last_[id.index()]) return;
  last_[id.index()] = until.last;
  position_[id.index()] = static_cast<std::uint32_t>(until.position);
}

void LiveRanges::holdBlock(const Program& program, const Block& block, const std::vector<Run>& runs,
                           const StagePlan* stage) {
  const auto tileSteps =
      static_cast<std::int64_t>(stage != nullptr ? stage->calls.size() : block.operators.size());
  const std::int64_t lastTile = runs[block.operators.back().index()].last + 1 - tileSteps;
  for (const OperatorId op : block.operators) {
    for (const TensorId id : program.writes(op)) hold(id, runs[op.index()]);
    for (const TensorId id : program.reads(op)) {
      Run until = heldUntil(program, op, id, runs);
      if (stage != nullptr && until.last >= lastTile) {
        until.last -= idleTiles(program.graph, *stage, id) * tileSteps;
      }
      hold(id, until);
    }
  }
}

LiveRanges::Run LiveRanges::heldUntil(const Program& program, OperatorId reader, TensorId id,
                                      const std::vector<Run>& runs) {
  const auto first = std::lower_bound(
      program.earlyReleases.begin(), program.earlyReleases.end(), reader,
      [](const Program::EarlyRelease& early, OperatorId op) { return early.reader < op; });
  for (auto early = first; early != program.earlyReleases.end() && early->reader == reader;
       ++early) {
    if (early->tensor == id) return runs[early->heldUntil.index()];
  }
  return runs[reader.index()];
}

void LiveRanges::excludeTiles(const Program& program, const Block& block, const StagePlan& stage) {
  const std::vector<TensorId> streamed = streamedInputs(program, block);
  for (const OperatorId op : block.operators) {
    for (const TensorId id : program.writes(op)) {
      if (id != stage.output) last_[id.index()] = -1;
    }
    for (const TensorId id : program.reads(op)) {
      if (last_[id.index()] >= 0 && id != stage.output) {
        kinds_[id.index()] = BufferKind::stageInput;
      }
    }
  }
  for (const TensorId id : streamed) last_[id.index()] = -1;
  kinds_[stage.output.index()] = BufferKind::stageOutput;
}

Execution::Execution(const Program& source, const Schedule& runs)
    : program(source),
      schedule(runs),
      stages(stagePlans(source, runs)),
      ranges(source, runs, stages),
      kept(keptWorkspace(source, runs, stages)) {}

}  // namespace tessera
