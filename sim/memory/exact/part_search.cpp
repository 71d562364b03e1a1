#include "sim/memory/exact/part_search.h"

#include <algorithm>
#include <cstdint>
#include <utility>

namespace tessera {
namespace {

constexpr double firstConflicts = 64;
constexpr double growth = 1.2;
constexpr double mostConflicts = 1e6;

}  // namespace

PartSearch::PartSearch(const PlanProblem& problem, const Packing& packing, ArenaPlan& plan,
                       Stopper& stopper)
    : problem_(problem),
      packing_(packing),
      plan_(plan),
      chains_(chainsOf(problem)),
      least_{PackingSearch(packing, stopper), {}},
      between_{PackingSearch(packing, stopper), {}},
      conflicts_(firstConflicts) {}

void PartSearch::round(const ArenaGoal& goal) {
  const Bytes least = std::max(goal.enough, plan_.lowerBound);
  const SearchStatus status = fit(least_, least);
  conflicts_ = std::min(conflicts_ * growth, mostConflicts);
  if (status != SearchStatus::undecided || !goal.between) return;
  const std::optional<Bytes> target = between(least);
  if (!target) return;
  // After a failure nearer to what is known to be possible.
  const bool failed = fit(between_, *target) == SearchStatus::undecided;
  const bool nearest = target->count() + 1 == plan_.arena.count();
  fraction_ = failed && !nearest ? (1 + fraction_) / 2 : 0.5;
}

/// A capacity between `low` and the arena that some plan may need.
std::optional<Bytes> PartSearch::between(Bytes low) const {
  const Bytes lowest = packing_.nextArena(low);
  const Bytes highest = plan_.arena - Bytes(1);
  if (lowest > highest) return std::nullopt;
  const double way = fraction_ * static_cast<double>((plan_.arena - low).count());
  return std::clamp(low + Bytes(static_cast<std::int64_t>(way)), lowest, highest);
}

SearchStatus PartSearch::fit(Try& attempt, Bytes capacity) {
  if (attempt.capacity != capacity) attempt.search.setCapacity(capacity);
  attempt.capacity = capacity;
  SearchStatus status = SearchStatus::undecided;
  for (const TieRule rule : {TieRule::area, TieRule::duration}) {
    status = attempt.search.run(rule, static_cast<std::size_t>(conflicts_));
    if (status != SearchStatus::undecided) break;
  }
  if (status == SearchStatus::found) keep(attempt.search);
  if (status == SearchStatus::impossible) {
    plan_.lowerBound = std::max(plan_.lowerBound, packing_.nextArena(capacity));
    plan_.lowerBound = std::min(plan_.lowerBound, plan_.arena);
  }
  plan_.proven = plan_.arena == plan_.lowerBound;
  return status;
}

void PartSearch::keep(const PackingSearch& search) {
  std::vector<Bytes> offsets(problem_.buffers.size());
  for (std::size_t item = 0; item < chains_.size(); ++item) {
    const Bytes offset = packing_.unit * search.offset(item);
    const Chain& chain = chains_[item];
    for (std::size_t k = 0; k < chain.buffers.size(); ++k) {
      offsets[chain.buffers[k]] = offset + chain.shifts[k];
    }
  }
  improve(plan_, problem_, std::move(offsets));
}

}  // namespace tessera
