#include "sim/report/chrome_trace.h"

#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "sim/report/describe.h"
#include "sim/report/latency_report.h"
#include "sim/report/model_json.h"
#include "sim/report/run_view.h"
#include "sim/report/target_report.h"

namespace tessera {
namespace {

using Json = nlohmann::ordered_json;

constexpr int stepTrack = 1;
constexpr int patchTrack = 2;

/// One run, which is a process of the trace.
struct Process {
  int id;
  RunView view;
  std::vector<double> at;  ///< where each step begins, in microseconds, and behind them the end
};

bool isTimed(const RunView& view) {
  return milliseconds(view.target, view.run.trace.totals.cycles).has_value();
}

std::vector<double> boundaries(const RunView& view) {
  const Trace& trace = view.run.trace;
  const bool timed = isTimed(view);
  std::vector<double> at{0};
  Cycles cycles;
  for (const Step& step : trace.steps) {
    cycles += step.cycles.value_or(Cycles(0));
    const double end = static_cast<double>(at.size());
    at.push_back(timed ? 1e3 * *milliseconds(view.target, cycles) : end);
  }
  return at;
}

Json named(const Process& process, const char* what, int track, const std::string& name) {
  return {
      {"ph", "M"}, {"pid", process.id}, {"tid", track}, {"name", what}, {"args", {{"name", name}}}};
}

Json counter(const Process& process, const char* name, double at, std::int64_t value) {
  return {
      {"ph", "C"}, {"pid", process.id}, {"name", name}, {"ts", at}, {"args", {{"bytes", value}}}};
}

/// From the first of these steps to before the end.
Json complete(const Process& process, const std::string& name, const char* category, int track,
              std::size_t first, std::size_t end) {
  const double begin = process.at[first];
  return {{"ph", "X"},
          {"pid", process.id},
          {"tid", track},
          {"name", name},
          {"cat", category},
          {"ts", begin},
          {"dur", process.at[end] - begin}};
}

Json stepEvent(const Process& process, std::size_t index) {
  const Step& step = process.view.run.trace.steps[index];
  const Operator& op = process.view.graph[step.op];
  Json event = complete(process, op.name, "step", stepTrack, index, index + 1);
  Json& args = event["args"];
  args["step"] = index;
  args["operator"] = op.name;
  args["kind"] = describe(process.view.graph, op);
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
void addPatches(Json& events, const Process& process) {
  const std::vector<Step>& steps = process.view.run.trace.steps;
  for (std::size_t first = 0; first < steps.size();) {
    std::size_t end = first + 1;
    const auto same = [&](const Step& step) {
      return step.block == steps[first].block && step.patch == steps[first].patch;
    };
    while (end < steps.size() && same(steps[end])) ++end;
    if (!process.view.run.schedule.blocks[steps[first].block].whole()) {
      const Patch patch = steps[first].patch;
      events.push_back(complete(process, fmt::format("patch {},{}", patch.row, patch.column),
                                "patch", patchTrack, first, end));
    }
    first = end;
  }
}

void addCounters(Json& events, const Process& process) {
  const RunView& view = process.view;
  const std::vector<Step>& steps = view.run.trace.steps;
  const auto add = [&](const char* name, double at, Bytes value) {
    events.push_back(counter(process, name, at, value.count()));
  };
  for (std::size_t i = 0; i <= steps.size(); ++i) {
    const bool end = i == steps.size();
    add("live bytes", process.at[i], end ? Bytes(0) : steps[i].live);
    add("scratch bytes", process.at[i], end ? Bytes(0) : steps[i].scratch);
  }
  for (const double time : {process.at.front(), process.at.back()}) {
    if (view.run.arena) add("arena bytes", time, view.run.arena->plan.arena);
    if (view.target) add("SRAM budget bytes", time, largestContiguous(view.target->device));
  }
}

void addRun(Json& events, const std::string& name, const RunView& view, int id) {
  const Process process{id, view, boundaries(view)};
  events.push_back(named(process, "process_name", 0, name));
  events.push_back(named(process, "thread_name", stepTrack, "steps"));
  if (!view.run.stages.empty()) {
    events.push_back(named(process, "thread_name", patchTrack, "patches of stages"));
  }
  for (std::size_t i = 0; i < view.run.trace.steps.size(); ++i) {
    events.push_back(stepEvent(process, i));
  }
  addPatches(events, process);
  addCounters(events, process);
}

/// What the microseconds of a run are.
std::string timeText(const RunView& view) {
  if (!isTimed(view)) return "one step is 1 us: there is no latency without a calibrated target";
  return latencyText(*view.target, view.run.trace.totals, !view.run.stages.empty());
}

}  // namespace

std::string simulationTrace(const SimulationReport& report) {
  const RunView view = viewOf(report);
  Json json;
  json["displayTimeUnit"] = "ms";
  json["otherData"] = {{"schema_version", reportSchemaVersion},
                       {"model", report.model.name},
                       {"schedule", report.run.schedule.name},
                       {"runtime", report.runtime.name},
                       {"time", timeText(view)},
                       {"peak_bytes", report.run.trace.totals.peak.count()}};
  Json& events = json["traceEvents"] = Json::array();
  addRun(events, report.model.name, view, 1);
  return dumped(json);
}

std::string comparisonTrace(const ComparisonReport& report) {
  Json json;
  json["displayTimeUnit"] = "ms";
  json["otherData"] = {{"schema_version", reportSchemaVersion},
                       {"model", report.model.name},
                       {"runtime", report.runtime.name}};
  if (!report.runs.empty()) json["otherData"]["time"] = timeText(viewOf(report, 0));
  Json& events = json["traceEvents"] = Json::array();
  for (std::size_t i = 0; i < report.runs.size(); ++i) {
    addRun(events, report.runs[i].schedule.name, viewOf(report, i), static_cast<int>(i) + 1);
  }
  return dumped(json);
}

}  // namespace tessera
