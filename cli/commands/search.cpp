#include "cli/commands/search.h"

#include <utility>

#include "cli/commands/watched_study.h"
#include "cli/document_formats.h"
#include "cli/exit_code.h"
#include "cli/interrupt.h"
#include "cli/moved_output.h"
#include "cli/progress.h"
#include "cli/verdict_formats.h"
#include "core/error.h"
#include "sim/report/fit_verdicts.h"
#include "sim/report/misfit.h"
#include "sim/report/search.h"
#include "sim/report/search_figures.h"
#include "sim/report/svg/search_picture.h"
#include "sim/schedule/schedule_json.h"
#include "sim/study/budgets.h"

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

/// With a progress bar; Ctrl-C ends it early.
SearchReport watched(const Study& study, const SearchRequest& request, Verbosity verbosity) {
  const InterruptGuard guard;
  Progress progress("searching", verbosity);
  const SearchWatch watch{&InterruptGuard::stop(), [&](std::size_t done, std::size_t total) {
                            progress.update(done, total);
                          }};
  return study.search(request, watch);
}

}  // namespace

ReportFormats<SearchReport> searchFormats(const SearchArguments& arguments) {
  const auto document = [all = arguments.all, rules = arguments.output.rules](
                            const SearchReport& report, const Reader& reader) {
    return documentOf(report, all, reader.withRules(rules));
  };
  return withVerdicts<SearchReport>(
      withDocuments<SearchReport>(document,
                                  {plainFormat("json", searchJson), plainFormat("svg", searchSvg)}),
      verdictsAt<SearchReport>(arguments.model.path));
}

int search(const SearchArguments& arguments) {
  StudyProgress progress(arguments.model);
  const Study study = studyOf(arguments.model, progress);
  checkLatency(arguments, study.target());
  const SearchRequest request{arguments.largestGrid, arguments.rectangular, study.patches(),
                              arguments.sram,        arguments.latency,     arguments.space,
                              arguments.extra,       arguments.budgets,     arguments.systems,
                              arguments.pick,        arguments.timeLimit,   arguments.overlap};
  const SearchReport report = watched(study, request, arguments.model.verbosity);
  OutputArguments output = arguments.output;
  std::string saved = arguments.saveSchedule;
  moveOutput({"--save-schedule", ".json", "json"}, output, saved);
  if (report.arena && !saved.empty()) {
    writeOutput(saved, writeSchedule(study.graph(), recommendedSchedule(report, request.patches)));
  }
  writeReports(report, searchFormats(arguments), output);
  if (!report.result.complete() && InterruptGuard::stop())
    return static_cast<int>(ErrorCode::interrupted);
  const std::string misfit = misfitText(report);
  if (misfit.empty()) return exitDone;
  if (!saved.empty()) saved = "; " + saved + " holds it all the same";
  throw Error(ErrorCode::noPlan, misfit, report.model.name, report.result.reason + saved);
}

}  // namespace tessera::cli
