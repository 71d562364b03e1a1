#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "sim/memory/plan.h"

namespace tessera {

/// The placed buffers of a problem, found by live range: a tree over the buffers in the order of
/// their first step, each node with the latest end of those placed below it.
class LiveIndex {
 public:
  explicit LiveIndex(const PlanProblem& problem);

  void place(std::size_t buffer);
  void remove(std::size_t buffer);

  /// The placed buffers that share a step with `steps`, in the order of their first step.
  /// `found` is cleared first.
  void liveWith(Interval steps, std::vector<std::size_t>& found) const;

 private:
  void setEnd(std::size_t buffer, std::int64_t end);
  void collect(std::size_t node, std::size_t begin, std::size_t end, std::size_t stop,
               std::int64_t after, std::vector<std::size_t>& found) const;

  std::vector<std::size_t> byBegin_;
  std::vector<std::int64_t> begins_;
  std::vector<std::int64_t> ends_;
  std::vector<std::size_t> positionOf_;
  std::size_t leaves_ = 1;
  std::vector<std::int64_t> latestEnd_;  // heap order, the root at 1
};

}  // namespace tessera
