#include "sim/memory/explain.h"

#include <fmt/core.h>

#include <algorithm>

#include "core/units.h"
#include "sim/memory/chains.h"
#include "sim/memory/exact/impossible_core.h"
#include "sim/memory/fixed.h"
#include "sim/memory/stopper.h"

namespace tessera {
namespace {

void sortLargestFirst(const PlanProblem& problem, std::vector<std::size_t>& buffers) {
  std::stable_sort(buffers.begin(), buffers.end(), [&](std::size_t a, std::size_t b) {
    return problem.buffers[a].size > problem.buffers[b].size;
  });
}

/// Largest first; what has no bytes is in nobody's way.
std::vector<std::size_t> liveIn(const PlanProblem& problem, std::int64_t step) {
  std::vector<std::size_t> live;
  for (std::size_t i = 0; i < problem.buffers.size(); ++i) {
    const PlanBuffer& buffer = problem.buffers[i];
    if (buffer.size > Bytes(0) && buffer.steps.contains(step)) live.push_back(i);
  }
  sortLargestFirst(problem, live);
  return live;
}

Obstacle inStep(const PlanProblem& problem, ObstacleKind kind, Bytes capacity, Bytes needed,
                std::int64_t step) {
  return {kind, capacity, needed, {step, step + 1}, liveIn(problem, step)};
}

std::optional<Obstacle> fixedObstacle(const PlanProblem& problem, Bytes capacity) {
  if (const std::optional<FixedCollision> found = fixedCollision(problem)) {
    return Obstacle{ObstacleKind::fixedCollision,
                    capacity,
                    capacity,
                    {found->step, found->step + 1},
                    {found->first, found->second}};
  }
  for (const Chain& chain : chainsOf(problem)) {
    for (std::size_t k = 0; k < chain.buffers.size() && chain.offset; ++k) {
      const PlanBuffer& buffer = problem.buffers[chain.buffers[k]];
      const Bytes end = *chain.offset + chain.shifts[k] + buffer.size;
      if (end <= capacity) continue;
      return Obstacle{ObstacleKind::fixedBeyond, capacity, end, buffer.steps, {chain.buffers[k]}};
    }
  }
  return std::nullopt;
}

/// Also where no step has more than some of the chain.
std::optional<Obstacle> chainObstacle(const PlanProblem& problem, Bytes capacity) {
  for (const Chain& chain : chainsOf(problem)) {
    const Bytes extent = extentOf(problem, chain);
    if (chain.flat() || extent <= capacity) continue;
    Obstacle obstacle{ObstacleKind::distances, capacity, extent, stepsOf(problem, chain),
                      chain.buffers};
    sortLargestFirst(problem, obstacle.buffers);
    return obstacle;
  }
  return std::nullopt;
}

std::optional<Obstacle> packingObstacle(const PlanProblem& problem, Bytes capacity,
                                        Stopper& stopper) {
  Obstacle obstacle{ObstacleKind::packing, capacity, capacity + Bytes(1), {}, {}};
  obstacle.buffers = impossibleCore(problem, capacity, stopper);
  if (obstacle.buffers.empty()) return std::nullopt;
  for (const std::size_t i : obstacle.buffers) {
    obstacle.steps = hull(obstacle.steps, problem.buffers[i].steps);
  }
  sortLargestFirst(problem, obstacle.buffers);
  return obstacle;
}

std::string nameOf(std::size_t buffer, std::span<const std::string> names) {
  return buffer < names.size() ? "'" + names[buffer] + "'" : fmt::format("buffer {}", buffer);
}

/// "'a' 20 B, 'b' 10 B and 3 more".
std::string listed(const Obstacle& obstacle, const PlanProblem& problem,
                   std::span<const std::string> names, std::size_t most) {
  std::string text;
  const std::size_t shown = std::min(most, obstacle.buffers.size());
  for (std::size_t i = 0; i < shown; ++i) {
    const std::size_t buffer = obstacle.buffers[i];
    if (i > 0) text += ", ";
    text += nameOf(buffer, names) + " " + exactBytes(problem.buffers[buffer].size);
  }
  const std::size_t rest = obstacle.buffers.size() - shown;
  return rest == 0 ? text : fmt::format("{} and {} more", text, rest);
}

}  // namespace

std::optional<Obstacle> explainNoFit(const PlanProblem& problem, Bytes capacity,
                                     const PlanOptions& options) {
  checkProblem(problem);
  if (const auto obstacle = fixedObstacle(problem, capacity)) return obstacle;
  const LivePeak live = livePeak(problem);
  if (live.bytes > capacity) {
    return inStep(problem, ObstacleKind::liveBytes, capacity, live.bytes, live.step);
  }
  const LivePeak padded = paddedPeak(problem);
  if (padded.bytes > capacity) {
    return inStep(problem, ObstacleKind::padding, capacity, padded.bytes, padded.step);
  }
  if (const auto obstacle = chainObstacle(problem, capacity)) return obstacle;
  Stopper stopper(options);
  return packingObstacle(problem, capacity, stopper);
}

std::string describe(const Obstacle& obstacle, const PlanProblem& problem,
                     std::span<const std::string> names, std::size_t most) {
  const std::string list = listed(obstacle, problem, names, most);
  const std::string needed = exactBytes(obstacle.needed);
  switch (obstacle.kind) {
    case ObstacleKind::fixedCollision:
      return fmt::format("{} and {} are fixed at addresses that they share in step {}",
                         nameOf(obstacle.buffers[0], names), nameOf(obstacle.buffers[1], names),
                         obstacle.steps.begin);
    case ObstacleKind::fixedBeyond:
      return fmt::format("{} is fixed at an offset where it ends at {}",
                         nameOf(obstacle.buffers[0], names), needed);
    case ObstacleKind::liveBytes:
      return fmt::format("step {} alone needs {}: {}", obstacle.steps.begin, needed, list);
    case ObstacleKind::padding:
      return fmt::format("step {} alone needs {}, alignment included: {}", obstacle.steps.begin,
                         needed, list);
    case ObstacleKind::distances:
      return fmt::format("the distances between these {} buffers alone need {}: {}",
                         obstacle.buffers.size(), needed, list);
    case ObstacleKind::packing:
      break;
  }
  return fmt::format("in steps {} to {} these {} buffers have no offsets below {}: {}",
                     obstacle.steps.begin, obstacle.steps.end - 1, obstacle.buffers.size(),
                     exactBytes(obstacle.capacity), list);
}

}  // namespace tessera
