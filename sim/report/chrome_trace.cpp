#include "sim/report/chrome_trace.h"

#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "sim/report/describe.h"
#include "sim/report/latency_report.h"
#include "sim/report/model_json.h"
#include "sim/report/target_report.h"

namespace tessera {
namespace {

using Json = nlohmann::ordered_json;

constexpr int process = 1;
constexpr int stepTrack = 1;
constexpr int patchTrack = 2;

/// Where each step begins, in microseconds, and behind them the end.
std::vector<double> boundaries(const SimulationReport& report) {
  const Trace& trace = report.run.trace;
  const bool timed = milliseconds(report.target, trace.totals.cycles).has_value();
  std::vector<double> at{0};
  Cycles cycles;
  for (const Step& step : trace.steps) {
    cycles += step.cycles.value_or(Cycles(0));
    const double end = static_cast<double>(at.size());
    at.push_back(timed ? 1e3 * *milliseconds(report.target, cycles) : end);
  }
  return at;
}

Json named(const char* what, int track, const std::string& name) {
  return {
      {"ph", "M"}, {"pid", process}, {"tid", track}, {"name", what}, {"args", {{"name", name}}}};
}

Json counter(const char* name, double at, std::int64_t value) {
  return {{"ph", "C"}, {"pid", process}, {"name", name}, {"ts", at}, {"args", {{"bytes", value}}}};
}

Json complete(const std::string& name, const char* category, int track, double begin, double end) {
  return {{"ph", "X"},       {"pid", process}, {"tid", track},      {"name", name},
          {"cat", category}, {"ts", begin},    {"dur", end - begin}};
}

Json stepEvent(const SimulationReport& report, std::size_t index, double begin, double end) {
  const Step& step = report.run.trace.steps[index];
  const Operator& op = report.model.graph[step.op];
  Json event = complete(op.name, "step", stepTrack, begin, end);
  Json& args = event["args"];
  args["step"] = index;
  args["operator"] = op.name;
  args["kind"] = describe(report.model.graph, op);
  args["block"] = step.block;
  args["patch"] = fmt::format("{},{}", step.patch.row, step.patch.column);
  args["live_bytes"] = step.live.count();
  args["scratch_bytes"] = step.scratch.count();
  if (step.macs) args["macs"] = step.macs->count();
  args["recomputed_macs"] = step.recomputed.count();
  if (step.cycles) args["cycles"] = step.cycles->count();
  return event;
}

/// The patches of stages, each from its first step to its last.
void addPatches(Json& events, const SimulationReport& report, const std::vector<double>& at) {
  const std::vector<Step>& steps = report.run.trace.steps;
  for (std::size_t first = 0; first < steps.size();) {
    std::size_t end = first + 1;
    const auto same = [&](const Step& step) {
      return step.block == steps[first].block && step.patch == steps[first].patch;
    };
    while (end < steps.size() && same(steps[end])) ++end;
    if (!report.run.schedule.blocks[steps[first].block].grid.whole()) {
      const Patch patch = steps[first].patch;
      events.push_back(complete(fmt::format("patch {},{}", patch.row, patch.column), "patch",
                                patchTrack, at[first], at[end]));
    }
    first = end;
  }
}

void addCounters(Json& events, const SimulationReport& report, const std::vector<double>& at) {
  const std::vector<Step>& steps = report.run.trace.steps;
  for (std::size_t i = 0; i <= steps.size(); ++i) {
    const bool end = i == steps.size();
    events.push_back(counter("live bytes", at[i], end ? 0 : steps[i].live.count()));
    events.push_back(counter("scratch bytes", at[i], end ? 0 : steps[i].scratch.count()));
  }
  for (const double time : {at.front(), at.back()}) {
    if (report.run.arena) {
      events.push_back(counter("arena bytes", time, report.run.arena->plan.arena.count()));
    }
    if (report.target) {
      const Bytes sram = largestContiguous(report.target->device);
      events.push_back(counter("SRAM budget bytes", time, sram.count()));
    }
  }
}

}  // namespace

std::string simulationTrace(const SimulationReport& report) {
  const Trace& trace = report.run.trace;
  const std::vector<double> at = boundaries(report);
  const bool timed = milliseconds(report.target, trace.totals.cycles).has_value();
  Json json;
  json["displayTimeUnit"] = "ms";
  json["otherData"] = {
      {"schema_version", reportSchemaVersion},
      {"model", report.model.name},
      {"schedule", report.run.schedule.name},
      {"runtime", report.runtime.name},
      {"time", timed ? latencyText(*report.target, trace.totals, !report.run.stages.empty())
                     : "one step is 1 us: there is no latency without a calibrated target"},
      {"peak_bytes", trace.totals.peak.count()}};
  Json& events = json["traceEvents"] = Json::array();
  events.push_back(named("process_name", 0, report.model.name));
  events.push_back(named("thread_name", stepTrack, "steps"));
  if (!report.run.stages.empty()) {
    events.push_back(named("thread_name", patchTrack, "patches of stages"));
  }
  for (std::size_t i = 0; i < trace.steps.size(); ++i) {
    events.push_back(stepEvent(report, i, at[i], at[i + 1]));
  }
  addPatches(events, report, at);
  addCounters(events, report, at);
  return dumped(json);
}

}  // namespace tessera
