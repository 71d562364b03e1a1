#include "sim/memory/exact/impossible_core.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <utility>

#include "sim/memory/chains.h"
#include "sim/memory/exact/packing.h"
#include "sim/memory/exact/packing_search.h"
#include "sim/memory/exact/parts.h"
#include "sim/memory/exact/portfolio.h"
#include "sim/memory/selection.h"

namespace tessera {
namespace {

constexpr std::size_t firstSlice = 64;
constexpr std::size_t conflictsOfATry = 200000;  // when a group is left out

/// Whether the search proves within about `conflicts` that nothing fits.
bool impossible(const PlanProblem& problem, Bytes capacity, std::size_t conflicts,
                Stopper& stopper) {
  const std::optional<Packing> packing = packingOf(problem, chainsOf(problem));
  if (!packing) return false;
  PackingSearch search(*packing, stopper);
  search.setCapacity(capacity);
  SearchStatus status = SearchStatus::undecided;
  std::size_t used = 0;
  for (std::size_t slice = firstSlice; used < conflicts; slice += slice / 4) {
    for (const TieRule rule : {TieRule::area, TieRule::duration}) {
      if (status == SearchStatus::undecided) status = search.run(rule, slice);
      used += slice;
    }
    if (status != SearchStatus::undecided) break;
  }
  return status == SearchStatus::impossible;
}

std::vector<Chain> leastAreaFirst(const PlanProblem& problem) {
  std::vector<Chain> chains = chainsOf(problem);
  const auto area = [&](const Chain& chain) {
    return static_cast<double>(largestSize(problem, chain).count()) *
           static_cast<double>(stepsOf(problem, chain).length());
  };
  std::stable_sort(chains.begin(), chains.end(),
                   [&](const Chain& a, const Chain& b) { return area(a) < area(b); });
  return chains;
}

std::vector<std::size_t> buffersOf(const std::vector<Chain>& chains) {
  std::vector<std::size_t> buffers;
  for (const Chain& chain : chains) {
    buffers.insert(buffers.end(), chain.buffers.begin(), chain.buffers.end());
  }
  std::sort(buffers.begin(), buffers.end());
  return buffers;
}

/// Of a problem that is impossible.
std::vector<std::size_t> shrunk(const PlanProblem& problem, Bytes capacity, Stopper& stopper) {
  std::vector<Chain> kept = leastAreaFirst(problem);
  for (std::size_t group = kept.size() / 2; group > 0; group /= 2) {
    for (std::size_t at = 0; at < kept.size() && !stopper.stoppedNow();) {
      std::vector<Chain> rest = kept;
      const std::size_t end = std::min(at + group, kept.size());
      rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(at),
                 rest.begin() + static_cast<std::ptrdiff_t>(end));
      if (impossible(selected(problem, buffersOf(rest)), capacity, conflictsOfATry, stopper)) {
        kept = std::move(rest);
      } else {
        at = end;
      }
    }
  }
  return buffersOf(kept);
}

}  // namespace

std::vector<std::size_t> impossibleCore(const PlanProblem& problem, Bytes capacity,
                                        Stopper& stopper) {
  constexpr std::size_t unlimited = std::numeric_limits<std::size_t>::max();
  for (const Part& part : independentParts(problem)) {
    if (quickPlan(part.problem, capacity, stopper).arena <= capacity) continue;
    if (!impossible(part.problem, capacity, unlimited, stopper)) continue;
    std::vector<std::size_t> core;
    for (const std::size_t i : shrunk(part.problem, capacity, stopper)) {
      core.push_back(part.origins[i].front());
    }
    return core;
  }
  return {};
}

}  // namespace tessera
