#include "sim/check/snapshot.h"

#include <algorithm>
#include <map>
#include <utility>

#include "core/checked.h"
#include "core/error.h"
#include "core/work.h"
#include "sim/report/target_report.h"
#include "sim/study/demand.h"

namespace tessera {
namespace {

std::string settingOf(const SimulationReport& report) {
  std::string text = report.run.schedule.name + ", " + report.runtime.name;
  if (report.target) text += ", " + report.target->device.name;
  text += ", " + report.model.deployment;
  return oneLine(report.otherSettings.empty() ? text : text + ", " + report.otherSettings);
}

std::optional<std::int64_t> nanosecondsOf(const SimulationReport& report) {
  const Totals& totals = report.run.trace.totals;
  if (!report.target || !report.target->latency || !report.target->device.clock) return {};
  if (!totals.cycles || totals.stepsOfUnknownCost > 0) return {};
  return nanoseconds(*totals.cycles, *report.target->device.clock);
}

Amounts amountsOf(const SimulationReport& report) {
  const Totals& totals = report.run.trace.totals;
  Amounts amounts;
  amounts[Metric::sram] = sramOf(report.runtime, report.run).count();
  amounts[Metric::flash] = flashOf(report.runtime, report.model).count();
  amounts[Metric::latency] = nanosecondsOf(report);
  if (totals.unknownOperators > 0) return amounts;
  amounts[Metric::macs] = totals.executed.count();
  amounts[Metric::recompute] = (totals.executed - totals.macs).count();
  return amounts;
}

std::vector<OperatorRecord> operatorsOf(const Graph& graph, const Trace& trace) {
  std::vector<OperatorRecord> records;
  std::map<OperatorId, std::size_t> indices;
  for (std::size_t i = 0; i < trace.steps.size(); ++i) {
    const Step& step = trace.steps[i];
    const auto [at, isNew] = indices.try_emplace(step.op, records.size());
    if (isNew) {
      const Operator& op = graph[step.op];
      records.push_back({oneLine(op.name), oneLine(op.type),
                         op.outputs.empty() ? "" : graph[op.outputs.front()].shape.text(),
                         static_cast<std::int64_t>(i), std::nullopt, 0, std::nullopt,
                         operatorSize(graph, step.op).weightBytes.count()});
    }
    OperatorRecord& record = records[at->second];
    if (step.macs) addToSum(record.macs, step.macs->count());
    if (step.cycles) addToSum(record.cycles, step.cycles->count());
    record.recomputed = checkedAdd(record.recomputed, step.recomputed.count());
  }
  return records;
}

/// Patches of one tensor share a record; what of them is live at once is summed.
std::string recordName(const Graph& graph, const Buffer& buffer) {
  return oneLine(isWorkspace(buffer.kind) ? bufferName(graph, buffer) : graph[buffer.tensor].name);
}

std::string writerOf(const Graph& graph, const Buffer& buffer) {
  const auto producer = graph.producer(buffer.tensor);
  return producer ? oneLine(graph[*producer].name) : "";
}

std::vector<BufferRecord> buffersOf(const Graph& graph, const Trace& trace) {
  std::vector<BufferUse> uses;
  for (const Buffer& buffer : trace.buffers) {
    uses.push_back({recordName(graph, buffer), std::string(name(buffer.kind)),
                    writerOf(graph, buffer), buffer.bytes.count(), buffer.steps.begin,
                    buffer.steps.end});
  }
  return bufferRecords(uses, static_cast<std::int64_t>(trace.totals.peakStep));
}

}  // namespace

void addToSum(std::optional<std::int64_t>& sum, std::int64_t more) {
  sum = checkedAdd(sum.value_or(0), more);
}

std::int64_t nanoseconds(Cycles cycles, Hertz clock) {
  constexpr std::int64_t second = 1'000'000'000;
  const std::int64_t whole = cycles.count() / clock.count();
  const std::int64_t rest = cycles.count() % clock.count();
  return checkedAdd(checkedMul(whole, second), ceilDiv(checkedMul(rest, second), clock.count()));
}

Snapshot takeSnapshot(const SimulationReport& report) {
  const Graph& graph = report.model.graph;
  const Trace& trace = report.run.trace;
  return {report.model.name,
          settingOf(report),
          amountsOf(report),
          trace.totals.macs.count(),
          static_cast<std::int64_t>(trace.totals.peakStep),
          operatorsOf(graph, trace),
          buffersOf(graph, trace)};
}

}  // namespace tessera
