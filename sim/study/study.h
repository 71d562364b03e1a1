#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <string>

#include "sim/run/program.h"
#include "sim/study/load_model.h"
#include "sim/study/results.h"
#include "sim/study/run_search.h"
#include "sim/study/study_request.h"

namespace tessera {

/// Who looks on at the searches of a study. All may be empty.
struct StudyWatch {
  const std::atomic<bool>* stop = nullptr;  ///< set by somebody else: end with the best found
  /// Called now and then from any thread with the least peak found and the bound proven so far.
  std::function<void(Bytes peak, Bytes lowerBound)> ordering = {};
  std::function<void(Bytes arena, Bytes lowerBound)> planning = {};
};

/// One model on one target under one runtime, its operators in the order that is asked for: what
/// every command and every page asks. A value that never changes; copies share it.
///
///     const Study study = studyOf("model.onnx", request, {isInterpreted, importModel});
///     const SimulationReport report = study.simulation();
class Study {
 public:
  /// Finds the order and the operators' cost. Throws Error(unsupported) where the runtime's
  /// counting has no best order.
  Study(ModelReport model, Runtime runtime, std::optional<TargetReport> target,
        StudyRequest request, StudyWatch watch = {});

  const StudyRequest& request() const { return parts_->request; }
  const ModelReport& model() const { return parts_->model; }
  const Graph& graph() const { return parts_->model.graph; }
  const Runtime& runtime() const { return parts_->runtime; }
  const std::optional<TargetReport>& target() const { return parts_->target; }
  const Program& program() const { return parts_->program; }

  /// What a schedule in words does not say itself: what the request says, or the runtime's habits.
  Block patches() const;

  /// A schedule in words or in a JSON file. Throws Error(usage), (input) or (unsupported).
  Schedule schedule(const std::string& text) const;

  /// The schedule run, without offsets. Throws what `simulate` throws.
  ScheduleRun simulated(Schedule schedule) const;

  /// What the planner may do within the request's limits.
  PlanOptions planning() const;

  /// Gives every buffer of the run its offset, as the runtime does.
  void plan(ScheduleRun& run) const;

  /// The schedule run and planned.
  ScheduleRun run(Schedule schedule) const;

  /// The request's schedule run and planned, with what another order would come to.
  SimulationReport simulation() const;
  /// The same with the run given, whose arena may be planned or not.
  SimulationReport simulation(ScheduleRun run) const;
  /// What another order would come to, of a run layer by layer in the file's order.
  OrderReport orders(const Schedule& schedule) const;

  /// The patch-based schedules of the model, with their arenas.
  SearchReport search(const SearchRequest& request, const SearchWatch& watch) const;

 private:
  /// The program looks at the graph, so both stay where they are.
  struct Parts {
    Parts(ModelReport given, Runtime counting, std::optional<TargetReport> board,
          StudyRequest asked, StudyWatch looksOn);

    StudyRequest request;
    StudyWatch watch;
    Runtime runtime;
    ModelReport model;
    OrderReport order;
    std::optional<TargetReport> target;
    Program program;
  };

  std::shared_ptr<const Parts> parts_;
};

/// Reads the model and studies it as the request says. Throws what reading and the constructor
/// throw.
Study studyOf(const std::string& path, const StudyRequest& request, const ModelReader& reader,
              const StudyWatch& watch = {});

}  // namespace tessera
