#include "cli/commands/plan.h"

#include <fmt/core.h>

#include <filesystem>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "cli/commands/load.h"
#include "cli/commands/load_target.h"
#include "cli/commands/order.h"
#include "cli/exit_code.h"
#include "cli/interrupt.h"
#include "cli/progress.h"
#include "cli/usage_error.h"
#include "core/error.h"
#include "core/read_text.h"
#include "sim/memory/explain.h"
#include "sim/memory/fixed.h"
#include "sim/memory/problem_csv.h"
#include "sim/memory/validate.h"
#include "sim/report/c_header.h"
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
    throw usageError("--schedule means nothing to a bare problem",
                     "name a MODEL instead of --buffers");
  }
}

/// What of the capacity is left for the arena.
std::optional<Bytes> arenaCapacity(const PlanReport& report) {
  if (!report.capacity) return std::nullopt;
  return leftBeside(report.beside, *report.capacity);
}

PlanOptions optionsOf(const PlanArguments& arguments, const PlanReport& report,
                      Progress& progress) {
  PlanOptions options;
  options.capacity = arenaCapacity(report);
  options.timeLimit = arguments.timeLimit;
  options.stop = &InterruptGuard::stop();
  options.progress = [&](Bytes arena, Bytes lowerBound) {
    progress.show("arena " + kib(arena) + ", no plan needs less than " + kib(lowerBound));
  };
  return options;
}

/// Offsets that the problem itself gives and that cannot all be kept.
void checkFixed(const PlanProblem& problem, const std::vector<std::string>& names) {
  if (!fixedCollision(problem)) return;
  const auto obstacle = explainNoFit(problem, Bytes(0));
  throw Error(ErrorCode::noPlan, describe(obstacle.value(), problem, names), {},
              "move one of them, or leave its offset out");
}

PlanReport planBuffers(const PlanArguments& arguments, const std::optional<TargetReport>& target) {
  const bool piped = arguments.buffers == "-";
  NamedProblem named = parseProblemCsv(
      readText(arguments.buffers, "the buffers", "name a CSV file with id,lower,upper,size"),
      piped ? "stdin" : arguments.buffers);
  checkFixed(named.problem, named.names);
  PlanReport report;
  report.title =
      piped ? "stdin" : oneLine(std::filesystem::path(arguments.buffers).stem().string());
  report.names = std::move(named.names);
  report.capacity = sramLimit(arguments.capacity, target);
  Progress progress("planning", arguments.model.verbosity);
  RunArena arena;
  arena.planner = arguments.planner.value_or(PlannerKind::exact);
  arena.problem = std::move(named.problem);
  arena.plan = tessera::plan(arena.problem, arena.planner, optionsOf(arguments, report, progress));
  report.bare = std::move(arena);
  return report;
}

PlanReport planModel(const PlanArguments& arguments, std::optional<TargetReport> target,
                     const Runtime& runtime) {
  ModelReport model = loadModel(arguments.model, runtime);
  const OrderReport order =
      putInOrder(model.graph, runtime, arguments.operatorOrder, arguments.model.verbosity);
  const Graph graph = model.graph;
  Program program(graph, runtime.rules);
  addLatency(target, runtime, program);
  const std::string& schedule = arguments.schedule;
  ScheduleRun run = runSchedule(
      program,
      loadSchedule(program, schedule.empty() ? "layer" : schedule, arguments.counting, runtime));
  run.order = order;
  addPersistent(run, model, runtime);
  PlanReport report;
  report.title = model.name;
  report.names = bufferNames(graph, run.trace);
  report.capacity = sramLimit(arguments.capacity, target);
  report.beside = besideArena(runtime, run.persistent).value_or(Bytes(0));
  Progress progress("planning", arguments.model.verbosity);
  run.arena = planArena(run.trace, runtime, optionsOf(arguments, report, progress));
  report.model = SimulationReport{std::move(model), runtime, std::move(run), std::move(target)};
  return report;
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
          ? "a longer --time-limit may find one, or prove that there is none"
          : "--planner exact may fit: no plan needs less than " + exactBytes(arena.plan.lowerBound);
  return {ErrorCode::noPlan,
          fmt::format("the plan of {} needs {} and does not fit {}", name(arena.planner),
                      exactBytes(arena.plan.arena), capacityName(report)),
          report.title, hint};
}

/// Why the plan does not fit: what makes it impossible, or that this is not known.
Error noFit(const PlanReport& report, const PlanArguments& arguments) {
  PlanOptions options;
  options.timeLimit = arguments.timeLimit;
  options.stop = &InterruptGuard::stop();
  const PlanProblem& problem = report.arena().problem;
  const auto obstacle = explainNoFit(problem, *arenaCapacity(report), options);
  if (!obstacle) return planDoesNotFit(report);
  const bool patches = report.model && report.model->runtime.runs != Runs::layers;
  const std::string hint =
      patches ? "tessera search looks for a stage to run in patches" : "give it more memory";
  return {ErrorCode::noPlan,
          fmt::format("no plan fits {}: {}{}", capacityName(report),
                      describe(*obstacle, problem, report.names), operatorOf(report, *obstacle)),
          report.title, hint};
}

}  // namespace

ReportFormats<PlanReport> planFormats(const PlanArguments& arguments) {
  const PlanTextOptions options{arguments.order, arguments.all};
  const auto text = [options](const PlanReport& report, const TextStyle& style) {
    return planText(report, options, style);
  };
  const auto tflm = [](const PlanReport& report, const TextStyle&) {
    return offlinePlan(report, fileTensors(report));
  };
  return {{"text", text},
          plainFormat("json", planJson),
          plainFormat("csv", planCsv),
          {"tflm", tflm},
          plainFormat("c-header", planCHeader)};
}

int plan(const PlanArguments& given) {
  checkArguments(given);
  const auto target = loadTarget(given.target);
  PlanArguments arguments = given;
  arguments.model = settled(given.model);
  Runtime runtime = runtimeOf(arguments.counting, arguments.model);
  runtime.planner = arguments.planner.value_or(runtime.planner);
  const InterruptGuard guard;
  PlanReport report = arguments.buffers.empty() ? planModel(arguments, target, runtime)
                                                : planBuffers(arguments, target);
  report.interrupted = InterruptGuard::stop() && !report.arena().plan.proven;
  if (arguments.validate) validated(report);
  writeReports(report, planFormats(arguments), arguments.output);
  if (report.interrupted) return static_cast<int>(ErrorCode::interrupted);
  if (!report.fits()) throw noFit(report, arguments);
  return exitDone;
}

}  // namespace tessera::cli
