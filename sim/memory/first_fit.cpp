#include "sim/memory/first_fit.h"

#include <algorithm>
#include <cstdint>

#include "core/checked.h"
#include "sim/memory/live_index.h"

namespace tessera {
namespace {

/// The lowest gap for `buffer` between `neighbours`, sorted by offset.
Bytes lowestGap(const PlanProblem& problem, const PlanBuffer& buffer,
                const std::vector<std::size_t>& neighbours, const std::vector<Bytes>& offsets) {
  std::int64_t candidate = 0;
  for (const std::size_t other : neighbours) {
    const std::int64_t begin = offsets[other].count();
    if (begin - candidate >= buffer.size.count()) break;
    const std::int64_t past = std::max(candidate, begin + problem.buffers[other].size.count());
    candidate = ceilDiv(past, buffer.alignment) * buffer.alignment;
  }
  return Bytes(candidate);
}

}  // namespace

std::vector<Bytes> firstFit(const PlanProblem& problem, std::span<const std::size_t> order) {
  std::vector<Bytes> offsets(problem.buffers.size());
  LiveIndex placed(problem);
  for (std::size_t i = 0; i < problem.buffers.size(); ++i) {
    if (!problem.buffers[i].offset) continue;
    offsets[i] = *problem.buffers[i].offset;
    placed.place(i);
  }
  std::vector<std::size_t> neighbours;
  for (const std::size_t index : order) {
    const PlanBuffer& buffer = problem.buffers[index];
    if (buffer.offset) continue;
    placed.liveWith(buffer.steps, neighbours);
    std::sort(neighbours.begin(), neighbours.end(),
              [&](std::size_t a, std::size_t b) { return offsets[a] < offsets[b]; });
    offsets[index] = lowestGap(problem, buffer, neighbours, offsets);
    placed.place(index);
  }
  return offsets;
}

}  // namespace tessera
