#include <cmath>
#include <nlohmann/json.hpp>

#include "core/csv.h"
#include "sim/report/comparison.h"
#include "sim/report/latency_report.h"
#include "sim/report/model_json.h"
#include "sim/report/run_figures.h"
#include "sim/report/run_json.h"
#include "sim/report/target_json.h"
#include "sim/report/target_report.h"
#include "sim/study/demand.h"

namespace tessera {
namespace {

using Json = nlohmann::ordered_json;

Json runJson(const ComparisonReport& report, const ScheduleRun& run) {
  const Graph& graph = report.model.graph;
  Json json;
  json["schedule"] = scheduleJson(graph, run.schedule);
  putCannotRun(json, report.runtime, run);
  json["totals"] = totalsJson(run);
  putFits(json, report.target, report.runtime, report.model, run);
  if (run.trace.totals.cycles) {
    json["totals"]["overlap_cycles"] = std::llround(overlapCycles(run.trace));
  }
  if (run.arena) json["plan"] = arenaJson(*run.arena);
  json["peak_operator"] = peakOperator(graph, run);
  json["stages"] = stagesJson(graph, run);
  json["live_at_peak"] = buffersJson(graph, run, liveBuffers(run.trace, run.trace.totals.peakStep));
  if (run.whyWorse) json["why_worse"] = whyWorseJson(run);
  return json;
}

/// What the run leaves of the target's largest contiguous SRAM; empty without a target.
std::string marginCell(const ComparisonReport& report, const ScheduleRun& run) {
  if (!report.target) return {};
  const Demand demand = demandOf(report.runtime, report.model, run);
  return std::to_string(fitOf(report.target->device, demand).sram.margin().count());
}

}  // namespace

std::string comparisonJson(const ComparisonReport& report) {
  Json json;
  json["schema_version"] = reportSchemaVersion;
  json["model"] = modelJson(report.model);
  if (!report.runs.empty() && report.runs.front().order.best) {
    json["order"] = orderJson(report.runs.front().order);
  }
  json["target"] = targetJson(report.runtime, report.target);
  json["counted"] = countedJson(report.runtime);
  json["reference"] = report.reference;
  json["runs"] = Json::array();
  for (const ScheduleRun& run : report.runs) {
    json["runs"].push_back(runJson(report, run));
  }
  return dumped(json);
}

std::string comparisonCsv(const ComparisonReport& report) {
  std::string csv = csvLine({"schedule", "peak_bytes", "arena_bytes", "peak_step", "peak_operator",
                             "macs", "executed_macs", "executed_macs_full", "extra_input_reads",
                             "sram_margin_bytes", "cycles", "overlap_cycles"});
  for (const ScheduleRun& run : report.runs) {
    const Totals& totals = run.trace.totals;
    csv += csvLine({run.schedule.name, std::to_string(totals.peak.count()),
                    run.arena ? std::to_string(run.arena->plan.arena.count()) : "",
                    std::to_string(totals.peakStep), peakOperator(report.model.graph, run),
                    std::to_string(totals.macs.count()), std::to_string(totals.executed.count()),
                    std::to_string(totals.executedFull.count()), std::to_string(extraReads(run)),
                    marginCell(report, run),
                    totals.cycles ? std::to_string(totals.cycles->count()) : "",
                    totals.cycles ? std::to_string(std::llround(overlapCycles(run.trace))) : ""});
  }
  return csv;
}

}  // namespace tessera
