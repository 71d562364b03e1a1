#pragma once

#include <cstddef>
#include <cstdint>

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

  /// Whether no such schedule is any better than what is known.
  bool useless(const SweepLabel& label, std::size_t classes, std::size_t begin);
  /// Whether none is that has a block of that cost which begins at `begin`.
  bool useless(const FrontCost& block, std::size_t begin);

 private:
  std::int64_t peakBehind(const SweepPrefix& prefix, std::int64_t live) const;
  bool isBetter(const SweepPrefix& prefix, std::int64_t live, const SweepLabel& label) const;

  const SearchGraph& graph_;
  const SweepTask& task_;
  const SweepRules& rules_;
  const BudgetFront& known_;
  std::int64_t result_;
  std::size_t earliest_;
  std::size_t usefulBehind_ = 0;  // a prefix, by index
};

}  // namespace tessera
