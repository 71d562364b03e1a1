#include "sim/memory/plan.h"

#include <algorithm>
#include <numeric>
#include <set>
#include <utility>

#include "core/checked.h"
#include "sim/memory/chains.h"
#include "sim/memory/sweep.h"

namespace tessera {
namespace {

std::int64_t commonAlignment(const PlanProblem& problem) {
  std::int64_t common = 0;
  for (const PlanBuffer& buffer : problem.buffers) common = std::gcd(common, buffer.alignment);
  return std::max<std::int64_t>(common, 1);
}

}  // namespace

LivePeak livePeak(const PlanProblem& problem) {
  LivePeak peak;
  std::int64_t live = 0;
  forEachEvent(problem, [&](const SweepEvent& event) {
    const std::int64_t size = problem.buffers[event.buffer].size.count();
    live += event.begins ? size : -size;
    if (event.begins && live > peak.bytes.count()) peak = {Bytes(live), event.step};
  });
  return peak;
}

LivePeak paddedPeak(const PlanProblem& problem) {
  const std::int64_t unit = commonAlignment(problem);
  LivePeak peak;
  std::int64_t live = 0;
  std::multiset<std::int64_t> padding;  // of the live buffers; the last in the arena needs none
  forEachEvent(problem, [&](const SweepEvent& event) {
    const std::int64_t size = problem.buffers[event.buffer].size.count();
    const std::int64_t pad = roundUp(size, unit) - size;
    live += event.begins ? size + pad : -size - pad;
    if (!event.begins) {
      padding.erase(padding.find(pad));
      return;
    }
    padding.insert(pad);
    const Bytes needed(live - *padding.rbegin());
    if (needed > peak.bytes) peak = {needed, event.step};
  });
  return peak;
}

Bytes arenaLowerBound(const PlanProblem& problem) {
  Bytes bound = paddedPeak(problem).bytes;
  for (const Chain& chain : chainsOf(problem)) {
    if (chain.offset) bound = std::max(bound, *chain.offset + largestSize(problem, chain));
  }
  return bound;
}

Bytes arenaOf(const PlanProblem& problem, const std::vector<Bytes>& offsets) {
  Bytes arena;
  for (std::size_t i = 0; i < offsets.size(); ++i) {
    arena = std::max(arena, offsets[i] + problem.buffers[i].size);
  }
  return arena;
}

ArenaPlan planWith(const PlanProblem& problem, std::vector<Bytes> offsets) {
  ArenaPlan plan;
  plan.offsets = std::move(offsets);
  plan.arena = arenaOf(problem, plan.offsets);
  plan.peak = livePeak(problem).bytes;
  plan.lowerBound = arenaLowerBound(problem);
  plan.proven = plan.arena == plan.lowerBound;
  return plan;
}

void improve(ArenaPlan& plan, const PlanProblem& problem, std::vector<Bytes> offsets) {
  const Bytes arena = arenaOf(problem, offsets);
  if (arena >= plan.arena) return;
  plan.offsets = std::move(offsets);
  plan.arena = arena;
  plan.proven = plan.arena == plan.lowerBound;
}

}  // namespace tessera
