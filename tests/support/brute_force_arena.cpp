#include "tests/support/brute_force_arena.h"

namespace tessera::test {
namespace {

bool shareStep(const PlanBuffer& a, const PlanBuffer& b) {
  bool together = false;
  for (std::int64_t step = a.steps.begin; step < a.steps.end; ++step) {
    together = together || b.steps.contains(step);
  }
  return together;
}

}  // namespace

BruteForceArena::BruteForceArena(const PlanProblem& problem)
    : buffers_(problem.buffers), offsets_(problem.buffers.size()) {
  for (const PlanBuffer& a : buffers_) {
    std::vector<bool>& with = together_.emplace_back();
    for (const PlanBuffer& b : buffers_) with.push_back(shareStep(a, b));
  }
}

std::int64_t BruteForceArena::least(std::int64_t most) {
  for (std::int64_t arena = 0; arena <= most; ++arena) {
    if (fits(arena, 0)) return arena;
  }
  return -1;
}

bool BruteForceArena::fits(std::int64_t arena, std::size_t next) {
  if (next == buffers_.size()) return true;
  for (std::int64_t at = 0; at + buffers_[next].size.count() <= arena; ++at) {
    offsets_[next] = at;
    if (allowed(next) && fits(arena, next + 1)) return true;
  }
  return false;
}

bool BruteForceArena::allowed(std::size_t index) const {
  const PlanBuffer& buffer = buffers_[index];
  const std::int64_t at = offsets_[index];
  if (at % buffer.alignment != 0) return false;
  if (buffer.offset && buffer.offset->count() != at) return false;
  if (buffer.sameOffsetAs && offsets_[*buffer.sameOffsetAs] + buffer.distance.count() != at) {
    return false;
  }
  for (std::size_t other = 0; other < index; ++other) {
    if (!together_[index][other] || first(other) == first(index)) continue;
    if (shareByte(index, other)) return false;
  }
  return true;
}

std::size_t BruteForceArena::first(std::size_t index) const {
  while (buffers_[index].sameOffsetAs) index = *buffers_[index].sameOffsetAs;
  return index;
}

bool BruteForceArena::shareByte(std::size_t a, std::size_t b) const {
  const std::int64_t beginB = offsets_[b], endB = beginB + buffers_[b].size.count();
  const std::int64_t endA = offsets_[a] + buffers_[a].size.count();
  bool shared = false;
  for (std::int64_t byte = offsets_[a]; byte < endA; ++byte) {
    shared = shared || (beginB <= byte && byte < endB);
  }
  return shared;
}

}  // namespace tessera::test
