#include "sim/search/patch_search.h"

#include <fmt/core.h>
#include <oneapi/tbb/parallel_for.h>

#include <algorithm>

#include "core/receptive_field.h"
#include "sim/run/simulate.h"
#include "sim/schedule/patch_based.h"

namespace tessera {
namespace {

constexpr std::size_t largestSplit = 2000;

/// The grids that one split is tried with.
struct SplitTask {
  OperatorId split;
  std::vector<Grid> grids;
  std::vector<Candidate> found;
};

bool fits(Grid grid, const Region& output) {
  return grid.rows <= output.rows.end && grid.columns <= output.columns.end && !grid.whole();
}

/// A square grid on a map of one row or column divides the other axis only.
Grid alongExtents(Grid grid, const Region& output) {
  if (grid.rows != grid.columns) return grid;
  return {output.rows.end == 1 ? 1 : grid.rows, output.columns.end == 1 ? 1 : grid.columns};
}

std::vector<Grid> gridsFor(const std::vector<Grid>& grids, const Region& output) {
  std::vector<Grid> chosen;
  for (const Grid given : grids) {
    const Grid grid = alongExtents(given, output);
    if (!fits(grid, output)) continue;
    if (std::find(chosen.begin(), chosen.end(), grid) == chosen.end()) chosen.push_back(grid);
  }
  return chosen;
}

std::vector<SplitTask> plannedTasks(const Graph& graph, const std::vector<Grid>& grids) {
  std::vector<SplitTask> tasks;
  for (const OperatorId split : possibleSplits(graph)) {
    const Region output = wholeRegion(graph, graph[split].outputs.front());
    SplitTask task{split, gridsFor(grids, output), {}};
    if (!task.grids.empty()) tasks.push_back(std::move(task));
  }
  return tasks;
}

/// The block of the schedule that runs in patches.
Block& patchBlock(Schedule& schedule) {
  return *std::find_if(schedule.blocks.begin(), schedule.blocks.end(),
                       [](const Block& block) { return !block.grid.whole(); });
}

void run(const Program& program, const PatchSearchOptions& options, SplitTask& task,
         const std::function<void()>& evaluated) {
  Block patches = options.patches;
  patches.grid = task.grids.front();
  Schedule schedule = patchBased(program.graph, task.split, patches);
  Block& block = patchBlock(schedule);
  for (const Grid grid : task.grids) {
    if (options.stop != nullptr && options.stop->load(std::memory_order_relaxed)) return;
    block.grid = grid;
    const Totals totals = simulateTotals(program, schedule);
    task.found.push_back({task.split, grid, totals, totals.executed - totals.macs, {}, {}});
    evaluated();
  }
}

}  // namespace

std::vector<Grid> gridsUpTo(std::int64_t largest, bool rectangular) {
  std::vector<Grid> grids;
  for (std::int64_t rows = 1; rows <= largest; ++rows) {
    for (std::int64_t columns = 1; columns <= largest; ++columns) {
      const Grid grid{rows, columns};
      if (!grid.whole() && (rectangular || rows == columns)) grids.push_back(grid);
    }
  }
  return grids;
}

std::vector<OperatorId> possibleSplits(const Graph& graph) {
  std::vector<OperatorId> splits;
  const std::size_t end = std::min(graph.operators().size(), largestSplit);
  for (std::size_t i = 0; i < end; ++i) {
    const OperatorId split(i);
    if (!whyNotLocal(graph, split).empty()) continue;
    const std::vector<OperatorId> stage = stageOperators(graph, split);
    if (stage.size() >= 2 && whyNoStage(graph, stage).empty()) splits.push_back(split);
  }
  return splits;
}

SearchResult searchPatches(const Program& program, const PatchSearchOptions& options) {
  SearchResult result;
  result.space = "mcunetv2";
  result.layerWise = simulateTotals(program, layerWise(program.graph));
  std::vector<SplitTask> tasks = plannedTasks(program.graph, options.grids);
  for (const SplitTask& task : tasks) result.planned += task.grids.size();
  std::atomic<std::size_t> done{0};
  const auto evaluated = [&] {
    const std::size_t now = ++done;
    if (options.progress) options.progress(now, result.planned);
  };
  tbb::parallel_for(std::size_t{0}, tasks.size(),
                    [&](std::size_t i) { run(program, options, tasks[i], evaluated); });
  for (const SplitTask& task : tasks) {
    result.candidates.insert(result.candidates.end(), task.found.begin(), task.found.end());
  }
  result.pareto = paretoFront(result.candidates, result.layerWise);
  recommend(program.graph, options.patches, options.budget, result);
  return result;
}

namespace {

/// What keeps every stage that begins at the graph's input from running in patches, and what to do.
std::string whyNone(const Graph& graph) {
  if (!possibleSplits(graph).empty()) return "choose a coarser grid";
  std::string reason;
  bool local = false;
  for (std::size_t i = 0; i < graph.operators().size(); ++i) {
    const OperatorId id(i);
    local = local || whyNotLocal(graph, id).empty();
    if (reason.empty()) reason = whyNoStage(graph, stageOperators(graph, id));
  }
  if (!local) return "it has no feature maps: run it layer by layer";
  if (reason.empty()) return "a stage has two operators or more: run it layer by layer";
  return reason + "; a stage that begins later is patch:GRID@FIRST..LAST";
}

}  // namespace

OperatorId bestSplit(const Program& program, const Block& patches) {
  PatchSearchOptions options;
  options.grids = {patches.grid};
  options.patches = patches;
  SearchResult result = searchPatches(program, options);
  std::erase_if(result.candidates, [&](const Candidate& candidate) {
    return candidate.grid != patches.grid;  // on a map of one dimension
  });
  const std::optional<std::size_t> best = leastPeak(result.candidates);
  if (!best) {
    throw Error(ErrorCode::unsupported,
                fmt::format("no stage of this network can run in a grid of {}x{}",
                            patches.grid.rows, patches.grid.columns),
                {}, whyNone(program.graph));
  }
  return result.candidates[*best].split;
}

}  // namespace tessera
