#include "sim/memory/selection.h"

#include <vector>

namespace tessera {

PlanProblem selected(const PlanProblem& problem, std::span<const std::size_t> list) {
  std::vector<std::size_t> placeOf(problem.buffers.size(), 0);
  PlanProblem selection;
  for (const std::size_t index : list) {
    placeOf[index] = selection.buffers.size();
    selection.buffers.push_back(problem.buffers[index]);
    std::optional<std::size_t>& same = selection.buffers.back().sameOffsetAs;
    if (same) same = placeOf[*same];
  }
  return selection;
}

}  // namespace tessera
