#include "sim/run/arena.h"

#include <algorithm>
#include <numeric>
#include <utility>
#include <vector>

#include "sim/memory/selection.h"
#include "sim/run/plan_problem.h"
#include "sim/run/storage_problem.h"

namespace tessera {
namespace {

bool chained(const PlanProblem& problem) {
  return std::any_of(problem.buffers.begin(), problem.buffers.end(),
                     [](const PlanBuffer& buffer) { return buffer.sameOffsetAs.has_value(); });
}

/// What the runtime's planner sees: the storages, by index, in the order of its list.
std::vector<std::size_t> plannersList(const Trace& trace, const StorageProblem& storages,
                                      PlannerKind planner) {
  const auto bufferOf = [&](std::size_t entry) -> const Buffer& {
    return trace.buffers[storages.firstBuffer[entry]];
  };
  std::vector<std::size_t> list;
  for (std::size_t i = 0; i < storages.firstBuffer.size(); ++i) {
    if (!liesBehind(bufferOf(i).kind)) list.push_back(i);
  }
  if (planner != PlannerKind::tflm || chained(storages.problem)) return list;
  std::stable_sort(list.begin(), list.end(), [&](std::size_t a, std::size_t b) {
    const Buffer& first = bufferOf(a);
    const Buffer& second = bufferOf(b);
    const bool scratchA = first.kind == BufferKind::scratch;
    const bool scratchB = second.kind == BufferKind::scratch;
    if (scratchA || scratchB) return scratchB && !scratchA;
    return first.tensor < second.tensor;
  });
  return list;
}

Bytes bytesBehind(const Trace& trace, const PlanProblem& problem) {
  Bytes bytes;
  for (std::size_t i = 0; i < trace.buffers.size(); ++i) {
    if (liesBehind(trace.buffers[i].kind)) bytes += problem.buffers[i].size;
  }
  return bytes;
}

/// What is left for the planner where `behind` bytes lie behind its arena.
PlanOptions withoutBehind(PlanOptions options, Bytes behind) {
  if (options.capacity) options.capacity = std::max(Bytes(0), *options.capacity - behind);
  if (options.progress) {
    options.progress = [report = std::move(options.progress), behind](Bytes arena, Bytes bound) {
      report(arena + behind, bound + behind);
    };
  }
  return options;
}

}  // namespace

RunArena planArena(const Trace& trace, const Runtime& runtime, const PlanOptions& options,
                   std::optional<PlannerKind> planner) {
  RunArena run;
  run.planner = planner.value_or(runtime.planner);
  run.problem = problemOf(trace, runtime.roundTo);
  run.behind = bytesBehind(trace, run.problem);
  const StorageProblem storages = storageProblem(trace, run.problem);
  const std::vector<std::size_t> list = plannersList(trace, storages, run.planner);
  const ArenaPlan part =
      plan(selected(storages.problem, list), run.planner, withoutBehind(options, run.behind));
  run.plan = part;
  std::vector<Bytes> ofEntry(storages.firstBuffer.size());
  for (std::size_t i = 0; i < list.size(); ++i) ofEntry[list[i]] = part.offsets[i];
  run.plan.offsets.assign(trace.buffers.size(), Bytes(0));
  for (std::size_t i = 0; i < trace.buffers.size(); ++i) {
    run.plan.offsets[i] = ofEntry[storages.entryOf[i]];
  }
  Bytes end = part.arena;
  for (std::size_t i = 0; i < trace.buffers.size(); ++i) {
    if (!liesBehind(trace.buffers[i].kind)) continue;
    run.plan.offsets[i] = end;
    end += run.problem.buffers[i].size;
  }
  run.plan.arena = end;
  run.plan.peak += run.behind;
  run.plan.lowerBound += run.behind;
  return run;
}

}  // namespace tessera
