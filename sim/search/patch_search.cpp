#include "sim/search/patch_search.h"

#include <fmt/core.h>
#include <oneapi/tbb/parallel_for.h>

#include <algorithm>
#include <tuple>

#include "core/receptive_field.h"
#include "sim/run/simulate.h"
#include "sim/schedule/patch_based.h"

namespace tessera {
namespace {

constexpr std::size_t largestSplit = 2000;
constexpr std::size_t mostArenas = 50;

/// The grids that one split is tried with.
struct SplitTask {
  OperatorId split;
  std::vector<Grid> grids;
  std::vector<PatchCandidate> found;
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
    task.found.push_back({task.split, grid, totals, totals.executed - totals.macs});
    evaluated();
  }
}

constexpr auto byPeak = [](const PatchCandidate& candidate) {
  return std::tuple(candidate.totals.peak, candidate.extra, candidate.grid.rows,
                    candidate.grid.columns, candidate.split);
};

constexpr auto byExtra = [](const PatchCandidate& candidate) {
  return std::tuple(candidate.extra, candidate.totals.peak, candidate.grid.rows,
                    candidate.grid.columns, candidate.split);
};

/// Whether layer by layer needs no more memory and less work, or less memory and no more work.
bool isBeaten(const PatchCandidate& candidate, const Totals& layerWise) {
  if (candidate.totals.peak < layerWise.peak || candidate.extra < Macs(0)) return false;
  return candidate.totals.peak > layerWise.peak || candidate.extra > Macs(0);
}

/// Among the candidates and layer by layer, which is left out.
std::vector<std::size_t> paretoFront(const std::vector<PatchCandidate>& candidates,
                                     const Totals& layerWise) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    if (!isBeaten(candidates[i], layerWise)) order.push_back(i);
  }
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return byPeak(candidates[a]) < byPeak(candidates[b]);
  });
  std::vector<std::size_t> front;
  for (const std::size_t i : order) {
    if (front.empty() || candidates[i].extra < candidates[front.back()].extra) front.push_back(i);
  }
  return front;
}

/// Of the candidates that `may` lets through, that of the least key.
template <class Key, class May>
std::optional<std::size_t> least(const std::vector<PatchCandidate>& candidates, const Key& key,
                                 const May& may) {
  std::optional<std::size_t> best;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    if (!may(candidates[i])) continue;
    if (!best || key(candidates[i]) < key(candidates[*best])) best = i;
  }
  return best;
}

bool inTime(const PatchSearchOptions& options, const Totals& totals) {
  return !options.cycles || !totals.cycles || *totals.cycles <= *options.cycles;
}

/// Whether a schedule with that peak fits the budget with its arena.
bool fitsBudget(const PatchSearchOptions& options, Bytes peak, const Schedule& schedule) {
  if (peak > *options.sram) return false;
  return !options.arenaOf || options.arenaOf(schedule) <= *options.sram;
}

/// Of the candidates that fit the budget, that of least extra MACs.
std::optional<std::size_t> cheapestThatFits(const Graph& graph, const PatchSearchResult& result,
                                            const PatchSearchOptions& options) {
  const auto& all = result.candidates;
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const bool may = all[i].totals.peak <= *options.sram && inTime(options, all[i].totals);
    if (may) order.push_back(i);
  }
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return byExtra(all[a]) < byExtra(all[b]); });
  order.resize(std::min(order.size(), mostArenas));
  for (const std::size_t i : order) {
    Block patches = options.patches;
    patches.grid = all[i].grid;
    if (fitsBudget(options, all[i].totals.peak, patchBased(graph, all[i].split, patches))) return i;
  }
  return std::nullopt;
}

/// Why there is no schedule to recommend whatever the budget of memory; empty where there is one.
std::string whyNone(const PatchSearchOptions& options, const PatchSearchResult& result,
                    std::optional<std::size_t> lowest) {
  if (result.candidates.empty()) {
    return result.planned > 0 ? "interrupted before the first schedule in patches"
                              : "no stage of this network can run in patches";
  }
  if (!inTime(options, result.layerWise)) return "even layer by layer takes longer than that";
  if (!lowest) return "every schedule in patches takes longer than that";
  if (result.candidates[*lowest].totals.peak >= result.layerWise.peak) {
    return "no schedule in patches" + std::string(options.cycles ? " that is fast enough" : "") +
           " has a lower peak than layer by layer";
  }
  return {};
}

void recommend(const Graph& graph, const PatchSearchOptions& options, PatchSearchResult& result) {
  const auto lowest = least(result.candidates, byPeak, [&](const PatchCandidate& candidate) {
    return inTime(options, candidate.totals);
  });
  if (!result.candidates.empty() && options.sram && inTime(options, result.layerWise) &&
      fitsBudget(options, result.layerWise.peak, layerWise(graph))) {
    result.reason = "layer by layer fits the budget already, with no extra MACs";
    return;
  }
  result.reason = !options.whyLayers.empty() ? options.whyLayers : whyNone(options, result, lowest);
  if (!result.reason.empty()) return;
  const std::string fast = options.cycles ? ", of those fast enough" : "";
  if (const auto found = options.sram ? cheapestThatFits(graph, result, options) : std::nullopt) {
    result.recommended = found;
    result.reason = "least extra MACs of all schedules that fit the budget" + fast;
  } else {
    result.recommended = lowest;
    result.reason = options.sram ? "nothing fits the budget; this has the least peak" + fast
                                 : "least peak (of several with it, the least extra MACs)" + fast;
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

PatchSearchResult searchPatches(const Program& program, const PatchSearchOptions& options) {
  PatchSearchResult result;
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
  recommend(program.graph, options, result);
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
  PatchSearchResult result = searchPatches(program, options);
  std::erase_if(result.candidates, [&](const PatchCandidate& candidate) {
    return candidate.grid != patches.grid;  // on a map of one dimension
  });
  const std::optional<std::size_t> best =
      least(result.candidates, byPeak, [](const PatchCandidate&) { return true; });
  if (!best) {
    throw Error(ErrorCode::unsupported,
                fmt::format("no stage of this network can run in a grid of {}x{}",
                            patches.grid.rows, patches.grid.columns),
                {}, whyNone(program.graph));
  }
  return result.candidates[*best].split;
}

}  // namespace tessera
