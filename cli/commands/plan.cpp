#include "cli/commands/plan.h"

#include <fmt/core.h>

#include <filesystem>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "cli/commands/watched_study.h"
#include "cli/document_formats.h"
#include "cli/exit_code.h"
#include "cli/interrupt.h"
#include "cli/options/given.h"
#include "cli/usage_error.h"
#include "core/error.h"
#include "core/read_text.h"
#include "sim/memory/explain.h"
#include "sim/memory/fixed.h"
#include "sim/memory/problem_csv.h"
#include "sim/memory/validate.h"
#include "sim/report/c_header.h"
#include "sim/report/misfit.h"
#include "sim/report/offline_plan.h"
#include "sim/report/plan.h"
#include "sim/report/run_figures.h"
#include "sim/report/target_report.h"
#include "sim/study/budgets.h"
#include "sim/study/demand.h"
#include "sim/study/run_schedule.h"
#include "sim/target/fit.h"

namespace tessera::cli {
namespace {

constexpr const char* bareHint = "name a MODEL instead of --buffers";

void checkArguments(const PlanArguments& arguments) {
  if (arguments.buffers.empty()) {
    if (arguments.model.path.empty()) {
      throw usageError("there is nothing to plan",
                       "name a MODEL, or a bare problem: --buffers FILE.csv");
    }
    return;
  }
  if (!arguments.model.path.empty()) {
    throw usageError("a MODEL and --buffers are two problems", "leave one of them out");
  }
  if (!arguments.schedule.empty()) {
    throw usageError("--schedule means nothing to a bare problem", bareHint);
  }
  refuseOptions(arguments.model.request, "a bare problem", bareHint);
}

/// What of the capacity is left for the arena.
std::optional<Bytes> arenaCapacity(const PlanReport& report) {
  if (!report.capacity) return std::nullopt;
  return leftBeside(report.beside, *report.capacity);
}

PlanOptions bareOptions(const StudyRequest& request, const StudyWatch& watch) {
  PlanOptions options = planOptions(request.limits);
  // No other command prints the arena of a bare problem, so it may take longer.
  if (request.limits.planSteps == SearchLimits{}.planSteps) options.workLimit *= fitEffort;
  options.stop = watch.stop;
  options.progress = watch.planning;
  return options;
}

/// Offsets that the problem itself gives and that cannot all be kept.
void checkFixed(const PlanProblem& problem, const std::vector<std::string>& names) {
  if (!fixedCollision(problem)) return;
  const auto obstacle = explainNoFit(problem, Bytes(0));
  throw Error(ErrorCode::noPlan, describe(obstacle.value(), problem, names), {},
              "move one of them, or leave its offset out");
}

/// A report, and what its planner may do: explaining a misfit shares the deadline.
struct Planned {
  PlanReport report;
  PlanOptions options;
};

Planned planBuffers(const PlanArguments& arguments, StudyProgress& progress) {
  const bool piped = arguments.buffers == "-";
  const std::optional<TargetReport> target = targetOf(arguments.model.request);
  NamedProblem named = parseProblemCsv(
      readText(arguments.buffers, "the buffers", "name a CSV file with id,lower,upper,size"),
      piped ? "stdin" : arguments.buffers);
  checkFixed(named.problem, named.names);
  PlanReport report;
  report.title =
      piped ? "stdin" : oneLine(std::filesystem::path(arguments.buffers).stem().string());
  report.names = std::move(named.names);
  report.capacity = sramLimit(arguments.capacity, target);
  PlanOptions options = bareOptions(arguments.model.request, progress.watch());
  options.capacity = arenaCapacity(report);
  RunArena arena;
  arena.planner = arguments.model.request.planner.value_or(PlannerKind::exact);
  arena.problem = std::move(named.problem);
  arena.plan = tessera::plan(arena.problem, arena.planner, options);
  report.bare = std::move(arena);
  return {std::move(report), options};
}

Planned planModel(const PlanArguments& arguments, StudyProgress& progress) {
  const Study study = studyOf(arguments.model, progress);
  ScheduleRun run =
      study.simulated(study.schedule(arguments.schedule.empty() ? "layer" : arguments.schedule));
  PlanReport report;
  report.title = study.model().name;
  report.names = bufferNames(study.graph(), run.trace);
  report.capacity = sramLimit(arguments.capacity, study.target());
  report.beside = besideArena(study.runtime(), run.persistent).value_or(Bytes(0));
  PlanOptions options = study.planning();
  options.capacity = arenaCapacity(report);
  run.arena = planArena(run.trace, study.runtime(), options);
  report.model = study.simulation(std::move(run));
  report.inTwoArrays = !arguments.capacity && needsTwoArrays(*report.model);
  return {std::move(report), options};
}

void validated(PlanReport& report) {
  if (const auto fault = validate(report.arena().problem, report.arena().plan)) {
    throw Error(ErrorCode::internal, "the plan is wrong: " + describe(*fault, report.names), {},
                "this is a bug, please report it");
  }
  report.validated = true;
}

/// ONNX files list no tensors: the graph's order stands for the file's.
std::vector<std::optional<TensorId>> fileTensors(const PlanReport& report) {
  std::vector<std::optional<TensorId>> tensors;
  if (!report.model) return tensors;
  const ModelReport& model = report.model->model;
  const auto listed = model.graph.tensors();
  std::unordered_map<std::string_view, TensorId> byName;
  for (std::size_t i = 0; i < listed.size(); ++i) byName.emplace(listed[i].name, TensorId(i));
  for (const std::string& name : model.fileTensors) {
    const auto found = byName.find(name);
    tensors.push_back(found == byName.end() ? std::nullopt : std::optional(found->second));
  }
  for (std::size_t i = 0; i < listed.size() && model.fileTensors.empty(); ++i) {
    tensors.emplace_back(TensorId(i));
  }
  return tensors;
}

/// "; step 4 runs 'b1.dw'", of a model's obstacle in a single step.
std::string operatorOf(const PlanReport& report, const Obstacle& obstacle) {
  if (!report.model || obstacle.steps.length() != 1) return {};
  const Step& step = report.model->run.trace.steps[static_cast<std::size_t>(obstacle.steps.begin)];
  return fmt::format("; step {} runs '{}'", obstacle.steps.begin,
                     report.model->model.graph[step.op].name);
}

/// "65536 B", and what of them is not for the arena.
std::string capacityName(const PlanReport& report) {
  return exactBytes(*report.capacity) + ofWhichKept(report.beside, exactBytes);
}

/// The plan does not fit and nothing proves that none does.
Error planDoesNotFit(const PlanReport& report) {
  const RunArena& arena = report.arena();
  const std::string hint =
      arena.planner == PlannerKind::exact
          ? "more --planner-steps may find one, or prove that there is none"
          : "--planner exact may fit: no plan needs less than " + exactBytes(arena.plan.lowerBound);
  return {ErrorCode::noPlan,
          fmt::format("the plan of {} needs {} and does not fit {}", name(arena.planner),
                      exactBytes(arena.plan.arena), capacityName(report)),
          report.title, hint};
}

/// Why the plan does not fit: what makes it impossible, or that this is not known.
Error noFit(const Planned& planned) {
  const PlanReport& report = planned.report;
  PlanOptions options = planned.options;
  options.workLimit *= fitEffort;
  const PlanProblem& problem = report.arena().problem;
  const auto obstacle = explainNoFit(problem, *arenaCapacity(report), options);
  if (!obstacle) return planDoesNotFit(report);
  const std::string hint = report.model ? misfitHint(report.model->runtime) : "give it more memory";
  return {ErrorCode::noPlan,
          fmt::format("no plan fits {}: {}{}", capacityName(report),
                      describe(*obstacle, problem, report.names), operatorOf(report, *obstacle)),
          report.title, hint};
}

}  // namespace

ReportFormats<PlanReport> planFormats(const PlanArguments& arguments) {
  const PlanDetail detail{arguments.order, arguments.all};
  const auto document = [detail, rules = arguments.output.rules](const PlanReport& report,
                                                                 const Reader& reader) {
    return documentOf(report, detail, reader.withRules(rules));
  };
  const auto tflm = [](const PlanReport& report, const TextStyle&) {
    return offlinePlan(report, fileTensors(report));
  };
  return withDocuments<PlanReport>(
      document,
      {plainFormat("json", planJson), {"tflm", tflm}, plainFormat("c-header", planCHeader)});
}

int plan(const PlanArguments& arguments) {
  checkArguments(arguments);
  const InterruptGuard guard;
  StudyProgress progress(arguments.model);
  Planned planned =
      arguments.buffers.empty() ? planModel(arguments, progress) : planBuffers(arguments, progress);
  PlanReport& report = planned.report;
  report.interrupted = InterruptGuard::stop() && !report.arena().plan.proven;
  if (arguments.validate) validated(report);
  writeReports(report, planFormats(arguments), arguments.output);
  if (report.interrupted) return static_cast<int>(ErrorCode::interrupted);
  if (!report.fits()) throw noFit(planned);
  const std::string misfit = report.model ? misfitText(*report.model) : "";
  if (!misfit.empty()) {
    throw Error(ErrorCode::noPlan, misfit, report.title, misfitHint(*report.model));
  }
  return exitDone;
}

}  // namespace tessera::cli
