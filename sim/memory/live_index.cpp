#include "sim/memory/live_index.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace tessera {
namespace {

constexpr std::int64_t never = std::numeric_limits<std::int64_t>::min();

}  // namespace

LiveIndex::LiveIndex(const PlanProblem& problem)
    : byBegin_(problem.buffers.size()), positionOf_(problem.buffers.size()) {
  std::iota(byBegin_.begin(), byBegin_.end(), std::size_t{0});
  std::stable_sort(byBegin_.begin(), byBegin_.end(), [&](std::size_t a, std::size_t b) {
    return problem.buffers[a].steps.begin < problem.buffers[b].steps.begin;
  });
  for (std::size_t i = 0; i < byBegin_.size(); ++i) {
    begins_.push_back(problem.buffers[byBegin_[i]].steps.begin);
    ends_.push_back(problem.buffers[byBegin_[i]].steps.end);
    positionOf_[byBegin_[i]] = i;
  }
  while (leaves_ < byBegin_.size()) leaves_ *= 2;
  latestEnd_.assign(2 * leaves_, never);
}

void LiveIndex::place(std::size_t buffer) { setEnd(buffer, ends_[positionOf_[buffer]]); }

void LiveIndex::remove(std::size_t buffer) { setEnd(buffer, never); }

void LiveIndex::setEnd(std::size_t buffer, std::int64_t end) {
  std::size_t node = leaves_ + positionOf_[buffer];
  latestEnd_[node] = end;
  for (node /= 2; node > 0; node /= 2) {
    latestEnd_[node] = std::max(latestEnd_[2 * node], latestEnd_[2 * node + 1]);
  }
}

void LiveIndex::liveWith(Interval steps, std::vector<std::size_t>& found) const {
  found.clear();
  const auto stop = std::lower_bound(begins_.begin(), begins_.end(), steps.end);
  collect(1, 0, leaves_, static_cast<std::size_t>(stop - begins_.begin()), steps.begin, found);
}

void LiveIndex::collect(std::size_t node, std::size_t begin, std::size_t end, std::size_t stop,
                        std::int64_t after, std::vector<std::size_t>& found) const {
  if (begin >= stop || latestEnd_[node] <= after) return;
  if (node >= leaves_) {
    found.push_back(byBegin_[begin]);
    return;
  }
  const std::size_t middle = begin + (end - begin) / 2;
  collect(2 * node, begin, middle, stop, after, found);
  collect(2 * node + 1, middle, end, stop, after, found);
}

}  // namespace tessera
