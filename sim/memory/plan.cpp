#include "sim/memory/plan.h"

#include <algorithm>
#include <numeric>
#include <set>
#include <utility>

#include "core/checked.h"
#include "sim/memory/sweep.h"

namespace tessera {
namespace {

std::int64_t roundUp(std::int64_t value, std::int64_t unit) { return ceilDiv(value, unit) * unit; }

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

Bytes arenaLowerBound(const PlanProblem& problem) {
  const std::int64_t unit = commonAlignment(problem);
  std::int64_t bound = 0;
  std::int64_t live = 0;
  std::multiset<std::int64_t> padding;  // of the live buffers; the last in the arena needs none
  forEachEvent(problem, [&](const SweepEvent& event) {
    const PlanBuffer& buffer = problem.buffers[event.buffer];
    const std::int64_t rounded = roundUp(buffer.size.count(), unit);
    const std::int64_t pad = rounded - buffer.size.count();
    if (event.begins) {
      live += rounded;
      padding.insert(pad);
      bound = std::max(bound, live - *padding.rbegin());
      if (buffer.offset) bound = std::max(bound, (*buffer.offset + buffer.size).count());
    } else {
      live -= rounded;
      padding.erase(padding.find(pad));
    }
  });
  return Bytes(std::max(bound, livePeak(problem).bytes.count()));
}

ArenaPlan planWith(const PlanProblem& problem, std::vector<Bytes> offsets) {
  ArenaPlan plan;
  plan.offsets = std::move(offsets);
  for (std::size_t i = 0; i < problem.buffers.size(); ++i) {
    plan.arena = std::max(plan.arena, plan.offsets[i] + problem.buffers[i].size);
  }
  plan.peak = livePeak(problem).bytes;
  plan.lowerBound = arenaLowerBound(problem);
  plan.proven = plan.arena == plan.lowerBound;
  return plan;
}

}  // namespace tessera
