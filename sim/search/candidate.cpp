#include "sim/search/candidate.h"

#include <fmt/core.h>

#include "sim/schedule/patch_based.h"

namespace tessera {

std::string candidateName(const Graph& graph, const Candidate& candidate) {
  if (candidate.schedule) return candidate.schedule->name;
  return fmt::format("patch:{}x{}@{}", candidate.grid.rows, candidate.grid.columns,
                     graph[candidate.split].name);
}

Schedule candidateSchedule(const Graph& graph, const Candidate& candidate, Block patches) {
  if (candidate.schedule) return *candidate.schedule;
  patches.grid = candidate.grid;
  return patchBased(graph, candidate.split, patches);
}

}  // namespace tessera
