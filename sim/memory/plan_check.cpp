#include <algorithm>
#include <cstdint>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include "core/error.h"
#include "sim/memory/chains.h"
#include "sim/memory/congruence.h"
#include "sim/memory/plan.h"

namespace tessera {
namespace {

using Fault = std::optional<ProblemFault>;

constexpr std::int64_t largest = std::int64_t{1} << 62;
constexpr std::int64_t farthestStep = largest / 2;    // so that the length of a range is a number
constexpr std::int64_t farthestBuffer = largest / 4;  // from the first of its chain

Fault faultOfOne(const PlanBuffer& buffer, std::size_t index) {
  const auto fault = [&](const char* field, const char* message, const char* hint) {
    return ProblemFault{index, field, message, hint};
  };
  const std::int64_t offset = buffer.offset.value_or(Bytes(0)).count();
  if (buffer.size < Bytes(0)) {
    return fault("size", "its size is negative", "sizes are bytes, 0 or more");
  }
  if (buffer.steps.empty()) {
    return fault("steps", "it never lives", "the first step must be below the end (half-open)");
  }
  if (buffer.steps.begin < -farthestStep || buffer.steps.end > farthestStep) {
    return fault("steps", "its live range is beyond 2^61", "number the steps from 0");
  }
  if (buffer.alignment < 1) {
    return fault("alignment", "its alignment is below 1", "1 means any offset");
  }
  if (offset < 0) return fault("offset", "its offset is negative", "the arena begins at 0");
  if (offset % buffer.alignment != 0) {
    return fault("offset", "its fixed offset is no multiple of its alignment",
                 "change one of them");
  }
  if (buffer.distance != Bytes(0) && !buffer.sameOffsetAs) {
    return fault("distance", "it has a distance from no buffer", "name the buffer");
  }
  return std::nullopt;
}

/// Adds to the total, unless that exceeds 2^62.
bool addTo(std::int64_t& total, std::int64_t part) {
  if (part > largest - total) return false;
  total += part;
  return true;
}

/// A common alignment up to 2^62, and distances at which all can have theirs.
Fault faultOfAlignments(const PlanProblem& problem, const std::vector<std::size_t>& chain,
                        const std::vector<std::int64_t>& positions) {
  Congruence first;  // offsets of the first of the chain
  for (const std::size_t i : chain) {
    const std::int64_t alignment = problem.buffers[i].alignment;
    if (first.modulus > largest / (alignment / std::gcd(first.modulus, alignment))) {
      return ProblemFault{i, "alignment", "the buffers at its offset have no common alignment",
                          "use powers of two"};
    }
    const auto both = inBoth(first, alignedAt(positions[i], alignment));
    if (!both) {
      return ProblemFault{i, "distance",
                          "at this distance its alignment contradicts those of its chain",
                          "a distance is a multiple of what both alignments are multiples of"};
    }
    first = *both;
  }
  return std::nullopt;
}

/// One fixed place at most, in the arena, where each has its alignment.
Fault faultOfPlace(const PlanProblem& problem, const std::vector<std::size_t>& chain,
                   const std::vector<std::int64_t>& positions) {
  std::optional<std::int64_t> first;  // where the first of the chain must lie
  for (const std::size_t i : chain) {
    const std::optional<Bytes>& offset = problem.buffers[i].offset;
    if (!offset) continue;
    if (offset->count() > largest) {
      return ProblemFault{i, "offset", "its offset is beyond 2^62", "no memory is that large"};
    }
    const std::int64_t place = offset->count() - positions[i];
    if (first.value_or(place) != place) {
      return ProblemFault{i, "offset", "a buffer at the same offset is fixed elsewhere",
                          "fix one of them"};
    }
    first = place;
  }
  for (const std::size_t i : chain) {
    if (!first) break;
    if (*first + positions[i] < 0) {
      return ProblemFault{i, "distance", "a fixed offset of its chain puts it below the arena",
                          "the arena begins at 0"};
    }
    if ((*first + positions[i]) % problem.buffers[i].alignment == 0) continue;
    return ProblemFault{i, "alignment",
                        "the fixed offset that it shares is no multiple of its alignment",
                        "change one of them"};
  }
  return std::nullopt;
}

/// Live ranges that do not overlap, of those at the same offset in turn. Sorts the chain.
Fault faultOfRanges(const PlanProblem& problem, std::vector<std::size_t>& chain,
                    const std::vector<std::int64_t>& positions) {
  std::sort(chain.begin(), chain.end(), [&](std::size_t a, std::size_t b) {
    if (positions[a] != positions[b]) return positions[a] < positions[b];
    return problem.buffers[a].steps.begin < problem.buffers[b].steps.begin;
  });
  for (std::size_t i = 1; i < chain.size(); ++i) {
    if (positions[chain[i - 1]] != positions[chain[i]]) continue;
    const auto [first, second] = std::minmax(chain[i - 1], chain[i]);
    if (problem.buffers[second].together) continue;
    if (problem.buffers[chain[i - 1]].steps.end <= problem.buffers[chain[i]].steps.begin) continue;
    return ProblemFault{
        second, "sameOffsetAs",
        "it lives together with buffer " + std::to_string(first) + ", whose offset it shares",
        "a buffer may take an offset only when the one before is dead"};
  }
  return std::nullopt;
}

/// Each names an earlier one, and none is too far from the first of its chain.
Fault faultOfRelations(const PlanProblem& problem) {
  std::vector<std::int64_t> positions;
  for (std::size_t i = 0; i < problem.buffers.size(); ++i) {
    const PlanBuffer& buffer = problem.buffers[i];
    if (buffer.sameOffsetAs && *buffer.sameOffsetAs >= i) {
      return ProblemFault{i, "sameOffsetAs", "it shares the offset of a buffer that is not earlier",
                          "put that buffer before it"};
    }
    std::int64_t position = buffer.sameOffsetAs ? positions[*buffer.sameOffsetAs] : 0;
    const bool overflows = __builtin_add_overflow(position, buffer.distance.count(), &position);
    if (overflows || position < -farthestBuffer || position > farthestBuffer) {
      return ProblemFault{i, "distance", "it is more than 2^60 bytes from the first of its chain",
                          "no memory is that large"};
    }
    positions.push_back(position);
  }
  return std::nullopt;
}

Fault faultOfChains(const PlanProblem& problem) {
  if (Fault fault = faultOfRelations(problem)) return fault;
  const std::vector<std::size_t> heads = chainHeads(problem);
  const std::vector<std::int64_t> positions = chainPositions(problem);
  std::vector<std::vector<std::size_t>> chains(heads.size());
  for (std::size_t i = 0; i < heads.size(); ++i) chains[heads[i]].push_back(i);
  for (std::vector<std::size_t>& chain : chains) {
    if (chain.size() < 2) continue;
    if (Fault fault = faultOfAlignments(problem, chain, positions)) return fault;
    if (Fault fault = faultOfPlace(problem, chain, positions)) return fault;
    if (Fault fault = faultOfRanges(problem, chain, positions)) return fault;
  }
  return std::nullopt;
}

/// Keeps every offset that a planner may come to far from overflow.
Fault faultOfTotal(const PlanProblem& problem) {
  std::int64_t total = 0;
  for (const Chain& chain : chainsOf(problem)) {
    const Bytes highest = *std::max_element(chain.shifts.begin(), chain.shifts.end());
    bool fits = addTo(total, chain.alignment) && addTo(total, highest.count()) &&
                addTo(total, chain.offset.value_or(Bytes(0)).count());
    for (const std::size_t i : chain.buffers) {
      fits = fits && addTo(total, problem.buffers[i].size.count());
      if (fits) continue;
      return ProblemFault{i, "size", "the sizes, alignments and offsets up to it exceed 2^62 bytes",
                          "no memory is that large"};
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<ProblemFault> faultOf(const PlanProblem& problem) {
  for (std::size_t i = 0; i < problem.buffers.size(); ++i) {
    if (Fault fault = faultOfOne(problem.buffers[i], i)) return fault;
  }
  if (Fault fault = faultOfChains(problem)) return fault;
  return faultOfTotal(problem);
}

void checkProblem(const PlanProblem& problem) {
  const std::optional<ProblemFault> fault = faultOf(problem);
  if (!fault) return;
  throw Error(ErrorCode::input, fault->message, "buffer " + std::to_string(fault->buffer),
              fault->hint);
}

}  // namespace tessera
