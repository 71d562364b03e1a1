#include "sim/report/run_json.h"

#include <nlohmann/json.hpp>
#include <numeric>

#include "sim/report/counted.h"
#include "sim/report/run_figures.h"

namespace tessera {

using Json = nlohmann::ordered_json;

namespace {

Json stageOperatorJson(const Graph& graph, const StageOperatorSummary& op) {
  return {{"operator", graph[op.op].name},
          {"patch_rows", op.largestRows},
          {"patch_columns", op.largestColumns},
          {"peak_bytes", op.peak.count()},
          {"macs", op.once.count()},
          {"executed_macs", op.executed.count()}};
}

Json stageInputJson(const Graph& graph, const StageInputSummary& input) {
  return {{"tensor", graph[input.tensor].name},
          {"patch_rows", input.largestRows},
          {"patch_columns", input.largestColumns},
          {"elements", input.elementsOnce},
          {"elements_read", input.elementsRead}};
}

}  // namespace

Json totalsJson(const Totals& totals) {
  Json json;
  json["peak_bytes"] = totals.peak.count();
  if (totals.steps > 0) json["peak_step"] = totals.peakStep;
  json["macs"] = totals.macs.count();
  json["executed_macs"] = totals.executed.count();
  json["executed_macs_clipped"] = totals.executedClipped.count();
  json["executed_macs_full"] = totals.executedFull.count();
  json["recomputed_macs"] = (totals.executed - totals.macs).count();
  json["recomputed_macs_clipped"] = (totals.executedClipped - totals.macs).count();
  json["recomputed_macs_full"] = (totals.executedFull - totals.macs).count();
  json["calls"] = totals.calls;
  json["moved_bytes"] = totals.moved.count();
  if (!totals.cycles) return json;
  json["cycles"] = totals.cycles->count();
  json["steps_of_unknown_cost"] = totals.stepsOfUnknownCost;
  return json;
}

Json totalsJson(const ScheduleRun& run) {
  Json json = totalsJson(run.trace.totals);
  json["floor_bytes"] = run.floor.count();
  if (run.arena) json["arena_bytes"] = run.arena->plan.arena.count();
  return json;
}

namespace {

/// Only where another run may end elsewhere.
void putCut(Json& json, SearchEnd end) {
  if (isCut(end)) json["cut_by"] = name(end);
}

}  // namespace

Json arenaJson(const RunArena& arena) {
  Json json{{"planner", name(arena.planner)},
            {"arena_bytes", arena.plan.arena.count()},
            {"peak_bytes", arena.plan.peak.count()},
            {"fragmentation_bytes", arena.plan.fragmentation().count()},
            {"lower_bound_bytes", arena.plan.lowerBound.count()},
            {"proven", arena.plan.proven}};
  putCut(json, arena.plan.end);
  return json;
}

Json scheduleJson(const Graph& graph, const Schedule& schedule) {
  Json patched = Json::array();
  for (const Block& block : schedule.blocks) {
    if (block.whole()) continue;
    patched.push_back({{"split", graph[block.operators.back()].name},
                       {"operators", block.operators.size()},
                       {"grid", {block.grid.rows, block.grid.columns}},
                       {"tiles", name(block.tiles)},
                       {"buffers", name(block.buffers)}});
  }
  return {{"name", schedule.name}, {"blocks", schedule.blocks.size()}, {"patched", patched}};
}

Json orderJson(const OrderReport& order) {
  Json json{{"kind", order.best ? "best" : "file"}};
  if (!order.peaks) return json;
  const Bytes peak = order.best ? order.peaks->best : order.peaks->file;
  json["peak_bytes"] = peak.count();
  json["lower_bound_bytes"] = order.peaks->lowerBound.count();
  json["proven"] = peak == order.peaks->lowerBound;
  if (order.best) {
    json["file_peak_bytes"] = order.peaks->file.count();
  } else if (order.peaks->best < order.peaks->file) {
    json["best_peak_bytes"] = order.peaks->best.count();
  }
  putCut(json, order.end);
  return json;
}

Json countedJson(const Graph& graph, const Runtime& runtime,
                 const std::vector<const Schedule*>& schedules) {
  Json json;
  for (const CountingLine& line : countedLines(graph, runtime, schedules)) {
    json[line.key] = line.value;
  }
  return json;
}

Json buffersJson(const Graph& graph, const ScheduleRun& run) {
  std::vector<std::size_t> all(run.trace.buffers.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  return buffersJson(graph, run, all);
}

Json buffersJson(const Graph& graph, const ScheduleRun& run,
                 const std::vector<std::size_t>& indices) {
  Json json = Json::array();
  for (const std::size_t i : indices) {
    const Buffer& buffer = run.trace.buffers[i];
    json.push_back({{"name", bufferName(graph, buffer)},
                    {"tensor", graph[buffer.tensor].name},
                    {"kind", name(buffer.kind)},
                    {"bytes", buffer.bytes.count()},
                    {"first_step", buffer.steps.begin},
                    {"end_step", buffer.steps.end}});
    if (!buffer.channels.empty()) {
      json.back()["channels"] = {buffer.channels.begin, buffer.channels.end};
    }
    if (buffer.before) {
      const Buffer& input = run.trace.buffers[*buffer.overwrites];
      json.back()["over"] = bufferName(graph, input);
      json.back()["before_bytes"] = buffer.before->count();
      json.back()["shared_bytes"] = sharedBytes(run.trace, buffer).count();
    }
    if (!run.arena) continue;
    json.back()["planned_bytes"] = run.arena->problem.buffers[i].size.count();
    json.back()["offset"] = run.arena->plan.offsets[i].count();
  }
  return json;
}

namespace {

Json stageTensorJson(const Graph& graph, const StageTensorSummary& tensor) {
  Json json{{"tensor", graph[tensor.tensor].name},
            {"rows", name(tensor.overlap.rows)},
            {"columns", name(tensor.overlap.columns)},
            {"needed", tensor.needed},
            {"computed", tensor.computed},
            {"held", tensor.held},
            {"read_before_written", tensor.readBeforeWritten},
            {"held_rows_bytes", tensor.rows.count()},
            {"held_columns_bytes", tensor.beside.count()},
            {"moved_bytes", tensor.moved.count()}};
  if (tensor.chunk > 0) json["chunk_channels"] = tensor.chunk;
  return json;
}

}  // namespace

Json stagesJson(const Graph& graph, const ScheduleRun& run) {
  Json stages = Json::array();
  for (const StageSummary& stage : run.stages) {
    Json json{{"block", stage.block},
              {"grid", {stage.grid.rows, stage.grid.columns}},
              {"macs", stage.once.count()},
              {"executed_macs", stage.executed.count()},
              {"executed_macs_clipped", stage.executedClipped.count()},
              {"executed_macs_full", stage.executedFull.count()},
              {"recomputed_macs", (stage.executed - stage.once).count()},
              {"recomputed_macs_clipped", (stage.executedClipped - stage.once).count()},
              {"recomputed_macs_full", (stage.executedFull - stage.once).count()}};
    json["operators"] = Json::array();
    for (const auto& op : stage.operators) {
      json["operators"].push_back(stageOperatorJson(graph, op));
    }
    json["inputs"] = Json::array();
    for (const auto& input : stage.inputs) json["inputs"].push_back(stageInputJson(graph, input));
    json["calls"] = stage.calls;
    if (stage.over) {
      json["over_input"] = {{"tensor", graph[stage.over->input].name},
                            {"before_bytes", stage.over->distance.count()}};
    }
    json["tensors"] = Json::array();
    for (const auto& tensor : stage.tensors) {
      json["tensors"].push_back(stageTensorJson(graph, tensor));
    }
    stages.push_back(std::move(json));
  }
  return stages;
}

Json whyWorseJson(const ScheduleRun& run) {
  if (!run.whyWorse) return nullptr;
  return {{"reason", run.whyWorse->reason}, {"advice", run.whyWorse->advice}};
}

}  // namespace tessera
