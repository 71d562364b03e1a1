#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/deployment.h"
#include "sim/run/arena.h"
#include "sim/run/simulate.h"
#include "sim/verify/arena_run.h"
#include "sim/verify/reference_run.h"
#include "sim/verify/tile_table.h"

namespace tessera::test {

inline verify::ReferenceRun valuesOf(const Graph& graph,
                                     Deployment deployment = Deployment::asStored) {
  return verify::referenceRun(graph, verify::randomInputs(graph, 1), deployment);
}

/// Everything that a run in an arena takes; tests spoil one part of it.
struct ArenaCase {
  ArenaCase(const verify::ReferenceRun& values, Schedule runs, const Runtime& runtime,
            PlannerKind planner)
      : values(values),
        schedule(std::move(runs)),
        trace(simulate(values.graph, schedule, runtime)),
        plan(planArena(trace, with(runtime, planner), shortly()).plan),
        tiles(verify::scheduleTiles(values.graph, schedule)) {}

  static Runtime with(Runtime runtime, PlannerKind planner) {
    runtime.planner = planner;
    return runtime;
  }
  /// Any plan will do: the search for the least arena may be cut short.
  static PlanOptions shortly() {
    PlanOptions options;
    options.workLimit = 20'000;
    return options;
  }

  verify::ArenaRunResult run() const {
    return verify::runInArena({values.graph, schedule, trace, plan, tiles}, values.inputs,
                              values.expected);
  }
  /// The fault in words, or "bits equal".
  std::string verdict() const {
    const verify::ArenaRunResult result = run();
    return result.fault ? verify::describe(values.graph, trace, *result.fault) : "bits equal";
  }

  const verify::ReferenceRun& values;
  Schedule schedule;
  Trace trace;
  ArenaPlan plan;
  std::vector<BlockTiles> tiles;
};

}  // namespace tessera::test
