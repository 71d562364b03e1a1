#include "sim/search/front/sweep_bounds.h"

#include <algorithm>

namespace tessera {

SweepBounds::SweepBounds(const SearchGraph& graph, const SweepTask& task, const SweepRules& rules,
                         const BudgetFront& known)
    : graph_(graph),
      task_(task),
      rules_(rules),
      known_(known),
      earliest_(task.end),
      leastAlive_(task.end + 1, INT64_MAX),
      leastBefore_(task.end + 1, INT64_MAX) {
  std::int64_t least = INT64_MAX;
  const std::size_t from = task.end + 1 > rules.longest ? task.end + 1 - rules.longest : 0;
  for (std::size_t at = from; at <= task.end; ++at) {
    if ((*task.begins)[at]) {
      earliest_ = std::min(earliest_, at);
      const bool resident = rules.input == StageInput::resident;
      const std::int64_t delivered = resident ? 0 : graph.inputBytesWithin(at, task.end);
      least = std::min(least, graph.aliveBefore[at].count() - delivered);
    }
    leastAlive_[at] = least;
    for (const FrontCost& cost : (*task.prefixes)[at].costs()) {
      leastBefore_[at] = std::min(leastBefore_[at], cost.peak);
    }
  }
}

FrontCost SweepBounds::leastOf(const SweepLabel& label, std::size_t classes,
                               std::size_t begin) const {
  const std::int64_t result = graph_.resultBytes(task_.end, task_.sums);
  const std::int64_t whole =
      rules_.overInput ? std::max(result, leastAlive_[begin]) : result + leastAlive_[begin];
  const std::int64_t peak = std::max(mostLive(label, classes) + whole, leastBefore_[begin]);
  return graph_.atBest({peak, label.extra, label.cycles});
}

bool SweepBounds::useless(const FrontCost& least, std::size_t begin) {
  const auto& prefixes = (*task_.prefixes)[begin].costs();
  const auto isBetterBehind = [&](const FrontCost& before) {
    return !known_.covers(inSequence(before, least));
  };
  // What the last label was useful behind is likely to serve this one too.
  if (usefulBehind_ < prefixes.size() && isBetterBehind(prefixes[usefulBehind_])) return false;
  for (usefulBehind_ = 0; usefulBehind_ < prefixes.size(); ++usefulBehind_) {
    if (isBetterBehind(prefixes[usefulBehind_])) return false;
  }
  return true;
}

}  // namespace tessera
