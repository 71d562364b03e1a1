#include "sim/search/front/sweep_bounds.h"

#include <algorithm>

namespace tessera {

SweepBounds::SweepBounds(const SearchGraph& graph, const SweepTask& task, const SweepRules& rules,
                         const BudgetFront& known)
    : graph_(graph),
      task_(task),
      rules_(rules),
      known_(known),
      result_(graph.resultBytes(task.end, task.sums)),
      earliest_(task.end) {
  const std::size_t from = task.end + 1 > rules.longest ? task.end + 1 - rules.longest : 0;
  for (std::size_t at = task.end + 1; at-- > from;) {
    if (task.prefixes->mayBegin(at)) earliest_ = at;
  }
}

/// What lives beside tensors in tiles is the result and what the prefix leaves.
std::int64_t SweepBounds::peakBehind(const SweepPrefix& prefix, std::int64_t live) const {
  const std::int64_t whole =
      rules_.overInput ? std::max(result_, prefix.alive) : result_ + prefix.alive;
  return std::max(live + whole, prefix.cost.peak);
}

FrontCost SweepBounds::leastOf(const SweepLabel& label, std::size_t classes,
                               std::size_t begin) const {
  const std::int64_t live = mostLive(label, classes);
  FrontCost least{INT64_MAX, INT64_MAX, INT64_MAX};
  for (const SweepPrefix& prefix : task_.prefixes->upTo(begin)) {
    least.peak = std::min(least.peak, peakBehind(prefix, live));
    least.extra = std::min(least.extra, prefix.cost.extra + label.extra);
    least.cycles = std::min(least.cycles, prefix.cost.cycles + label.cycles);
  }
  return graph_.atBest(least);
}

bool SweepBounds::isBetter(const SweepPrefix& prefix, std::int64_t live,
                           const SweepLabel& label) const {
  const FrontCost cost{peakBehind(prefix, live), prefix.cost.extra + label.extra,
                       prefix.cost.cycles + label.cycles};
  return !known_.nearlyCovers(graph_.atBest(cost));
}

bool SweepBounds::useless(const SweepLabel& label, std::size_t classes, std::size_t begin) {
  const auto& prefixes = task_.prefixes->upTo(begin);
  const std::int64_t live = mostLive(label, classes);
  // What the last label was useful behind is likely to serve this one too.
  if (usefulBehind_ < prefixes.size() && isBetter(prefixes[usefulBehind_], live, label)) {
    return false;
  }
  for (usefulBehind_ = 0; usefulBehind_ < prefixes.size(); ++usefulBehind_) {
    if (isBetter(prefixes[usefulBehind_], live, label)) return false;
  }
  return true;
}

bool SweepBounds::useless(const FrontCost& block, std::size_t begin) {
  const auto& before = task_.prefixes->at(begin);
  return std::all_of(before.begin(), before.end(), [&](const FrontCost& prefix) {
    return known_.nearlyCovers(graph_.atBest(inSequence(prefix, block)));
  });
}

}  // namespace tessera
