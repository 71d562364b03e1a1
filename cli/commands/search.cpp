#include "cli/commands/search.h"

#include <utility>

#include "cli/commands/load.h"
#include "cli/commands/load_target.h"
#include "cli/exit_code.h"
#include "cli/interrupt.h"
#include "cli/progress.h"
#include "cli/verdict_formats.h"
#include "core/error.h"
#include "sim/report/fit_verdicts.h"
#include "sim/report/html.h"
#include "sim/report/markdown.h"
#include "sim/report/search.h"
#include "sim/report/search_figures.h"
#include "sim/report/svg/search_picture.h"
#include "sim/report/target_report.h"
#include "sim/schedule/patch_based.h"
#include "sim/schedule/schedule_json.h"

namespace tessera::cli {
namespace {

/// Throws Error(usage) where there is a budget of time and latency is not known.
void checkLatency(const SearchArguments& arguments, const std::optional<TargetReport>& target) {
  if (!arguments.latency) return;
  if (!target) {
    throw Error(ErrorCode::usage, "--latency means nothing without --target", {}, "name a board");
  }
  if (!target->latency) {
    throw Error(ErrorCode::usage, "--latency cannot be met: " + target->whyNoLatency, {},
                "`tessera calibrate --help` tells how a runtime gets a latency");
  }
}

PatchSearchResult runSearch(const Program& program, const Runtime& runtime,
                            const SearchArguments& arguments, std::optional<Bytes> sram,
                            std::optional<Cycles> cycles) {
  const InterruptGuard guard;
  Progress progress("searching", arguments.model.verbosity);
  PatchSearchOptions options;
  options.grids = gridsUpTo(arguments.largestGrid, arguments.rectangular);
  options.patches = patchDefaults(arguments.counting, runtime);
  options.sram = sram;
  options.cycles = cycles;
  options.arenaOf = [&](const Schedule& schedule) {
    return runAndPlan(program, schedule, runtime).arena->plan.arena;
  };
  options.stop = &InterruptGuard::stop();
  options.progress = [&](std::size_t done, std::size_t total) { progress.update(done, total); };
  return searchPatches(program, options);
}

Schedule recommendedSchedule(const Graph& graph, const PatchSearchResult& result,
                             const CountingArguments& counting, const Runtime& runtime) {
  if (!result.recommended) return layerWise(graph);
  const PatchCandidate& best = result.candidates[*result.recommended];
  Block patches = patchDefaults(counting, runtime);
  patches.grid = best.grid;
  return patchBased(graph, best.split, patches);
}

}  // namespace

ReportFormats<SearchReport> searchFormats(const SearchArguments& arguments) {
  const auto text = [all = arguments.all](const SearchReport& report, const TextStyle& style) {
    return searchText(report, all, style);
  };
  return withVerdicts<SearchReport>({{"text", text},
                                     plainFormat("json", searchJson),
                                     plainFormat("csv", searchCsv),
                                     plainFormat("markdown", searchMarkdown),
                                     plainFormat("svg", searchSvg),
                                     plainFormat("html", searchHtml)},
                                    verdictsAt<SearchReport>(arguments.model.path));
}

int search(const SearchArguments& arguments) {
  const Runtime runtime = runtimeOf(arguments.counting);
  std::optional<TargetReport> target = loadTarget(arguments.target, runtime);
  ModelReport model = loadModel(arguments.model, runtime);
  const Graph graph = model.graph;
  Program program(graph, runtime.rules);
  addLatency(target, runtime, program);
  ScheduleRun layers = runSchedule(program, layerWise(graph));
  addPersistent(layers, model, runtime);
  const std::optional<Bytes> sram = budgetOf(arguments.sram, target, layers.persistent);
  checkLatency(arguments, target);
  const std::optional<Cycles> cycles = cycleBudget(arguments.latency, target);
  PatchSearchResult result = runSearch(program, runtime, arguments, sram, cycles);
  const bool complete = result.complete();
  SearchReport report{std::move(model),  runtime,           sram,
                      arguments.latency, std::move(result), {},
                      layers.persistent, std::move(target)};
  if (complete || report.result.recommended) {
    const Schedule best = recommendedSchedule(graph, report.result, arguments.counting, runtime);
    report.arena = runAndPlan(program, best, runtime).arena;
    if (!arguments.output.path.empty()) {
      writeOutput(arguments.output.path, writeSchedule(graph, best));
    }
  }
  OutputArguments output = arguments.output;
  output.path.clear();
  writeReports(report, searchFormats(arguments), output);
  if (!complete) return static_cast<int>(ErrorCode::interrupted);
  const bool fits = sramWithinBudget(report) && latencyWithinBudget(report);
  return fits ? exitDone : static_cast<int>(ErrorCode::noPlan);
}

}  // namespace tessera::cli
