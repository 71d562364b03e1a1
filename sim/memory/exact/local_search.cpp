#include "sim/memory/exact/local_search.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <optional>
#include <utility>

#include "core/checked.h"

namespace tessera {
namespace {

constexpr int movesInARound = 50;
constexpr int mostSteps = 60;           // of the chain of one move
constexpr int mostEvictions = 3;        // of one chain in one move
constexpr std::size_t mostTrials = 12;  // offsets tried for one chain

}  // namespace

LocalSearch::LocalSearch(const PlanProblem& problem, ArenaPlan& plan, Stopper& stopper)
    : problem_(problem),
      plan_(plan),
      stopper_(stopper),
      chains_(chainsOf(problem)),
      chainOf_(problem.buffers.size()),
      placement_(problem),
      evictions_(chains_.size(), 0) {
  for (std::size_t c = 0; c < chains_.size(); ++c) {
    for (const std::size_t i : chains_[c].buffers) chainOf_[i] = c;
    put(c, plan.offsets[chains_[c].buffers.front()] - chains_[c].shifts.front());
  }
}

Bytes LocalSearch::endOf(std::size_t chain) const {
  const Chain& of = chains_[chain];
  const Bytes base = placement_.offset(of.buffers.front()) - of.shifts.front();
  return base + extentOf(problem_, of);
}

bool LocalSearch::movable(std::size_t chain) const {
  return chains_[chain].buffers.size() == 1 && !chains_[chain].offset;
}

void LocalSearch::put(std::size_t chain, Bytes offset) {
  placement_.place(chains_[chain], offset);
  byEnd_.emplace(endOf(chain), chain);
}

void LocalSearch::take(std::size_t chain) {
  byEnd_.erase({endOf(chain), chain});
  placement_.remove(chains_[chain]);
}

void LocalSearch::round(Bytes enough) {
  for (int move = 0; move < movesInARound && arena() > enough && open(); ++move) {
    if (stopper_.stopped()) break;
    failures_ = lowerTop() ? 0 : failures_ + 1;
  }
  if (arena() < plan_.arena) improve(plan_, problem_, placement_.offsets());
}

/// One chain of moves. Whether the buffer that ended highest now ends below.
bool LocalSearch::lowerTop() {
  const auto [below, top] = *byEnd_.rbegin();
  if (!movable(top)) {
    failures_ = mostFailures;
    return false;
  }
  std::vector<std::size_t> homeless;
  evict(top, homeless);
  const bool settled = settle(homeless, below);
  if (!settled) takeBack(homeless);
  for (const auto& [chain, offset] : moved_) evictions_[chain] = 0;
  moved_.clear();
  return settled;
}

/// Takes a chain from its place and remembers where it was first.
void LocalSearch::evict(std::size_t chain, std::vector<std::size_t>& homeless) {
  if (evictions_[chain]++ == 0) {
    moved_.emplace_back(chain, placement_.offset(chains_[chain].buffers.front()));
  }
  take(chain);
  homeless.push_back(chain);
}

void LocalSearch::takeBack(const std::vector<std::size_t>& homeless) {
  for (const auto& [chain, offset] : moved_) {
    if (std::find(homeless.begin(), homeless.end(), chain) == homeless.end()) take(chain);
  }
  for (const auto& [chain, offset] : moved_) put(chain, offset);
}

/// Finds all of them a place that ends below `below`, largest first; false where it gives up.
bool LocalSearch::settle(std::vector<std::size_t>& homeless, Bytes below) {
  for (int step = 0; !homeless.empty(); ++step) {
    if (step == mostSteps || stopper_.stopped()) return false;
    const auto largest =
        std::max_element(homeless.begin(), homeless.end(), [&](std::size_t a, std::size_t b) {
          return largestSize(problem_, chains_[a]) < largestSize(problem_, chains_[b]);
        });
    const std::size_t chain = *largest;
    std::optional<Bytes> offset = placement_.lowestOffset(chains_[chain]);
    if (*offset + largestSize(problem_, chains_[chain]) >= below) {
      offset = makeRoom(chain, below, homeless);
      if (!offset) return false;
    }
    homeless.erase(std::find(homeless.begin(), homeless.end(), chain));
    put(chain, *offset);
  }
  return true;
}

/// Evicts what lies at one of a few offsets that end below `below`: what is smallest and was not
/// moved much already. Returns the offset, or nothing where all are blocked.
std::optional<Bytes> LocalSearch::makeRoom(std::size_t chain, Bytes below,
                                           std::vector<std::size_t>& homeless) {
  const PlanBuffer& buffer = problem_.buffers[chains_[chain].buffers.front()];
  const std::vector<std::size_t> neighbours = placement_.liveWith(buffer.steps);
  std::vector<std::size_t> best, blocking;
  std::optional<Bytes> offset;
  double least = std::numeric_limits<double>::infinity();
  for (std::size_t trial = 0; trial < mostTrials; ++trial) {
    const Bytes at = trial == 0 ? Bytes(0) : endOfSome(neighbours, buffer.alignment);
    if (at + buffer.size >= below) continue;
    const std::optional<double> cost = costAt({at, at + buffer.size}, neighbours, least, blocking);
    if (!cost) continue;
    std::swap(best, blocking);
    offset = at;
    least = *cost;
  }
  for (const std::size_t blocker : best) evict(blocker, homeless);
  return offset;
}

/// The end of one of the neighbours, rounded up to the alignment.
Bytes LocalSearch::endOfSome(const std::vector<std::size_t>& neighbours, std::int64_t alignment) {
  if (neighbours.empty()) return Bytes(0);
  const std::size_t other = neighbours[random_() % neighbours.size()];
  const Bytes end = placement_.offset(other) + problem_.buffers[other].size;
  return Bytes(ceilDiv(end.count(), alignment) * alignment);
}

/// What it costs to evict the chains of those neighbours that have a byte there, which are found as
/// `blockers`; nothing where one of them has to stay or the cost is not below `limit`.
std::optional<double> LocalSearch::costAt(Addresses there,
                                          const std::vector<std::size_t>& neighbours, double limit,
                                          std::vector<std::size_t>& blockers) const {
  blockers.clear();
  double cost = 0;
  for (const std::size_t other : neighbours) {
    const Bytes begin = placement_.offset(other);
    if (begin >= there.end || begin + problem_.buffers[other].size <= there.begin) continue;
    const std::size_t chain = chainOf_[other];
    if (!movable(chain) || evictions_[chain] >= mostEvictions) return std::nullopt;
    blockers.push_back(chain);
    cost += costOf(chain);
    if (cost >= limit) return std::nullopt;
  }
  return cost < limit ? std::optional(cost) : std::nullopt;
}

/// Size times duration, more after each eviction.
double LocalSearch::costOf(std::size_t chain) const {
  const PlanBuffer& buffer = problem_.buffers[chains_[chain].buffers.front()];
  return static_cast<double>(buffer.size.count()) * static_cast<double>(buffer.steps.length()) *
         (1 + evictions_[chain]);
}

}  // namespace tessera
