#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

namespace tessera {

/// What a schedule, or a part of one, costs.
struct FrontCost {
  std::int64_t peak = 0;    ///< bytes
  std::int64_t extra = 0;   ///< MACs beyond once; negative where less is executed
  std::int64_t cycles = 0;  ///< 0 where time is no axis
  friend bool operator==(const FrontCost&, const FrontCost&) = default;
};

/// Whether `a` is nowhere worse than `b`.
constexpr bool covers(const FrontCost& a, const FrontCost& b) {
  return a.peak <= b.peak && a.extra <= b.extra && a.cycles <= b.cycles;
}

/// What both come to, one after the other.
constexpr FrontCost inSequence(const FrontCost& first, const FrontCost& next) {
  return {std::max(first.peak, next.peak), first.extra + next.extra, first.cycles + next.cycles};
}

/// Whole schedules whose times differ by less than one part of so many count as equally fast: an
/// estimate is no better.
constexpr std::int64_t timeResolution = 50;

/// The same, but that `a` may take a little more time.
constexpr bool nearlyCovers(const FrontCost& a, const FrontCost& b) {
  return a.peak <= b.peak && a.extra <= b.extra && a.cycles <= b.cycles + b.cycles / timeResolution;
}

/// Costs that none of the others covers.
class BudgetFront {
 public:
  bool covers(const FrontCost& cost) const {
    return std::any_of(costs_.begin(), costs_.end(),
                       [&](const FrontCost& known) { return tessera::covers(known, cost); });
  }
  bool nearlyCovers(const FrontCost& cost) const {
    return std::any_of(costs_.begin(), costs_.end(),
                       [&](const FrontCost& known) { return tessera::nearlyCovers(known, cost); });
  }
  void add(const FrontCost& cost) {
    if (covers(cost)) return;
    std::erase_if(costs_, [&](const FrontCost& known) { return tessera::covers(cost, known); });
    costs_.push_back(cost);
  }
  const std::vector<FrontCost>& costs() const { return costs_; }

 private:
  std::vector<FrontCost> costs_;
};

}  // namespace tessera
