#pragma once

#include <utility>

#include "sim/schedule/patch_based.h"
#include "sim/study/results.h"
#include "sim/study/run_schedule.h"
#include "tests/support/bottleneck.h"

namespace tessera::test {

/// The report of a small network's run in 2 x 2 patches up to its first bottleneck, with its arena.
inline SimulationReport patchedReport() {
  ModelReport model{"net", "", "", "int8", "", {}, {}, {}, bottlenecks()};
  const Graph graph = model.graph;
  const Runtime runtime = runtimeNamed("liveness");
  const Program program(graph, runtime.rules);
  Block patches;
  patches.grid = {2, 2};
  ScheduleRun run =
      runSchedule(program, patchBased(graph, operatorNamed(graph, "b1.project"), patches));
  run.arena = planArena(run.trace, runtime);
  return {std::move(model), runtime, std::move(run)};
}

/// A target with that much SRAM, at 1 kHz: a cycle is a millisecond. Each step takes as many cycles
/// as its number and one.
inline void addTestTarget(SimulationReport& report, Bytes sram) {
  TargetReport target;
  target.device.name = "board";
  target.device.clock = Hertz(1000);
  target.device.statedContiguous = sram;
  target.latency = LatencyMatch{};
  report.target = target;
  Cycles sum;
  for (std::size_t i = 0; i < report.run.trace.steps.size(); ++i) {
    report.run.trace.steps[i].cycles = Cycles(static_cast<std::int64_t>(i) + 1);
    sum += *report.run.trace.steps[i].cycles;
  }
  report.run.trace.totals.cycles = sum;
}

}  // namespace tessera::test
