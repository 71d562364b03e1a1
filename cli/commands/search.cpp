#include "cli/commands/search.h"

#include <chrono>
#include <cmath>
#include <utility>

#include "cli/commands/load.h"
#include "cli/commands/load_target.h"
#include "cli/exit_code.h"
#include "cli/interrupt.h"
#include "cli/progress.h"
#include "core/error.h"
#include "sim/report/html.h"
#include "sim/report/markdown.h"
#include "sim/report/run_search.h"
#include "sim/report/search.h"
#include "sim/report/svg/search_picture.h"
#include "sim/report/target_report.h"
#include "sim/schedule/schedule_json.h"

namespace tessera::cli {
namespace {

/// The budget of time in the target's cycles. Throws Error(usage) where latency is not known.
std::optional<Cycles> cycleBudget(const SearchArguments& arguments,
                                  const std::optional<TargetReport>& target) {
  if (!arguments.latency) return std::nullopt;
  if (!target) {
    throw Error(ErrorCode::usage, "--latency means nothing without --target", {}, "name a board");
  }
  if (!target->latency) {
    throw Error(ErrorCode::usage, "--latency cannot be met: " + target->whyNoLatency, {},
                "`tessera calibrate --help` tells how a runtime gets a latency");
  }
  const double seconds = std::chrono::duration<double>(*arguments.latency).count();
  return Cycles(std::llround(seconds * static_cast<double>(target->device.clock->count())));
}

/// With a progress bar; Ctrl-C ends it early.
SearchReport watched(const Program& program, ModelReport model, const Runtime& runtime,
                     std::optional<TargetReport> target, const SearchRequest& request,
                     const SearchArguments& arguments) {
  const InterruptGuard guard;
  Progress progress("searching", arguments.model.verbosity);
  const SearchWatch watch{&InterruptGuard::stop(), [&](std::size_t done, std::size_t total) {
                            progress.update(done, total);
                          }};
  return runSearch(program, std::move(model), runtime, std::move(target), request, watch);
}

/// Whether the recommended schedule stays within the budgets: its arena, and its time.
bool fitsBudget(const SearchReport& report, std::optional<Cycles> cycles) {
  const Totals& totals = recommendedTotals(report);
  if (cycles && totals.cycles && *totals.cycles > *cycles) return false;
  if (!report.sram || !report.arena) return true;
  return report.arena->plan.arena <= *report.sram;
}

}  // namespace

ReportFormats<SearchReport> searchFormats(const SearchArguments& arguments) {
  const auto text = [all = arguments.all](const SearchReport& report, const TextStyle& style) {
    return searchText(report, all, style);
  };
  return {{"text", text},
          plainFormat("json", searchJson),
          plainFormat("csv", searchCsv),
          plainFormat("markdown", searchMarkdown),
          plainFormat("svg", searchSvg),
          plainFormat("html", searchHtml)};
}

int search(const SearchArguments& arguments) {
  const Runtime runtime = runtimeOf(arguments.counting);
  std::optional<TargetReport> target = loadTarget(arguments.target, runtime);
  ModelReport model = loadModel(arguments.model, runtime);
  const Graph graph = model.graph;
  Program program(graph, runtime.rules);
  addLatency(target, runtime, program);
  const std::optional<Cycles> cycles = cycleBudget(arguments, target);
  const SearchRequest request{
      arguments.largestGrid, arguments.rectangular, patchDefaults(arguments.counting, runtime),
      arguments.sram,        arguments.latency,     cycles};
  const SearchReport report =
      watched(program, std::move(model), runtime, std::move(target), request, arguments);
  if (report.arena && !arguments.output.path.empty()) {
    writeOutput(arguments.output.path,
                writeSchedule(graph, recommendedSchedule(report, request.patches)));
  }
  OutputArguments output = arguments.output;
  output.path.clear();
  writeReports(report, searchFormats(arguments), output);
  if (!report.result.complete()) return static_cast<int>(ErrorCode::interrupted);
  return fitsBudget(report, cycles) ? exitDone : static_cast<int>(ErrorCode::noPlan);
}

}  // namespace tessera::cli
