#include "sim/report/inspection.h"

#include <utility>

#include "sim/study/run_schedule.h"

namespace tessera {

InspectionReport inspectModel(ModelReport model) {
  std::vector<NetworkBlock> blocks = networkBlocks(model.graph);
  DeadChannelReport dead = deadOutputChannels(model.graph);
  return {std::move(model), std::move(blocks), std::move(dead), std::nullopt};
}

FieldReport fieldReport(const Graph& graph) {
  return {receptiveFields(graph), {}, {}, std::nullopt};
}

FieldReport fieldReport(const Program& program, const Schedule& schedule) {
  FieldReport report = fieldReport(program.graph);
  report.schedule = schedule.name;
  for (const Block& block : schedule.blocks) {
    if (block.whole()) continue;
    const std::vector<KernelShare> shares = kernelShares(program.graph, block);
    report.shares.insert(report.shares.end(), shares.begin(), shares.end());
  }
  const ScheduleRun run = runSchedule(program, schedule);
  if (!run.stages.empty()) report.stage = run.stages.front();
  return report;
}

}  // namespace tessera
