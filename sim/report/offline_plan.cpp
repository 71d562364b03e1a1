#include "sim/report/offline_plan.h"

#include <fmt/core.h>

#include <algorithm>
#include <limits>
#include <vector>

#include "core/error.h"
#include "sim/memory/greedy.h"

namespace tessera {
namespace {

constexpr std::int64_t formatVersion = 1;
constexpr std::int64_t alignment = 16;  // MicroArenaBufferAlignment(), micro_arena_constants.h
constexpr std::int64_t online = -1;     // kOnlinePlannedBuffer, greedy_memory_planner.h

[[noreturn]] void refuse(const std::string& message, const std::string& hint) {
  throw Error(ErrorCode::usage, "no offline plan for TFLite Micro: " + message, {}, hint);
}

void checkSchedule(const Schedule& schedule) {
  const std::string hint = "plan --schedule layer";
  std::size_t next = 0;
  for (const Block& block : schedule.blocks) {
    if (!block.whole())
      refuse("a tensor in patches needs several offsets, the format has one", hint);
    for (const OperatorId op : block.operators) {
      if (op.index() != next++) refuse("it runs operators only in the file's order", hint);
    }
  }
}

void checkBuffers(const PlanReport& report) {
  const RunArena& arena = report.arena();
  const std::string hint = "plan with --runtime tflm";
  for (std::size_t i = 0; i < arena.problem.buffers.size(); ++i) {
    if (isWorkspace(report.model->run.trace.buffers[i].kind)) continue;
    const std::int64_t offset = arena.plan.offsets[i].count();
    const std::string buffer = "'" + report.names[i] + "'";
    if (arena.problem.buffers[i].sameOffsetAs) {
      refuse(buffer + " is written in place, which its kernels do not do", hint);
    }
    if (offset % alignment != 0) refuse(buffer + " is not aligned to 16 bytes", hint);
    if (offset > std::numeric_limits<std::int32_t>::max()) {
      refuse(buffer + " lies beyond 2 GiB", "an offset has 32 bits");
    }
  }
}

/// The offset of each tensor of the graph.
std::vector<std::int64_t> tensorOffsets(const PlanReport& report) {
  const Graph& graph = report.model->model.graph;
  const Trace& trace = report.model->run.trace;
  std::vector<std::int64_t> ofStorage(graph.tensors().size(), online);
  for (std::size_t i = 0; i < trace.buffers.size(); ++i) {
    if (trace.buffers[i].kind != BufferKind::activation) continue;
    ofStorage[trace.buffers[i].tensor.index()] = report.arena().plan.offsets[i].count();
  }
  std::vector<std::int64_t> offsets(graph.tensors().size(), online);
  for (std::size_t i = 0; i < offsets.size(); ++i) {
    offsets[i] = ofStorage[graph.storage(TensorId(i)).index()];
  }
  return offsets;
}

/// What TFLite Micro comes to: the offsets fixed, scratch buffers by its own planner around them.
Bytes deviceArena(const PlanReport& report) {
  const Trace& trace = report.model->run.trace;
  PlanProblem problem = report.arena().problem;
  for (std::size_t i = 0; i < problem.buffers.size(); ++i) {
    // Variable tensors lie outside what TFLite Micro plans.
    if (trace.buffers[i].kind == BufferKind::state) problem.buffers[i].size = Bytes(0);
    if (isWorkspace(trace.buffers[i].kind)) continue;
    problem.buffers[i].offset = report.arena().plan.offsets[i];
  }
  return tflmGreedy(problem).arena;
}

std::string line(std::int64_t value, const std::string& comment) {
  return fmt::format("{} # {}\n", value, oneLine(comment));
}

}  // namespace

std::string offlinePlan(const PlanReport& report,
                        std::span<const std::optional<TensorId>> fileTensors) {
  if (!report.model) refuse("a bare problem has no tensors", "name a MODEL");
  if (report.model->run.order.best) {
    refuse("it runs operators only in the file's order", "plan --order file");
  }
  checkSchedule(report.model->run.schedule);
  checkBuffers(report);
  const Graph& graph = report.model->model.graph;
  const std::vector<std::int64_t> offsets = tensorOffsets(report);
  std::string text = fmt::format(
      "# OfflineMemoryAllocation of {}: {} bytes of arena on the device, scratch included\n",
      oneLine(report.title), deviceArena(report).count());
  text += line(formatVersion, "version") + line(0, "subgraph");
  text += line(static_cast<std::int64_t>(fileTensors.size()), "tensors");
  for (const std::optional<TensorId>& tensor : fileTensors) {
    text += tensor ? line(offsets[tensor->index()], graph[*tensor].name)
                   : line(online, "not in the network");
  }
  return text;
}

}  // namespace tessera
