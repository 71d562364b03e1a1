#include "cli/commands/verify.h"

#include <chrono>
#include <cstdio>
#include <utility>

#include "cli/commands/verify_inputs.h"
#include "cli/commands/watched_study.h"
#include "cli/document_formats.h"
#include "cli/exit_code.h"
#include "cli/interrupt.h"
#include "cli/model_reader.h"
#include "cli/progress.h"
#include "core/error.h"
#include "sim/memory/validate.h"
#include "sim/report/run_figures.h"
#include "sim/report/verification.h"
#include "sim/verify/reference_run.h"
#include "sim/verify/tile_table.h"

namespace tessera::cli {
namespace {

using tessera::verify::ReferenceRun;

/// Seconds since it was made.
class Stopwatch {
 public:
  double seconds() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
  }

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

/// Plans the reference run's network under the schedule and executes it.
VerificationReport executed(const Study& study, const ReferenceRun& reference,
                            Verbosity verbosity) {
  VerificationReport report{study.model(), study.runtime(), {}, reference.calibrated, {}, {}, {}};
  report.run = study.run(study.schedule(study.request().schedule));
  const Trace& trace = report.run.trace;
  const RunArena& arena = *report.run.arena;
  // The executor would only notice what this input shows.
  if (const auto fault = validate(arena.problem, arena.plan)) {
    report.planFault = describe(*fault, bufferNames(study.graph(), trace));
  }
  const auto tiles = tessera::verify::scheduleTiles(study.graph(), report.run.schedule);
  Progress progress("verifying", verbosity);
  tessera::verify::ArenaRunOptions options;
  options.stop = &InterruptGuard::stop();
  options.progress = [&](std::size_t done, std::size_t total) { progress.update(done, total); };
  report.result =
      tessera::verify::runInArena({study.graph(), report.run.schedule, trace, arena.plan, tiles},
                                  reference.inputs, reference.expected, options);
  return report;
}

}  // namespace

ReportFormats<VerificationReport> verifyFormats(const VerifyArguments& arguments) {
  const auto document = [rules = arguments.output.rules](const VerificationReport& report,
                                                         const Reader& reader) {
    return documentOf(report, reader.withRules(rules));
  };
  return withDocuments<VerificationReport>(document, {plainFormat("json", verificationJson)});
}

int verify(const VerifyArguments& arguments) {
  const Stopwatch all;
  const InterruptGuard guard;
  const ModelReader reader = modelReader(arguments.model.verbosity);
  const std::string& path = arguments.model.path;
  const StudyRequest& request = arguments.model.request;
  const bool interpreted = reader.isInterpreted(path);
  const Runtime runtime = runtimeOf(request, interpreted);
  if (runtime.rules.allOverlap) {
    throw Error(ErrorCode::unsupported,
                runtime.name + " only gives a bound, which cannot be executed", {},
                "add --count all_overlap=no");
  }
  auto [model, deployment] = loadStored(path, request, runtime, reader);
  tessera::verify::checkFitsMemory(model.graph);
  VerifyInputs inputs = verifyInputs(model.graph, arguments.seed, arguments.inputs);
  const Stopwatch plain;
  const ReferenceRun reference = tessera::verify::referenceRun(
      model.graph, std::move(inputs.values), deployment, arguments.arithmetic);
  const double plainSeconds = plain.seconds();
  model.graph = reference.graph;
  const Stopwatch arena;
  StudyProgress progress(arguments.model);
  const Study study(std::move(model), runtime, {}, request, progress.watch());
  VerificationReport report = executed(study, reference, arguments.model.verbosity);
  const double arenaSeconds = arena.seconds();
  report.inputs = std::move(inputs.sources);
  writeReports(report, verifyFormats(arguments), arguments.output);
  if (arguments.output.verbosity != Verbosity::quiet) {
    std::fprintf(stderr,
                 "tessera: %.2f s, of them %.2f s in plain memory and %.2f s in the arena\n",
                 all.seconds(), plainSeconds, arenaSeconds);
  }
  return report.passed() ? exitDone : exitFinding;
}

}  // namespace tessera::cli
