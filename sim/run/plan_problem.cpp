#include "sim/run/plan_problem.h"

#include <numeric>

#include "core/checked.h"

namespace tessera {
namespace {

/// The buffer whose address the buffer takes; those that never live have none.
std::optional<std::size_t> overwritten(const Trace& trace, const Buffer& buffer) {
  std::optional<std::size_t> index = buffer.overwrites;
  while (index && trace.buffers[*index].steps.empty()) index = trace.buffers[*index].overwrites;
  return index;
}

}  // namespace

PlanProblem problemOf(const Trace& trace, std::int64_t roundTo) {
  PlanProblem problem;
  problem.buffers.reserve(trace.buffers.size());
  for (const Buffer& buffer : trace.buffers) {
    PlanBuffer next;
    const std::int64_t unit = isPersistent(buffer.kind) ? 1 : roundTo;
    next.size = Bytes(checkedMul(ceilDiv(buffer.bytes.count(), unit), unit));
    next.steps = buffer.steps;
    if (next.steps.empty()) {  // written over in the step that it would begin in
      next.size = Bytes(0);
      next.steps.end = next.steps.begin + 1;
    }
    next.alignment = buffer.alignment;
    if (!buffer.steps.empty()) next.sameOffsetAs = overwritten(trace, buffer);
    if (buffer.before) {
      // Rounded up, so that both are where the planner's unit has them.
      const std::int64_t apart = std::lcm(roundTo, buffer.alignment);
      next.distance = Bytes(-checkedMul(ceilDiv(buffer.before->count(), apart), apart));
      next.together = true;
    }
    problem.buffers.push_back(next);
  }
  return problem;
}

}  // namespace tessera
