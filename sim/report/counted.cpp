#include "sim/report/counted.h"

#include <algorithm>
#include <set>

#include "sim/run/stage_plan.h"

namespace tessera {
namespace {

bool readsGraphInput(const Graph& graph, const Block& block) {
  const auto inside = [&](OperatorId reader) {
    return std::find(block.operators.begin(), block.operators.end(), reader) !=
           block.operators.end();
  };
  return std::any_of(graph.inputs().begin(), graph.inputs().end(), [&](TensorId input) {
    const auto readers = graph.consumers(input);
    return std::any_of(readers.begin(), readers.end(), inside);
  });
}

/// How the stages that read a graph input hold it.
std::set<StageInput> stageInputs(const Graph& graph, const CountingRules& rules,
                                 const std::vector<const Schedule*>& schedules) {
  std::set<StageInput> counted;
  for (const Schedule* schedule : schedules) {
    for (const Block& block : schedule->blocks) {
      if (block.grid.whole() || !readsGraphInput(graph, block)) continue;
      counted.insert(stageInputOf(block, rules));
    }
  }
  return counted;
}

CountingLine mixedLine(const CountingLine& line) {
  return {line.key, "mixed",
          "the schedule says of each per-patch stage whether the graph input is whole in SRAM or "
          "read patch by patch"};
}

}  // namespace

std::vector<CountingLine> countedLines(const Graph& graph, const Runtime& runtime,
                                       const std::vector<const Schedule*>& schedules) {
  const std::set<StageInput> inputs = stageInputs(graph, runtime.rules, schedules);
  Runtime counted = runtime;
  if (inputs.size() == 1) {
    counted.rules.stageInputStreamed = *inputs.begin() == StageInput::streamed;
  }
  std::vector<CountingLine> lines = countingLines(counted);
  for (CountingLine& line : lines) {
    if (line.key != "stage_input") continue;
    if (inputs.size() > 1) line = mixedLine(line);
    if (counted.rules != runtime.rules) line.text += "; the schedule says so";
  }
  return lines;
}

std::vector<const Schedule*> schedulesOf(const std::vector<ScheduleRun>& runs) {
  std::vector<const Schedule*> schedules;
  for (const ScheduleRun& run : runs) schedules.push_back(&run.schedule);
  return schedules;
}

}  // namespace tessera
