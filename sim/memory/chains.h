#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "sim/memory/plan.h"

namespace tessera {

/// Buffers that share an offset (`PlanBuffer::sameOffsetAs`), in the order of the problem; most
/// chains have one. Planners place chains.
struct Chain {
  std::vector<std::size_t> buffers;
  std::int64_t alignment = 1;   ///< the least common multiple of theirs
  std::optional<Bytes> offset;  ///< where one of them must lie
};

/// The chains of a problem that `checkProblem` accepts, in the order of their first buffers.
std::vector<Chain> chainsOf(const PlanProblem& problem);

/// Of each buffer, the first of its chain. Each `sameOffsetAs` must name an earlier buffer.
std::vector<std::size_t> chainHeads(const PlanProblem& problem);

/// The steps from the first to the last in which a buffer of the chain lives.
Interval stepsOf(const PlanProblem& problem, const Chain& chain);

/// The size of the largest buffer of a chain.
Bytes largestSize(const PlanProblem& problem, const Chain& chain);

}  // namespace tessera
