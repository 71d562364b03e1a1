#include "sim/memory/problem.h"

#include "core/checked.h"

namespace tessera {

PlanProblem problemOf(const Trace& trace, std::int64_t roundTo) {
  PlanProblem problem;
  problem.buffers.reserve(trace.buffers.size());
  for (const Buffer& buffer : trace.buffers) {
    PlanBuffer next;
    const std::int64_t unit = isPersistent(buffer.kind) ? 1 : roundTo;
    next.size = Bytes(checkedMul(ceilDiv(buffer.bytes.count(), unit), unit));
    next.steps = buffer.steps;
    next.alignment = buffer.alignment;
    next.sameOffsetAs = buffer.overwrites;
    problem.buffers.push_back(next);
  }
  return problem;
}

}  // namespace tessera
