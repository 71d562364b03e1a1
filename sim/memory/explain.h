#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "sim/memory/planner.h"

namespace tessera {

enum class ObstacleKind : std::uint8_t {
  fixedCollision,  ///< two fixed buffers share addresses: no capacity is enough
  fixedBeyond,     ///< a fixed buffer ends beyond the capacity
  liveBytes,       ///< the bytes that live in a step exceed it
  padding,         ///< they exceed it with what their common alignment loses between them
  distances,       ///< a chain is longer than it, from its lowest buffer to its highest
  packing,         ///< they fit in every step, yet no offsets exist: found by exact search
};

/// What makes it impossible to fit a capacity: these buffers alone do not fit.
struct Obstacle {
  ObstacleKind kind = ObstacleKind::liveBytes;
  Bytes capacity;
  Bytes needed;                      ///< no plan of these buffers needs less (packing: a bound)
  Interval steps;                    ///< where they live together; of packing, where any lives
  std::vector<std::size_t> buffers;  ///< by their index in the problem, largest first
};

/// Why no plan of the problem fits in `capacity`, or nothing where that is not proven: either a
/// plan exists, or the search was stopped before it knew (`options`' time limit or `stop`; its
/// capacity is ignored). Throws what `checkProblem` throws.
std::optional<Obstacle> explainNoFit(const PlanProblem& problem, Bytes capacity,
                                     const PlanOptions& options = {});

/// The obstacle in one sentence, with at most `most` buffers by name; `names` names the buffers
/// (empty: their numbers).
///
/// Example: "step 4 alone needs 1 505 280 B: 'b1.expand.act' 1 204 224 B, 'b1.dw.act' 301 056 B".
std::string describe(const Obstacle& obstacle, const PlanProblem& problem,
                     std::span<const std::string> names, std::size_t most = 8);

}  // namespace tessera
