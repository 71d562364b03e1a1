#include "sim/run/storage_problem.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <optional>

namespace tessera {
namespace {

/// From the first to the last place of these steps.
Interval placesOf(const std::vector<std::int64_t>& places, Interval steps) {
  const auto begin = places.begin() + steps.begin;
  const auto [least, most] = std::minmax_element(begin, places.begin() + steps.end);
  return {*least, *most + 1};
}

}  // namespace

StorageProblem storageProblem(const Trace& trace, const PlanProblem& problem) {
  StorageProblem storages;
  storages.entryOf.resize(problem.buffers.size());
  if (trace.places.empty()) {
    storages.problem = problem;
    std::iota(storages.entryOf.begin(), storages.entryOf.end(), 0);
    storages.firstBuffer = storages.entryOf;
    return storages;
  }
  std::map<std::uint32_t, std::size_t> known;  // entry by storage
  for (std::size_t i = 0; i < problem.buffers.size(); ++i) {
    PlanBuffer next = problem.buffers[i];
    const bool lives = next.steps.end <= static_cast<std::int64_t>(trace.places.size());
    if (lives) next.steps = placesOf(trace.places, next.steps);
    if (next.sameOffsetAs) next.sameOffsetAs = storages.entryOf[*next.sameOffsetAs];
    std::size_t entry = storages.problem.buffers.size();
    if (const auto& storage = trace.buffers[i].storage) {
      entry = known.try_emplace(*storage, entry).first->second;
    }
    storages.entryOf[i] = entry;
    if (entry == storages.problem.buffers.size()) {
      storages.problem.buffers.push_back(next);
      storages.firstBuffer.push_back(i);
      continue;
    }
    PlanBuffer& all = storages.problem.buffers[entry];
    all.size = std::max(all.size, next.size);
    all.steps = hull(all.steps, next.steps);
  }
  return storages;
}

}  // namespace tessera
