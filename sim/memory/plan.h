#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/interval.h"
#include "core/search_end.h"
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
  std::vector<Bytes> offsets;            ///< one for each buffer of the problem
  Bytes arena;                           ///< what the plan needs: the largest offset + size
  Bytes peak;                            ///< the largest sum of live sizes
  Bytes lowerBound;                      ///< no plan needs less; at least `peak`
  bool proven = false;                   ///< arena == lowerBound: no plan is better
  SearchEnd end = SearchEnd::exhausted;  ///< why the planner looked no further

  Bytes fragmentation() const { return arena - peak; }
};

/// What makes a problem nonsense.
struct ProblemFault {
  std::size_t buffer = 0;
  std::string field;  ///< "size", "steps", "alignment", "offset" or "sameOffsetAs"
  std::string message;
  std::string hint;
};

/// The first fault of a problem, or nothing: a negative size or fixed offset, an empty live range
/// or one beyond +-2^61, an alignment below 1 or one that the fixed offset is no multiple of, sizes
/// and alignments that come to more than 2^62 together; of buffers that share an offset, one that
/// names a later one, live ranges that overlap, different fixed offsets, or alignments without a
/// common multiple up to 2^62.
std::optional<ProblemFault> faultOf(const PlanProblem& problem);

/// Throws Error(input) with that fault, naming the buffer by its number.
void checkProblem(const PlanProblem& problem);

/// The largest sum of live sizes, and the first step that reaches it.
struct LivePeak {
  Bytes bytes;
  std::int64_t step = 0;
};
LivePeak livePeak(const PlanProblem& problem);

/// The same with each size rounded up to the alignment that all have in common, but for one: what
/// lies last needs no padding. At least `livePeak`; no plan needs less.
LivePeak paddedPeak(const PlanProblem& problem);

/// A lower bound of every plan's arena: the padded peak and the end of each buffer at a fixed
/// offset.
Bytes arenaLowerBound(const PlanProblem& problem);

/// What these offsets need: the largest offset + size.
Bytes arenaOf(const PlanProblem& problem, const std::vector<Bytes>& offsets);

/// The plan with these offsets: arena, peak and bound filled in.
ArenaPlan planWith(const PlanProblem& problem, std::vector<Bytes> offsets);

/// Takes these offsets where they need a smaller arena than the plan does. Its bound stays.
void improve(ArenaPlan& plan, const PlanProblem& problem, std::vector<Bytes> offsets);

}  // namespace tessera
