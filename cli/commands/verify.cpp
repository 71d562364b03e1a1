#include "cli/commands/verify.h"

#include <chrono>
#include <cstdio>
#include <utility>

#include "cli/commands/load.h"
#include "cli/commands/order.h"
#include "cli/commands/verify_inputs.h"
#include "cli/exit_code.h"
#include "cli/interrupt.h"
#include "cli/progress.h"
#include "core/error.h"
#include "sim/memory/validate.h"
#include "sim/report/run_figures.h"
#include "sim/report/verification.h"
#include "sim/study/run_schedule.h"
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

PlanOptions planning(const VerifyArguments& arguments) {
  PlanOptions options;
  options.timeLimit = arguments.timeLimit;
  options.stop = &InterruptGuard::stop();
  return options;
}

/// Plans the reference run's network under the schedule and executes it.
VerificationReport executed(const ModelReport& model, const ReferenceRun& reference,
                            const Runtime& runtime, const VerifyArguments& arguments) {
  const Program program(model.graph, runtime.rules);
  VerificationReport report{model, runtime, {}, reference.calibrated, {}, {}, {}};
  report.run =
      runSchedule(program, loadSchedule(program, arguments.schedule, arguments.counting, runtime));
  const Trace& trace = report.run.trace;
  const RunArena& arena = report.run.arena.emplace(planArena(trace, runtime, planning(arguments)));
  // The executor would only notice what this input shows.
  if (const auto fault = validate(arena.problem, arena.plan)) {
    report.planFault = describe(*fault, bufferNames(model.graph, trace));
  }
  const auto tiles = tessera::verify::scheduleTiles(model.graph, report.run.schedule);
  Progress progress("verifying", arguments.model.verbosity);
  tessera::verify::ArenaRunOptions options;
  options.stop = &InterruptGuard::stop();
  options.progress = [&](std::size_t done, std::size_t total) { progress.update(done, total); };
  report.result =
      tessera::verify::runInArena({model.graph, report.run.schedule, trace, arena.plan, tiles},
                                  reference.inputs, reference.expected, options);
  return report;
}

}  // namespace

ReportFormats<VerificationReport> verifyFormats() {
  return {{"text", verificationText}, plainFormat("json", verificationJson)};
}

int verify(const VerifyArguments& arguments) {
  const Stopwatch all;
  const InterruptGuard guard;
  const ModelArguments input = settled(arguments.model);
  ModelArguments asStored = input;
  asStored.deployment = Deployment::asStored;
  Runtime runtime = runtimeOf(arguments.counting, input);
  runtime.planner = arguments.planner.value_or(runtime.planner);
  if (runtime.rules.allOverlap) {
    throw Error(ErrorCode::unsupported, "the runtime's memory is a bound, which cannot be executed",
                {}, "--count all_overlap=no");
  }
  ModelReport model = loadModel(asStored, runtime);
  tessera::verify::checkFitsMemory(model.graph);
  VerifyInputs inputs = verifyInputs(model.graph, arguments);
  const Stopwatch plain;
  const ReferenceRun reference =
      tessera::verify::referenceRun(model.graph, std::move(inputs.values), *input.deployment);
  const double plainSeconds = plain.seconds();
  model.graph = reference.graph;
  const OrderReport order =
      putInOrder(model.graph, runtime, arguments.order, arguments.model.verbosity);
  model.deployment = name(*input.deployment);
  model.deploymentAssumption = assumption(*input.deployment);
  const Stopwatch arena;
  VerificationReport report = executed(model, reference, runtime, arguments);
  const double arenaSeconds = arena.seconds();
  report.inputs = std::move(inputs.sources);
  report.run.order = order;
  writeReports(report, verifyFormats(), arguments.output);
  if (arguments.output.verbosity != Verbosity::quiet) {
    std::fprintf(stderr,
                 "tessera: %.2f s, of them %.2f s in plain memory and %.2f s in the arena\n",
                 all.seconds(), plainSeconds, arenaSeconds);
  }
  return report.passed() ? exitDone : exitFinding;
}

}  // namespace tessera::cli
