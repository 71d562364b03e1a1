#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "core/interval.h"
#include "core/units.h"

namespace tessera {

/// Bytes that need an address while they live.
struct PlanBuffer {
  Bytes size;
  Interval steps;               ///< half-open
  std::int64_t alignment = 1;   ///< its offset is a multiple of this
  std::optional<Bytes> offset;  ///< where it must lie; nothing: anywhere
  /// An earlier buffer of the problem at whose offset it lies, because it is written in place over
  /// that one; their live ranges do not overlap. Chains are allowed.
  std::optional<std::size_t> sameOffsetAs;
};

struct PlanProblem {
  std::vector<PlanBuffer> buffers;
};

/// An offset for each buffer.
///
/// Example: of 10 B in [0,2), 20 B in [1,3) and 10 B in [2,4), the peak is 30 B (steps 1 and 2),
/// and the offsets 0, 10, 0 need an arena of 30 B: no fragmentation, proven.
struct ArenaPlan {
  std::vector<Bytes> offsets;  ///< one for each buffer of the problem
  Bytes arena;                 ///< what the plan needs: the largest offset + size
  Bytes peak;                  ///< the largest sum of live sizes
  Bytes lowerBound;            ///< no plan needs less; at least `peak`
  bool proven = false;         ///< arena == lowerBound: no plan is better

  Bytes fragmentation() const { return arena - peak; }
};

/// Throws Error(input), naming the buffer by its number, where a size or a fixed offset is
/// negative, a live range is empty, an alignment is below 1, or all sizes and alignments together
/// exceed 2^62.
void checkProblem(const PlanProblem& problem);

/// The largest sum of live sizes, and the first step that reaches it.
struct LivePeak {
  Bytes bytes;
  std::int64_t step = 0;
};
LivePeak livePeak(const PlanProblem& problem);

/// A true lower bound of every plan's arena: the peak; with a common alignment, the live sizes
/// rounded up to it, all but the last in the arena; and the end of each buffer with a fixed offset.
Bytes arenaLowerBound(const PlanProblem& problem);

/// The plan with these offsets: arena, peak and bound filled in.
ArenaPlan planWith(const PlanProblem& problem, std::vector<Bytes> offsets);

}  // namespace tessera
