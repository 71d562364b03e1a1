#include "sim/memory/validate.h"

#include <fmt/core.h>

#include <algorithm>
#include <vector>

namespace tessera {
namespace {

std::optional<PlanFault> faultOfOne(const PlanProblem& problem, const ArenaPlan& plan,
                                    std::size_t index) {
  const PlanBuffer& buffer = problem.buffers[index];
  const Bytes offset = plan.offsets[index];
  if (offset < Bytes(0)) return NegativeOffset{index};
  if (offset.count() % buffer.alignment != 0) return MisalignedOffset{index};
  if (buffer.offset && *buffer.offset != offset) return MovedFixed{index};
  if (buffer.sameOffsetAs) {
    const std::size_t other = *buffer.sameOffsetAs;
    const Bytes found = offset - plan.offsets[other];  // both are 0 or more
    if (found != buffer.distance) {
      if (buffer.distance == Bytes(0)) return ApartFromShared{index, other};
      return WrongDistance{index, other, buffer.distance, found};
    }
  }
  if (offset > plan.arena || buffer.size > plan.arena - offset) return BeyondArena{index};
  return std::nullopt;
}

bool apart(std::int64_t beginA, std::int64_t endA, std::int64_t beginB, std::int64_t endB) {
  return endA <= beginB || endB <= beginA;
}

bool collide(const PlanBuffer& a, std::int64_t offsetA, const PlanBuffer& b, std::int64_t offsetB) {
  if (a.size == Bytes(0) || b.size == Bytes(0)) return false;
  if (apart(a.steps.begin, a.steps.end, b.steps.begin, b.steps.end)) return false;
  return !apart(offsetA, offsetA + a.size.count(), offsetB, offsetB + b.size.count());
}

/// Of each buffer, the first of those that it is related to.
std::vector<std::size_t> firstRelatives(const std::vector<PlanBuffer>& buffers) {
  std::vector<std::size_t> first;
  for (std::size_t i = 0; i < buffers.size(); ++i) {
    first.push_back(buffers[i].sameOffsetAs ? first[*buffers[i].sameOffsetAs] : i);
  }
  return first;
}

struct Description {
  std::span<const std::string> names;

  std::string of(std::size_t index) const {
    return index < names.size() ? "'" + names[index] + "'" : fmt::format("buffer {}", index);
  }
  std::string operator()(const WrongCount& fault) const {
    return fmt::format("the plan has {} offsets for {} buffers", fault.offsets, fault.buffers);
  }
  std::string operator()(const NegativeOffset& fault) const {
    return of(fault.buffer) + " has a negative offset";
  }
  std::string operator()(const MisalignedOffset& fault) const {
    return of(fault.buffer) + " lies at an offset that is no multiple of its alignment";
  }
  std::string operator()(const MovedFixed& fault) const {
    return of(fault.buffer) + " does not lie at its fixed offset";
  }
  std::string operator()(const ApartFromShared& fault) const {
    return of(fault.buffer) + " does not lie at the offset of " + of(fault.other) +
           ", in whose place it is written";
  }
  std::string operator()(const WrongDistance& fault) const {
    return fmt::format("{} lies {} from {}, over which it is written, not {}", of(fault.buffer),
                       exactBytes(fault.found), of(fault.other), exactBytes(fault.distance));
  }
  std::string operator()(const BeyondArena& fault) const {
    return of(fault.buffer) + " ends beyond the arena";
  }
  std::string operator()(const Collision& fault) const {
    return fmt::format("{} and {} share addresses in step {}", of(fault.first), of(fault.second),
                       fault.step);
  }
};

}  // namespace

std::optional<PlanFault> validate(const PlanProblem& problem, const ArenaPlan& plan) {
  const std::vector<PlanBuffer>& buffers = problem.buffers;
  if (plan.offsets.size() != buffers.size()) {
    return WrongCount{plan.offsets.size(), buffers.size()};
  }
  for (std::size_t i = 0; i < buffers.size(); ++i) {
    if (const auto fault = faultOfOne(problem, plan, i)) return fault;
  }
  const std::vector<std::size_t> relative = firstRelatives(buffers);
  for (std::size_t i = 0; i < buffers.size(); ++i) {
    for (std::size_t j = i + 1; j < buffers.size(); ++j) {
      if (relative[i] == relative[j]) continue;
      if (collide(buffers[i], plan.offsets[i].count(), buffers[j], plan.offsets[j].count())) {
        return Collision{i, j, std::max(buffers[i].steps.begin, buffers[j].steps.begin)};
      }
    }
  }
  return std::nullopt;
}

std::string describe(const PlanFault& fault, std::span<const std::string> names) {
  return std::visit(Description{names}, fault);
}

}  // namespace tessera
