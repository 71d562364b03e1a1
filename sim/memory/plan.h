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
  /// An earlier buffer of the problem from whose offset its own is `distance` away, because it is
  /// written over that one. Chains are allowed: they are rigid.
  std::optional<std::size_t> sameOffsetAs;
  /// Its offset minus that one's; 0: in place, and then the live ranges of the two do not overlap.
  /// At another distance, the buffers of a chain may live and share addresses together: whoever
  /// states it knows that no byte is written over before it is read for the last time.
  Bytes distance{0};
  /// The same at distance 0: the two may live and share addresses together.
  bool together = false;

  /// Whether it may share addresses with the one before while both live.
  bool sharesAddresses() const { return sameOffsetAs && (together || distance != Bytes(0)); }
};

struct PlanProblem {
  std::vector<PlanBuffer> buffers;
};

/// An offset for each buffer.
///
/// Example: of 10 B in [0,2), 20 B in [1,3) and 10 B in [2,4), the peak is 30 B (steps 1 and 2),
/// and the offsets 0, 10, 0 need an arena of 30 B: no fragmentation, proven. Where the 20 B are
/// written over the first 10 B at a distance of -14 B, the two need 24 B together.
struct ArenaPlan {
  std::vector<Bytes> offsets;            ///< one for each buffer of the problem
  Bytes arena;                           ///< what the plan needs: the largest offset + size
  Bytes peak;                            ///< the most bytes that are live in one step
  Bytes lowerBound;                      ///< no plan needs less; at least `peak`
  bool proven = false;                   ///< arena == lowerBound: no plan is better
  SearchEnd end = SearchEnd::exhausted;  ///< why the planner looked no further

  Bytes fragmentation() const { return arena - peak; }
};

/// What makes a problem nonsense.
struct ProblemFault {
  std::size_t buffer = 0;
  std::string field;  ///< "size", "steps", "alignment", "offset", "sameOffsetAs" or "distance"
  std::string message;
  std::string hint;
};

/// The first fault of a problem, or nothing: a negative size or fixed offset, an empty live range
/// or one beyond +-2^61, an alignment below 1 or one that the fixed offset is no multiple of, sizes
/// and alignments that come to more than 2^62 together; a distance from no buffer; of the buffers
/// of a chain, one that names a later one, one more than 2^60 away from the first, live ranges that
/// overlap at the same offset, fixed offsets that contradict each other or leave one below the
/// arena, alignments without a common multiple up to 2^62, or distances at which they cannot all be
/// aligned.
std::optional<ProblemFault> faultOf(const PlanProblem& problem);

/// Throws Error(input) with that fault, naming the buffer by its number.
void checkProblem(const PlanProblem& problem);

/// The most bytes that are live in one step, and the first step that has them. What several live
/// buffers of a chain share counts once.
struct LivePeak {
  Bytes bytes;
  std::int64_t step = 0;
};
LivePeak livePeak(const PlanProblem& problem);

/// The same with each size rounded up to the alignment that all have in common, but for one: what
/// lies last needs no padding. At least `livePeak`; no plan needs less.
LivePeak paddedPeak(const PlanProblem& problem);

/// A lower bound of every plan's arena: the padded peak, the end of each buffer at a fixed offset
/// and the extent of each chain.
Bytes arenaLowerBound(const PlanProblem& problem);

/// What these offsets need: the largest offset + size.
Bytes arenaOf(const PlanProblem& problem, const std::vector<Bytes>& offsets);

/// The plan with these offsets: arena, peak and bound filled in.
ArenaPlan planWith(const PlanProblem& problem, std::vector<Bytes> offsets);

/// Takes these offsets where they need a smaller arena than the plan does. Its bound stays.
void improve(ArenaPlan& plan, const PlanProblem& problem, std::vector<Bytes> offsets);

}  // namespace tessera
