#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/deployment.h"
#include "sim/memory/planner.h"
#include "sim/memory/problem.h"
#include "sim/simulate.h"
#include "sim/verify/arena_run.h"
#include "sim/verify/calibrate.h"
#include "sim/verify/execute.h"
#include "sim/verify/tile_table.h"

namespace tessera::test {

/// A network with inputs and its plain run.
struct Values {
  Graph graph;
  verify::TensorBytes inputs;
  verify::TensorBytes expected;
};

inline Values valuesOf(const Graph& graph, Deployment deployment = Deployment::asStored) {
  verify::TensorBytes inputs = verify::randomInputs(graph, 1);
  verify::TensorBytes run = verify::plainRun(graph, inputs);
  if (deployment == Deployment::asStored) return {graph, std::move(inputs), std::move(run)};
  verify::CalibratedRun stored = verify::calibrated(graph, run, deployment);
  verify::TensorBytes expected = verify::plainRun(stored.graph, stored.inputs);
  return {stored.graph, std::move(stored.inputs), std::move(expected)};
}

/// Everything that a run in an arena takes; tests spoil one part of it.
struct ArenaCase {
  ArenaCase(const Values& values, Schedule runs, const Runtime& runtime, PlannerKind planner)
      : values(values),
        schedule(std::move(runs)),
        trace(simulate(values.graph, schedule, runtime)),
        plan(tessera::plan(problemOf(trace), planner)),
        tiles(verify::scheduleTiles(values.graph, schedule)) {}

  verify::ArenaRunResult run() const {
    return verify::runInArena({values.graph, schedule, trace, plan, tiles}, values.inputs,
                              values.expected);
  }
  /// The fault in words, or "bits equal".
  std::string verdict() const {
    const verify::ArenaRunResult result = run();
    return result.fault ? verify::describe(values.graph, trace, *result.fault) : "bits equal";
  }

  const Values& values;
  Schedule schedule;
  Trace trace;
  ArenaPlan plan;
  std::vector<BlockTiles> tiles;
};

}  // namespace tessera::test
