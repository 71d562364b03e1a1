#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "core/deployment.h"
#include "core/graph.h"
#include "core/imported.h"
#include "sim/cost/match_board.h"
#include "sim/run/arena.h"
#include "sim/run/stage_summary.h"
#include "sim/run/trace.h"
#include "sim/run/why_worse.h"
#include "sim/schedule/schedule.h"
#include "sim/search/candidate.h"
#include "sim/target/device.h"
#include "sim/target/runtime.h"
#include "sim/target/tflm_persistent.h"
#include "sim/target/tflm_refusals.h"

namespace tessera {

/// The network under report and where it came from.
struct ModelReport {
  std::string name;                  ///< the file's name without its extension
  std::string format;                ///< "ONNX IR 8, opset 13"
  std::string producer;              ///< may be empty
  std::string deployment;            ///< "int8"
  std::string deploymentAssumption;  ///< one sentence
  std::vector<RewriteCount> rewrites;
  std::vector<std::string> warnings;
  std::vector<std::string> fileTensors;  ///< names in the file's order; empty where it has none
  Graph graph;                           ///< as deployed
  std::string description = {};          ///< what the file says of itself
  /// The size of a file that an interpreter runs as it stands; nothing of others.
  std::optional<Bytes> interpretedBytes = std::nullopt;
  /// Nobody chose the deployment, and the file does not have it: a wholly real network as int8.
  bool deploymentAssumed = false;
  std::vector<Refusal> refusals = {};  ///< what of it the runtime does not run
};

/// In which order a graph's operators are numbered and run, and what is known of it.
struct OrderReport {
  /// Peaks of running layer by layer.
  struct Peaks {
    Bytes file;        ///< in the file's order
    Bytes best;        ///< in the best order that is known
    Bytes lowerBound;  ///< no order has a peak below it
  };

  bool best = false;                  ///< the best order known, instead of the file's
  std::optional<Peaks> peaks;         ///< where orders were compared
  SearchEnd end = SearchEnd::proven;  ///< why that search ended
};

/// Whether the network has the types of its file.
inline bool isAsInFile(const ModelReport& model) {
  return model.deployment == name(Deployment::asStored);
}

/// One schedule, run.
struct ScheduleRun {
  Schedule schedule;
  Trace trace;
  std::vector<StageSummary> stages;
  Bytes floor;  ///< what its live elements come to, see `floorOf`
  std::optional<WhyWorse> whyWorse;
  std::optional<RunArena> arena;  ///< where it was planned
  /// What the interpreter keeps in SRAM beside it. None runs patches today: of patches, what it
  /// keeps for the same operators layer by layer.
  std::optional<TflmPersistent> persistent;
  OrderReport order;  ///< of the graph that it ran on
};

/// The board under report, and how well its latency is known under the runtime.
struct TargetReport {
  Device device;                ///< at the clock that is asked for
  std::string engineVersion{};  ///< whose latency is asked for; empty: the latest measured
  std::optional<LatencyMatch> latency = std::nullopt;
  std::string whyNoLatency{};          ///< one clause, where there is none
  bool deadChannelsUnsettled = false;  ///< see TargetLatency
};

struct SimulationReport {
  ModelReport model;
  Runtime runtime;
  ScheduleRun run;
  std::optional<TargetReport> target = std::nullopt;
  std::string otherSettings = {};  ///< what else is not as usual, see `otherSettings`
};

/// Several schedules of one model.
struct ComparisonReport {
  ModelReport model;
  Runtime runtime;
  std::vector<ScheduleRun> runs;
  std::size_t reference = 0;  ///< the run that the others are compared with
  std::optional<TargetReport> target = std::nullopt;
};

/// The cheapest schedule of a search that fits one budget of SRAM.
struct BudgetRow {
  Bytes sram;
  bool fits = false;
  std::optional<std::size_t> candidate;  ///< nothing: layer by layer
  Bytes arena;  ///< what that takes; where nothing fits, the least there is
};

/// What one part of the schedule space comes to on this network.
struct SystemRow {
  std::string space;
  std::string system;  ///< who published it
  std::string what;
  std::optional<Candidate> least;   ///< of the least memory; nothing: layer by layer
  std::optional<Candidate> within;  ///< the cheapest that fits the budget, where there is one
  bool fits = false;                ///< that, or layer by layer, does
};

/// What a search for schedules found.
struct SearchReport {
  ModelReport model;
  Runtime runtime;
  std::optional<Bytes> sram;                        ///< the budget of SRAM in all, see `sramLimit`
  std::optional<std::chrono::nanoseconds> latency;  ///< likewise
  SearchResult result;
  std::optional<RunArena> arena;             ///< of the recommended schedule
  std::optional<TflmPersistent> persistent;  ///< as in ScheduleRun, the same for every schedule
  std::optional<TargetReport> target = std::nullopt;
  OrderReport order = {};               ///< of the graph that all of them run on
  Block patches = {};                   ///< what a candidate's split and grid do not say
  Bytes layersArena = {};               ///< that of layer by layer
  std::vector<BudgetRow> budgets = {};  ///< where several were asked for
  std::vector<SystemRow> systems = {};  ///< where they were asked for
  /// Where the runtime's schedules do not fit: the best of the whole space.
  std::optional<Candidate> elsewhere = std::nullopt;
};

}  // namespace tessera
