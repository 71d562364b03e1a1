#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "sim/search/front/block_sweep.h"
#include "sim/search/front/sweep_label.h"

namespace tessera {

/// What schedules come to at least that have a block of a sweep, and whether that is worth anything
/// beside what is known. Refers to what it is made of.
class SweepBounds {
 public:
  SweepBounds(const SearchGraph& graph, const SweepTask& task, const SweepRules& rules,
              const BudgetFront& known);

  /// The first position at which a block of the task may begin.
  std::size_t earliest() const { return earliest_; }

  /// Of schedules with a block that begins at `begin` or before and has the label's part.
  FrontCost leastOf(const SweepLabel& label, std::size_t classes, std::size_t begin) const;

  /// Whether no schedule with a part of that cost, whose block begins at `begin` or before, is any
  /// better than what is known.
  bool useless(const FrontCost& least, std::size_t begin);

 private:
  const SearchGraph& graph_;
  const SweepTask& task_;
  const SweepRules& rules_;
  const BudgetFront& known_;
  std::size_t earliest_ = 0;
  std::size_t usefulBehind_ = 0;           // a prefix, by index
  std::vector<std::int64_t> leastAlive_;   // by position: whole bytes in front of such a block
  std::vector<std::int64_t> leastBefore_;  // by position: what every prefix takes
};

}  // namespace tessera
