#pragma once

#include <atomic>
#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>

#include "core/graph.h"
#include "sim/memory/plan.h"
#include "sim/run/stage_regions.h"
#include "sim/run/trace.h"
#include "sim/schedule/schedule.h"
#include "sim/verify/difference.h"
#include "sim/verify/execute.h"

namespace tessera::verify {

/// What is executed: a schedule, as simulated and planned.
struct ArenaSetup {
  const Graph& graph;
  const Schedule& schedule;
  const Trace& trace;                 ///< which buffers live in which steps
  const ArenaPlan& plan;              ///< where each of them lies
  std::span<const BlockTiles> tiles;  ///< see `scheduleTiles`
};

/// What is wrong with a schedule, its trace or its plan.
struct Fault {
  std::optional<std::size_t> step;  ///< nothing: the plan itself; past the last one: the end
  TensorId tensor;                  ///< whose bytes are concerned
  std::string what;                 ///< what the step does wrong; follows "step 3, 'conv': "
  std::optional<Difference> difference;
};

struct ArenaRunResult {
  std::size_t steps = 0;             ///< executed, up to the fault
  std::int64_t outputElements = 0;   ///< of graph outputs, compared at the end
  std::int64_t writtenElements = 0;  ///< by all steps, each compared when it was written
  std::optional<Fault> fault;        ///< nothing: all bits are equal
};

struct ArenaRunOptions {
  const std::atomic<bool>* stop = nullptr;  ///< set by somebody else: throw Error(interrupted)
  std::function<void(std::size_t done, std::size_t total)> progress;
};

/// Executes the schedule step by step in one array of bytes, each buffer at its planned offset, and
/// compares with a plain run of the same graph in separate memory, bit by bit: what a step reads
/// before it runs, what it wrote after it ran, and the graph's outputs at the end. Ends at the
/// first fault.
///
/// A step reads and writes only through buffers that live in it, a patch only the region that its
/// buffer has room for. Buffers are poisoned when they begin and when they end. `inputs` holds the
/// graph's inputs, which are there before step 0 or, where a stage streams them in, come with each
/// patch; `expected` is the plain run's result and only compared with.
///
/// Throws Error(unsupported) where an operator has no arithmetic, Error(input) where constants
/// cannot be read.
ArenaRunResult runInArena(const ArenaSetup& setup, const TensorBytes& inputs,
                          const TensorBytes& expected, const ArenaRunOptions& options = {});

/// The fault in one sentence: step, patch, operator, what is wrong.
std::string describe(const Graph& graph, const Trace& trace, const Fault& fault);

}  // namespace tessera::verify
