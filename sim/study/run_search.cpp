#include "sim/study/run_search.h"

#include <fmt/core.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>
#include <utility>

#include "core/closest_name.h"
#include "core/error.h"
#include "sim/run/arena.h"
#include "sim/run/simulate.h"
#include "sim/search/relax.h"
#include "sim/search/search_spaces.h"
#include "sim/study/budgets.h"
#include "sim/study/run_schedule.h"

namespace tessera {
namespace {

using Clock = std::chrono::steady_clock;

/// Why no schedule in patches is recommended under a runtime whose engine runs none.
std::string runsLayersText(const Runtime& runtime) {
  return runtime.name + " runs whole operators only, so no schedule in patches is recommended";
}

/// Ends a search when its time is over, or somebody else says so. A search asks one flag; who sets
/// it looks at the clock by itself, since parts of a search may take long.
class Deadline {
 public:
  Deadline(const SearchRequest& request, const SearchWatch& watch) : watch_(watch) {
    if (request.timeLimit) end_ = Clock::now() + *request.timeLimit;
    look();
    if (end_ || watch_.stop != nullptr)
      looker_ = std::jthread([this](auto token) { keepLooking(token); });
  }

  /// What a search asks and tells.
  void watch(PatchSearchOptions& options) {
    options.stop = &over_;
    options.progress = [this](std::size_t done, std::size_t total) {
      look();
      if (watch_.progress) watch_.progress(done, total);
    };
  }

 private:
  static constexpr std::chrono::milliseconds often{10};

  void look() {
    const bool stopped = watch_.stop != nullptr && watch_.stop->load(std::memory_order_relaxed);
    if (stopped || (end_ && Clock::now() > *end_)) over_ = true;
  }

  void keepLooking(const std::stop_token& token) {
    std::unique_lock lock(mutex_);
    while (!over_ && !token.stop_requested()) {
      wakes_.wait_for(lock, token, often, [] { return false; });
      look();
    }
  }

  const SearchWatch& watch_;
  std::optional<Clock::time_point> end_;
  std::atomic<bool> over_{false};
  std::mutex mutex_;
  std::condition_variable_any wakes_;
  std::jthread looker_;  // the last member: it ends first
};

/// Takes the candidate of that name or number instead of what is recommended.
void pickCandidate(const Graph& graph, const std::string& pick, SearchResult& result) {
  std::vector<std::string> names;
  for (const std::size_t index : result.pareto) {
    names.push_back(candidateName(graph, result.candidates[index]));
    if (names.back() != pick && std::to_string(names.size()) != pick) continue;
    result.recommended = index;
    result.reason = "picked";
    return;
  }
  throw Error(ErrorCode::usage, "the front has no schedule '" + pick + "' to pick", {},
              names.empty() ? "no schedule in patches was found"
                            : closestName(pick, names, "--all lists them"));
}

/// Adds what is recommended with as few kernel calls as the budget allows (of a pick: its own
/// peak), and recommends that.
void relaxRecommended(const Program& program, const PatchSearchOptions& options, bool picked,
                      SearchResult& result) {
  if (!result.recommended || !result.candidates[*result.recommended].schedule) return;
  const std::size_t index = *result.recommended;
  const Candidate best = result.candidates[index];
  const std::optional<Bytes> budget = picked ? std::nullopt : options.budget.sram;
  const Bytes limit = std::max(budget.value_or(Bytes(0)), best.totals.peak);
  const auto fits = [&](const Totals& totals, const Schedule& schedule) {
    if (totals.peak > limit) return false;
    return options.budget.arenaOf(schedule) <= std::max(limit, best.arena.value_or(limit));
  };
  Schedule schedule = relaxed(program, *best.schedule, fits);
  if (schedule.blocks == best.schedule->blocks) return;
  Candidate found;
  found.totals = simulateTotals(program, schedule);
  found.extra = found.totals.executed - found.totals.macs;
  found.arena = options.budget.arenaOf(schedule);
  schedule.name = fmt::format("{}:{}", result.space, limit.count());
  found.schedule = std::make_shared<const Schedule>(std::move(schedule));
  result.candidates.push_back(std::move(found));
  result.planned = result.candidates.size();
  if (result.gap) result.gap->gaps.push_back(result.gap->gaps[index]);
  result.recommended = result.candidates.size() - 1;
}

BudgetRow budgetRow(const SearchReport& report, const PatchSearchOptions& options, Bytes sram,
                    std::optional<Bytes> arena) {
  SearchBudget budget = options.budget;
  budget.sram = arena;
  SearchResult result = report.result;
  recommend(report.model.graph, options.patches, budget, result);
  BudgetRow row{sram, false, result.recommended, report.layersArena};
  if (result.recommended) {
    const Candidate& best = result.candidates[*result.recommended];
    row.arena =
        best.arena
            ? *best.arena
            : options.budget.arenaOf(candidateSchedule(report.model.graph, best, options.patches));
  }
  row.fits = arena && row.arena <= *arena;
  return row;
}

SystemRow systemRow(const Program& program, const SearchSpace& space, PatchSearchOptions options,
                    const SearchReport& report) {
  const std::optional<Bytes> sram = std::exchange(options.budget.sram, std::nullopt);
  options.budget.whyLayers.clear();
  const bool isThere = report.result.space == space.name && report.result.complete();
  SearchResult result = isThere ? report.result : searchSpace(program, space, options);
  if (isThere) recommend(program.graph, options.patches, options.budget, result);
  SystemRow row{
      std::string(space.name), std::string(space.system), std::string(space.what), {}, {}, false};
  const auto planned = [&](std::size_t index) {
    Candidate candidate = result.candidates[index];
    const Schedule schedule = candidateSchedule(program.graph, candidate, options.patches);
    if (!candidate.arena) candidate.arena = options.budget.arenaOf(schedule);
    return candidate;
  };
  if (result.recommended) row.least = planned(*result.recommended);
  if (!sram) return row;
  row.fits = report.layersArena <= *sram;
  if (row.fits) return row;
  options.budget.sram = sram;
  recommend(program.graph, options.patches, options.budget, result);
  if (!result.recommended) return row;
  Candidate best = planned(*result.recommended);
  row.fits = *best.arena <= *sram;
  if (row.fits) row.within = std::move(best);
  return row;
}

/// The best of the whole space, where what the runtime runs does not fit.
std::optional<Candidate> bestElsewhere(const Program& program, PatchSearchOptions options) {
  options.budget.whyLayers.clear();
  const SearchResult all = searchSpace(program, searchSpaceNamed("all"), options);
  if (!all.recommended) return std::nullopt;
  return all.candidates[*all.recommended];
}

}  // namespace

std::string spaceOf(const Runtime& runtime) {
  if (runtime.runs == Runs::layers) return "layer";
  if (runtime.runs == Runs::patches || !runtime.rules.residualUntilAdd) return "mcunetv2";
  return "all";
}

Schedule recommendedSchedule(const SearchReport& report, const Block& patches) {
  const SearchResult& result = report.result;
  if (!result.recommended) return layerWise(report.model.graph);
  return candidateSchedule(report.model.graph, result.candidates[*result.recommended], patches);
}

SearchReport runSearch(const Program& program, const ModelReport& model, const Runtime& runtime,
                       const std::optional<TargetReport>& target, const PlanOptions& planning,
                       const SearchRequest& request, const SearchWatch& watch) {
  ScheduleRun layers = runAndPlan(program, layerWise(program.graph), runtime, planning);
  addPersistent(layers, model, runtime);
  const std::optional<Bytes> limit = sramLimit(request.sram, target);
  const SearchSpace& space =
      searchSpaceNamed(request.space.empty() ? spaceOf(runtime) : request.space);
  PatchSearchOptions options;
  options.grids = gridsUpTo(request.largestGrid, request.rectangular);
  options.patches = request.patches;
  options.budget.sram = budgetOf(limit, runtime, layers.persistent);
  options.budget.extra = request.extra;
  options.overlap = request.overlap;
  if (runtime.runs == Runs::layers) options.budget.whyLayers = runsLayersText(runtime);
  options.budget.cycles = cycleBudget(request.latency, target);
  options.budget.arenaOf = [&](const Schedule& schedule) {
    return planArena(foldedTrace(program, schedule), runtime, planning).plan.arena;
  };
  Deadline deadline(request, watch);
  deadline.watch(options);
  SearchReport report{
      model, runtime,           limit, request.latency, searchSpace(program, space, options),
      {},    layers.persistent, target};
  report.patches = request.patches;
  if (!request.pick.empty()) pickCandidate(model.graph, request.pick, report.result);
  relaxRecommended(program, options, !request.pick.empty(), report.result);
  report.layersArena = layers.arena->plan.arena;
  if (report.result.complete() || report.result.recommended) {
    const Schedule recommended = recommendedSchedule(report, request.patches);
    report.arena = planArena(foldedTrace(program, recommended), runtime, planning);
  }
  for (const Bytes sram : request.budgets) {
    report.budgets.push_back(
        budgetRow(report, options, sram, budgetOf(sram, runtime, layers.persistent)));
  }
  if (request.systems) {
    for (const SearchSpace& each : searchSpaces()) {
      report.systems.push_back(systemRow(program, each, options, report));
    }
  }
  const auto budget = options.budget.sram;
  if (budget && report.arena && report.arena->plan.arena > *budget && request.space.empty() &&
      space.name != "all" && report.result.complete()) {
    report.elsewhere = bestElsewhere(program, options);
  }
  return report;
}

}  // namespace tessera
