#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "sim/search/front/budget_front.h"

namespace tessera {

/// What the operators before a block cost at least, and which bytes pass by it or come into it.
struct SweepPrefix {
  std::int64_t alive = 0;
  FrontCost cost;
};

/// By cut, where blocks of some sweeps may begin and what is in front of them. Of little use to a
/// block are bytes that live at one cut and costs of the operators before another: each prefix has
/// both of its own.
class SweepPrefixes {
 public:
  /// `begins` says where blocks may begin, `alive` what lives at least there; blocks have `longest`
  /// operators at most.
  SweepPrefixes(std::vector<bool> begins, std::vector<std::int64_t> alive, std::size_t longest);

  bool mayBegin(std::size_t cut) const { return begins_[cut]; }
  /// The next cut, and what schedules of all operators before it cost.
  void reach(const std::vector<FrontCost>& costs);
  /// Whether a block may begin at any cut so far.
  bool reached() const { return !upTo_.back().empty(); }

  /// Those of one cut.
  const std::vector<FrontCost>& at(std::size_t cut) const { return at_[cut]; }
  /// Those of cuts so near that a block which begins there may have the operator at `cut`; none has
  /// another that is nowhere worse.
  const std::vector<SweepPrefix>& upTo(std::size_t cut) const { return upTo_[cut]; }

 private:
  void add(std::size_t cut, std::vector<SweepPrefix>& to) const;

  std::vector<bool> begins_;
  std::vector<std::int64_t> alive_;
  std::size_t longest_;
  std::vector<std::vector<FrontCost>> at_;      // by cut
  std::vector<std::vector<SweepPrefix>> upTo_;  // likewise
};

}  // namespace tessera
