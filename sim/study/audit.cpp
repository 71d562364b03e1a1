#include "sim/study/audit.h"

#include <algorithm>
#include <map>
#include <utility>

#include "core/error.h"

namespace tessera {
namespace {

/// The operators in the order in which they run first, with what their steps are predicted to take.
struct Predicted {
  std::vector<OperatorId> order;
  std::map<OperatorId, std::optional<double>> cycles;
};

Predicted predictedOf(const Trace& trace) {
  Predicted predicted;
  for (const Step& step : trace.steps) {
    const auto [at, isNew] = predicted.cycles.try_emplace(step.op);
    if (isNew) predicted.order.push_back(step.op);
    if (!step.cycles) continue;
    at->second = at->second.value_or(0) + static_cast<double>(step.cycles->count());
  }
  return predicted;
}

std::optional<OperatorId> operatorOf(const LayerTime& time, const Graph& graph,
                                     const Predicted& predicted, const std::string& file) {
  if (time.index) {
    if (*time.index < predicted.order.size()) return predicted.order[*time.index];
    throw Error(ErrorCode::input,
                "there is no operator " + std::to_string(*time.index) + "; " +
                    std::to_string(predicted.order.size()) + " run",
                file + ":" + std::to_string(time.line), "count from 0, in the order of running");
  }
  for (const OperatorId op : predicted.order) {
    if (graph[op].name == time.op) return op;
  }
  return std::nullopt;
}

}  // namespace

AuditReport auditOf(SimulationReport simulation, const std::vector<LayerTime>& measured,
                    const std::string& file) {
  if (!simulation.target || !simulation.target->latency || !simulation.target->device.clock) {
    throw Error(ErrorCode::usage,
                "there is no prediction to audit: " +
                    (simulation.target ? simulation.target->whyNoLatency : "no board is named"),
                {}, "name a board and a calibrated runtime: --target, --runtime");
  }
  const Predicted predicted = predictedOf(simulation.run.trace);
  const auto clock = static_cast<double>(simulation.target->device.clock->count());
  AuditReport report{std::move(simulation), {}, {}, {}};
  const Graph& graph = report.simulation.model.graph;
  std::map<OperatorId, double> sums;
  for (const LayerTime& time : measured) {
    const auto op = operatorOf(time, graph, predicted, file);
    if (!op) {
      report.notRecognised.push_back(time.op);
      continue;
    }
    sums[*op] += time.isCycles ? time.amount : 1e-3 * time.amount * clock;
  }
  if (sums.empty()) {
    throw Error(ErrorCode::input, "no line names an operator of the model", file,
                "`tessera simulate --all` prints their names");
  }
  if (std::all_of(sums.begin(), sums.end(), [](const auto& sum) { return !(sum.second > 0); })) {
    throw Error(ErrorCode::input, "every operator was measured to take nothing", file,
                "give the times in ms or cycles");
  }
  for (const OperatorId op : predicted.order) {
    if (const auto at = sums.find(op); at != sums.end()) {
      report.rows.push_back({op, predicted.cycles.at(op), at->second});
    } else {
      report.notMeasured.push_back(op);
    }
  }
  return report;
}

}  // namespace tessera
