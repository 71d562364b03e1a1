#pragma once

#include <cstddef>
#include <cstdint>
#include <unordered_map>
#include <vector>

#include "core/receptive_field.h"
#include "sim/run/runs.h"

namespace tessera {

/// What a tensor needs along one axis, position by position (a strip, or a column of tiles), and
/// what follows from it. Each distinct sequence of intervals is kept once and has a number, so that
/// a search can compare needs and share what was worked out for them.
class AxisSequences {
 public:
  using Id = std::uint32_t;

  /// What a tensor's tiles come to along the axis where its overlap is cached, or recomputed.
  struct Facts {
    Id computed = 0;               ///< what is needed and not held
    std::int64_t first = 0;        ///< the length of what the first position computes
    std::int64_t rest = 0;         ///< the largest length of the others
    std::int64_t carried = 0;      ///< the most that is held from one position to the next
    std::int64_t mostHeld = 0;     ///< the most that one position has, held or new
    std::int64_t sum = 0;          ///< of the lengths that are computed
    std::int64_t calls = 0;        ///< positions that compute anything
    std::int64_t hull = 0;         ///< the length of all that is needed
    std::size_t lastPosition = 0;  ///< that needs anything
    bool forward = true;           ///< neither end of the needs ever goes back
  };

  /// `extent` cut into tiles of `length`, the last one smaller.
  AxisSequences(std::int64_t extent, std::int64_t length);

  /// The tiles themselves.
  Id tiles() const { return 0; }
  std::size_t positions() const { return starts_.size(); }
  const IntervalRuns& at(Id id) const { return pool_[id]; }

  /// The number of a sequence with as many positions.
  Id intern(const IntervalRuns& sequence);
  /// What is read where `output` is computed. `edge` numbers the map: the same for equal maps.
  Id through(std::size_t edge, const AxisMap& map, Id output);
  /// The hull, position by position.
  Id hullOf(Id a, Id b);
  /// Whether one needs something at a position where the other needs nothing.
  bool differInActivity(Id a, Id b) const;
  Facts facts(Id needed, bool cached);

 private:
  Facts work(Id needed, bool cached);

  std::vector<bool> starts_;        // every tile begins anew
  std::vector<IntervalRuns> pool_;  // by number
  std::unordered_multimap<std::uint64_t, Id> byHash_;
  std::unordered_map<std::uint64_t, Id> through_;  // by edge and sequence
  std::unordered_map<std::uint64_t, Id> hulls_;    // by both sequences
  std::vector<Facts> facts_[2];                    // by sequence; cached second
  std::vector<bool> known_[2];
};

}  // namespace tessera
