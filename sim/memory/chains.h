#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "sim/memory/plan.h"

namespace tessera {

/// Buffers at fixed distances from each other (`PlanBuffer::sameOffsetAs`), in the order of the
/// problem; most chains have one. Planners place chains: they choose the offset of the *base*, and
/// each buffer lies its shift above that.
///
/// The base is the offset of the lowest buffer, or a little below it: so that all of them are
/// aligned wherever the base is a multiple of the chain's alignment. An offset of 0 or more keeps
/// all of them in the arena, and no plan has the base below 0.
///
/// Example: 8 B, aligned to 16, and 12 B at a distance of -4, aligned to 4. The base lies 12 below
/// the second: shifts 16 and 12, alignment 16.
struct Chain {
  std::vector<std::size_t> buffers;
  std::vector<Bytes> shifts;    ///< of each buffer: its offset minus the base
  std::int64_t alignment = 1;   ///< of the base: the least common multiple of theirs
  std::optional<Bytes> offset;  ///< of the base, where one of them must lie somewhere
  bool together = false;        ///< some may live together at one offset

  /// Whether all lie at one offset, no two of them together.
  bool flat() const;
};

/// The chains of a problem that `checkProblem` accepts, in the order of their first buffers.
std::vector<Chain> chainsOf(const PlanProblem& problem);

/// Of each buffer, the first of its chain. Each `sameOffsetAs` must name an earlier buffer.
std::vector<std::size_t> chainHeads(const PlanProblem& problem);

/// Of each buffer, its offset minus that of the first of its chain.
std::vector<std::int64_t> chainPositions(const PlanProblem& problem);

/// The steps from the first to the last in which a buffer of the chain lives.
Interval stepsOf(const PlanProblem& problem, const Chain& chain);

/// The size of the largest buffer of a chain.
Bytes largestSize(const PlanProblem& problem, const Chain& chain);

/// From the base of a chain to the highest end of its buffers; the largest size where it is flat.
Bytes extentOf(const PlanProblem& problem, const Chain& chain);

}  // namespace tessera
