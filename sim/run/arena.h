#pragma once

#include <optional>

#include "sim/memory/planner.h"
#include "sim/run/trace.h"
#include "sim/target/runtime.h"

namespace tessera {

/// A run in its arena.
struct RunArena {
  PlannerKind planner = PlannerKind::exact;
  /// One entry for each buffer of the trace, in its order, sizes rounded as the runtime rounds
  /// them; what `plan` answers, and what `validate` takes together with it.
  PlanProblem problem;
  /// Offsets for all of them. `peak` is that of the rounded sizes, so that `fragmentation` is the
  /// planner's alone; `arena`, `peak` and `lowerBound` include `behind`.
  ArenaPlan plan;
  /// Buffers that are kept for the whole run behind what the planner places: state, and
  /// TinyEngine's im2col and kernel buffers.
  Bytes behind;
};

/// Gives every buffer of a run an address, as the runtime does it: sizes rounded, its planner (or
/// `planner`, where one is given), state and persistent workspace behind the arena.
///
/// TFLite Micro hands its planner the tensors in the file's order and the scratch buffers behind
/// them, which settles ties; so does this for `PlannerKind::tflm`. Throws what `plan` throws.
RunArena planArena(const Trace& trace, const Runtime& runtime, const PlanOptions& options = {},
                   std::optional<PlannerKind> planner = std::nullopt);

}  // namespace tessera
