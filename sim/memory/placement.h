#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "sim/memory/chains.h"
#include "sim/memory/live_index.h"
#include "sim/memory/plan.h"

namespace tessera {

/// What a chain asks for when its turn comes: each buffer its own bytes while it lives, or all from
/// the lowest byte of any to the highest, from the first step to the last. Placed chains always
/// count as the former.
enum class Footprint : std::uint8_t { buffers, hull };

/// A plan in the making: some chains have an offset.
class Placement {
 public:
  explicit Placement(const PlanProblem& problem);

  /// Its base at that offset.
  void place(const Chain& chain, Bytes offset);
  void remove(const Chain& chain);

  /// The lowest aligned offset of its base that is free of the placed chains.
  Bytes lowestOffset(const Chain& chain, Footprint footprint = Footprint::buffers);

  /// The placed buffers that share a step with `steps`; valid until the next call.
  const std::vector<std::size_t>& liveWith(Interval steps);

  Bytes offset(std::size_t buffer) const { return offsets_[buffer]; }
  /// The offsets of all buffers; 0 of those without a place.
  const std::vector<Bytes>& offsets() const { return offsets_; }

 private:
  void forbid(Interval steps, Interval bytes);

  const PlanProblem& problem_;
  std::vector<Bytes> offsets_;
  LiveIndex placed_;
  std::vector<std::size_t> neighbours_;
  std::vector<Interval> forbidden_;  // offsets begin < x < end
};

}  // namespace tessera
