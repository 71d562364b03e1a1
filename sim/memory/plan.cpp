#include "sim/memory/plan.h"

#include <algorithm>
#include <numeric>
#include <set>
#include <string>
#include <utility>

#include "core/checked.h"
#include "core/error.h"
#include "sim/memory/sweep.h"

namespace tessera {
namespace {

constexpr std::int64_t largestTotal = std::int64_t{1} << 62;

[[noreturn]] void reject(std::size_t index, const char* what, const char* hint) {
  throw Error(ErrorCode::input, what, "buffer " + std::to_string(index), hint);
}

std::int64_t roundUp(std::int64_t value, std::int64_t unit) { return ceilDiv(value, unit) * unit; }

std::int64_t commonAlignment(const PlanProblem& problem) {
  std::int64_t common = 0;
  for (const PlanBuffer& buffer : problem.buffers) common = std::gcd(common, buffer.alignment);
  return std::max<std::int64_t>(common, 1);
}

}  // namespace

void checkProblem(const PlanProblem& problem) {
  std::int64_t total = 0;
  for (std::size_t i = 0; i < problem.buffers.size(); ++i) {
    const PlanBuffer& buffer = problem.buffers[i];
    const std::int64_t size = buffer.size.count();
    const std::int64_t fixed = buffer.offset.value_or(Bytes(0)).count();
    if (size < 0) reject(i, "its size is negative", "sizes are bytes, 0 or more");
    if (fixed < 0) reject(i, "its offset is negative", "the arena begins at 0");
    if (buffer.steps.empty()) reject(i, "it never lives", "lower must be less than upper");
    if (buffer.alignment < 1) reject(i, "its alignment is below 1", "1 means any offset");
    for (const std::int64_t part : {size, fixed, buffer.alignment}) total = checkedAdd(total, part);
    if (total > largestTotal) reject(i, "the sizes add up to more than 2^62 bytes", "check them");
  }
}

LivePeak livePeak(const PlanProblem& problem) {
  LivePeak peak;
  std::int64_t live = 0;
  forEachEvent(problem, [&](const SweepEvent& event) {
    const std::int64_t size = problem.buffers[event.buffer].size.count();
    live += event.begins ? size : -size;
    if (event.begins && live > peak.bytes.count()) peak = {Bytes(live), event.step};
  });
  return peak;
}

Bytes arenaLowerBound(const PlanProblem& problem) {
  const std::int64_t unit = commonAlignment(problem);
  std::int64_t bound = 0;
  std::int64_t live = 0;
  std::multiset<std::int64_t> padding;  // of the live buffers; the last in the arena needs none
  forEachEvent(problem, [&](const SweepEvent& event) {
    const PlanBuffer& buffer = problem.buffers[event.buffer];
    const std::int64_t rounded = roundUp(buffer.size.count(), unit);
    const std::int64_t pad = rounded - buffer.size.count();
    if (event.begins) {
      live += rounded;
      padding.insert(pad);
      bound = std::max(bound, live - *padding.rbegin());
      if (buffer.offset) bound = std::max(bound, (*buffer.offset + buffer.size).count());
    } else {
      live -= rounded;
      padding.erase(padding.find(pad));
    }
  });
  return Bytes(std::max(bound, livePeak(problem).bytes.count()));
}

ArenaPlan planWith(const PlanProblem& problem, std::vector<Bytes> offsets) {
  ArenaPlan plan;
  plan.offsets = std::move(offsets);
  for (std::size_t i = 0; i < problem.buffers.size(); ++i) {
    plan.arena = std::max(plan.arena, plan.offsets[i] + problem.buffers[i].size);
  }
  plan.peak = livePeak(problem).bytes;
  plan.lowerBound = arenaLowerBound(problem);
  plan.proven = plan.arena == plan.lowerBound;
  return plan;
}

}  // namespace tessera
