#include "sim/search/front_subset.h"

#include <algorithm>

namespace tessera {

std::vector<std::size_t> frontSubset(const std::vector<Candidate>& candidates,
                                     const std::vector<std::size_t>& front, std::size_t most) {
  const std::size_t count = front.size();
  if (count <= most || most < 2) return front;
  const auto peak = [&](std::size_t i) {
    return static_cast<double>(candidates[front[i]].totals.peak.count());
  };
  const auto extra = [&](std::size_t i) {
    return static_cast<double>(candidates[front[i]].extra.count());
  };
  // What lies between two neighbours of the subset and is covered by the first of them.
  const auto covered = [&](std::size_t i, std::size_t next) {
    return (peak(next) - peak(i)) * (extra(0) - extra(i));
  };
  std::vector<std::vector<double>> best(most, std::vector<double>(count, -1));
  std::vector<std::vector<std::size_t>> from(most, std::vector<std::size_t>(count, 0));
  best[0][0] = 0;
  for (std::size_t k = 1; k < most; ++k) {
    for (std::size_t i = k; i < count; ++i) {
      for (std::size_t before = k - 1; before < i; ++before) {
        if (best[k - 1][before] < 0) continue;
        const double sum = best[k - 1][before] + covered(before, i);
        if (sum > best[k][i]) {
          best[k][i] = sum;
          from[k][i] = before;
        }
      }
    }
  }
  std::vector<std::size_t> subset;
  std::size_t at = count - 1;
  for (std::size_t k = most; k-- > 0;) {
    subset.push_back(front[at]);
    at = from[k][at];
  }
  std::reverse(subset.begin(), subset.end());
  return subset;
}

}  // namespace tessera
