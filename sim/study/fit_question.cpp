#include "sim/study/fit_question.h"

#include <oneapi/tbb/parallel_for.h>

#include <algorithm>
#include <array>
#include <mutex>
#include <tuple>
#include <utility>

#include "core/error.h"
#include "sim/run/trace.h"
#include "sim/study/budgets.h"

namespace tessera {
namespace {

std::vector<LiveTensor> liveAtPeak(const Graph& graph, const Trace& trace) {
  std::vector<LiveTensor> live;
  if (trace.steps.empty()) return live;
  for (const std::size_t index : liveBuffers(trace, trace.totals.peakStep)) {
    live.push_back({bufferName(graph, trace.buffers[index]), trace.buffers[index].bytes});
  }
  return live;
}

std::string operatorAtPeak(const Graph& graph, const Trace& trace) {
  return trace.steps.empty() ? "" : graph[trace.steps[trace.totals.peakStep].op].name;
}

Basis basisOf(const Runtime& runtime, const ModelReport& model) {
  if (!runtime.bound.empty() || runtime.runs == Runs::nothing) return Basis::bound;
  const bool itsOwnFile =
      runtime.interpreter != Interpreter::none && model.interpretedBytes && isAsInFile(model);
  return itsOwnFile ? Basis::exact : Basis::modelled;
}

FitRow rowOf(const std::string& path, const Study& study, const ScheduleRun& run,
             const FitQuestion& question) {
  FitRow row{path, study.request(), study.runtime(), study.target()};
  if (row.target && question.flash) {
    std::optional<Bytes>& flash = row.target->device.flash.bytes;
    flash = std::min(*question.flash, flash.value_or(*question.flash));
  }
  const ModelReport& model = study.model();
  row.modelName = model.name;
  row.deployment = model.deployment;
  row.deploymentAssumed = model.deploymentAssumed;
  row.schedule = run.schedule.name;
  row.demand = demandOf(study.runtime(), model, run);
  if (row.target) row.fit = fitOf(row.target->device, row.demand);
  row.basis = basisOf(study.runtime(), model);
  row.totals = run.trace.totals;
  row.peakOperator = operatorAtPeak(model.graph, run.trace);
  row.live = liveAtPeak(model.graph, run.trace);
  row.cannotRun = whyCannotRun(study.runtime(), model, run);
  row.warnings = model.warnings;
  if (row.totals.unknownOperators > 0) {
    row.warnings.push_back(std::to_string(row.totals.unknownOperators) +
                           " operator(s) of unknown work: MACs and time lack them");
  }
  row.milliseconds = milliseconds(row.target, row.totals.cycles);
  const auto budget = cycleBudget(question.latency, row.target);
  if (budget && row.milliseconds) row.inTime = *row.totals.cycles <= *budget;
  if (row.inTime.value_or(false)) {
    const double latest =
        static_cast<double>(row.totals.cycles->count()) * (1 + row.target->latency->expectedError);
    row.timeUnsure = latest > static_cast<double>(budget->count());
  }
  row.timeUnknown = question.latency && !row.inTime;
  return row;
}

FitRow failedRow(const std::string& path, const StudyRequest& request, const Error& error) {
  FitRow row{path, request, {}, std::nullopt};
  row.modelName = path;
  row.failed = error.what();
  row.failure = error.code();
  return row;
}

StudyRequest requestFor(const FitQuestion& question, const std::string& board,
                        const std::string& runtime, std::optional<Deployment> type) {
  StudyRequest request = question.common;
  request.board = board;
  request.runtime = runtime;
  request.deployment = type;
  return request;
}

/// The rows of one model. What does not depend on the board is worked out once.
class ModelRows {
 public:
  ModelRows(std::string path, const FitQuestion& question, const ModelReader& reader)
      : path_(std::move(path)), question_(question), reader_(reader) {}

  std::vector<StudyRequest> requests() const {
    const std::vector<std::string> runtimes = question_.runtimes.empty()
                                                  ? usualRuntimes(reader_.isInterpreted(path_))
                                                  : question_.runtimes;
    std::vector<StudyRequest> requests;
    const std::vector<std::string> nowhere{""};
    for (const std::string& board : question_.boards.empty() ? nowhere : question_.boards) {
      for (const std::string& runtime : runtimes) {
        for (const auto& type : question_.types) {
          requests.push_back(requestFor(question_, board, runtime, type));
        }
      }
    }
    return requests;
  }

  /// Nothing where the runtime is not asked for and is not made for the board.
  std::optional<FitRow> row(const StudyRequest& request) {
    std::optional<TargetReport> target = targetOf(request);
    Runtime runtime = runtimeOf(request, true);
    if (question_.runtimes.empty() && target && !isMadeFor(runtime, target->device)) {
      return std::nullopt;
    }
    if (question_.runtimes.empty() && request.order == OrderKind::best &&
        runtime.rules.allOverlap) {
      return std::nullopt;  // nobody asked for it, and it has no best order
    }
    const Study study(modelFor(request, runtime), runtime, std::move(target), request);
    ScheduleRun run = study.simulated(study.schedule(request.schedule));
    run.arena = arenaFor(study, run);
    return rowOf(path_, study, run, question_);
  }

 private:
  struct Loaded {
    ImportOptions options;
    ModelReport model;
  };
  struct Planned {
    Runtime runtime;
    std::optional<Deployment> type;
    RunArena arena;
  };

  const ModelReport& modelFor(const StudyRequest& request, const Runtime& runtime) {
    const ImportOptions options = importOptions(request, runtime);
    for (const Loaded& loaded : loaded_) {
      if (loaded.options == options) return loaded.model;
    }
    loaded_.push_back({options, loadModel(path_, request, runtime, reader_)});
    return loaded_.back().model;
  }

  /// A plan hangs on the runtime alone, whose kernels are those of the board's core.
  RunArena arenaFor(const Study& study, const ScheduleRun& run) {
    for (const Planned& planned : planned_) {
      const bool same =
          planned.runtime == study.runtime() && planned.type == study.request().deployment;
      if (same) return planned.arena;
    }
    ScheduleRun copy = run;
    study.plan(copy);
    planned_.push_back({study.runtime(), study.request().deployment, *copy.arena});
    return planned_.back().arena;
  }

  std::string path_;
  const FitQuestion& question_;
  const ModelReader& reader_;
  std::vector<Loaded> loaded_;
  std::vector<Planned> planned_;
};

/// What fits first, then what needs the least board.
auto rank(const FitRow& row) {
  const bool tooSlow = !row.inTime.value_or(true);
  return std::make_tuple(!row.failed.empty(), !row.fits(), !row.cannotRun.empty(), row.timeUnknown,
                         row.fit.atLeast, !row.fit.fits(),
                         tooSlow ? row.milliseconds.value_or(0.0) : 0.0, row.fit.sram.available,
                         row.fit.sram.needed);
}

}  // namespace

std::string_view name(Basis basis) {
  constexpr std::array<std::string_view, 3> names{"exact", "modelled", "bound"};
  return names.at(static_cast<std::size_t>(basis));
}

bool FitRow::fits() const {
  return failed.empty() && cannotRun.empty() && !fit.atLeast && fit.fits() && !timeUnknown &&
         inTime.value_or(true);
}

FitRow fitRow(const std::string& path, const StudyRequest& request, const FitQuestion& question,
              const ModelReader& reader, const StudyWatch& watch) {
  const Study study = studyOf(path, request, reader, watch);
  return rowOf(path, study, study.run(study.schedule(request.schedule)), question);
}

bool FitAnswer::anyFits() const {
  return std::any_of(rows.begin(), rows.end(), [](const FitRow& row) { return row.fits(); });
}

std::vector<std::string> usualRuntimes(bool interpreted) {
  if (interpreted) return {usualRuntime(interpreted)};
  std::vector<std::string> runtimes;
  for (const std::string& name : runtimeNames()) {
    const Runtime runtime = runtimeNamed(name);
    if (runtime.runs != Runs::nothing && !runtime.onlyIfNamed) runtimes.push_back(name);
  }
  return runtimes;
}

FitAnswer answerFit(const FitQuestion& question, const ModelReader& reader, const FitWatch& watch) {
  FitAnswer answer;
  std::vector<std::vector<FitRow>> rows(question.models.size());
  std::mutex told;
  std::size_t done = 0;
  const std::size_t boards = std::max<std::size_t>(1, question.boards.size());
  const auto ofModel = [&](std::size_t index) {
    ModelRows model(question.models[index], question, reader);
    for (const StudyRequest& request : model.requests()) {
      if (watch.stop != nullptr && *watch.stop) return;
      if (auto row = model.row(request)) rows[index].push_back(std::move(*row));
    }
  };
  tbb::parallel_for(std::size_t{0}, question.models.size(), [&](std::size_t index) {
    try {
      ofModel(index);
    } catch (const Error& error) {
      if (question.models.size() == 1 || error.code() == ErrorCode::usage) throw;
      rows[index] = {failedRow(question.models[index], question.common, error)};
    }
    const std::lock_guard lock(told);
    done += boards;
    if (watch.progress) watch.progress(done, boards * question.models.size());
  });
  for (std::vector<FitRow>& each : rows) {
    std::stable_sort(each.begin(), each.end(),
                     [](const FitRow& a, const FitRow& b) { return rank(a) < rank(b); });
    std::move(each.begin(), each.end(), std::back_inserter(answer.rows));
  }
  answer.complete = watch.stop == nullptr || !*watch.stop;
  return answer;
}

}  // namespace tessera
