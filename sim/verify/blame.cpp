#include "sim/verify/blame.h"

#include <fmt/core.h>

namespace tessera::verify {

std::string whyNotLive(const Graph& graph, const Trace& trace, TensorId storage, std::size_t step) {
  const auto now = static_cast<std::int64_t>(step);
  const Buffer* before = nullptr;
  const Buffer* after = nullptr;
  for (const Buffer& buffer : trace.buffers) {
    if (buffer.tensor != storage || isWorkspace(buffer.kind)) continue;
    if (buffer.steps.end <= now && (before == nullptr || buffer.steps.end > before->steps.end)) {
      before = &buffer;
    }
    if (buffer.steps.begin > now && after == nullptr) after = &buffer;
  }
  const auto operatorIn = [&](std::int64_t at) {
    return "'" + graph[trace.steps[static_cast<std::size_t>(at)].op].name + "'";
  };
  if (before != nullptr && before->steps.end > 0) {
    const std::int64_t last = before->steps.end - 1;
    return fmt::format("whose bytes were let go after step {}, {}", last, operatorIn(last));
  }
  if (after != nullptr) {
    return fmt::format("which has no bytes before step {}", after->steps.begin);
  }
  return "which has no bytes in any step";
}

std::optional<std::size_t> overlapping(const Trace& trace, const ArenaPlan& plan,
                                       std::size_t buffer, Interval addresses, std::size_t step) {
  const Interval lived{trace.buffers[buffer].steps.begin, static_cast<std::int64_t>(step) + 1};
  std::optional<std::size_t> found;
  for (std::size_t i = 0; i < trace.buffers.size(); ++i) {
    const Buffer& other = trace.buffers[i];
    const std::int64_t offset = plan.offsets[i].count();
    const bool meets = !intersect(other.steps, lived).empty() &&
                       !intersect({offset, offset + other.bytes.count()}, addresses).empty();
    if (i == buffer || !meets) continue;
    if (!found || other.steps.begin >= trace.buffers[*found].steps.begin) found = i;
  }
  return found;
}

std::optional<std::size_t> outsideArena(const Trace& trace, const ArenaPlan& plan) {
  for (std::size_t i = 0; i < trace.buffers.size(); ++i) {
    const Bytes offset = plan.offsets[i];
    if (offset < Bytes(0) || offset > plan.arena || trace.buffers[i].bytes > plan.arena - offset) {
      return i;
    }
  }
  return std::nullopt;
}

std::optional<std::size_t> movedFromItsInput(const Trace& trace, const ArenaPlan& plan) {
  for (std::size_t i = 0; i < trace.buffers.size(); ++i) {
    const auto over = trace.buffers[i].overwrites;
    if (!over) continue;
    const auto before = trace.buffers[i].before;
    const bool lies = before ? plan.offsets[i] <= plan.offsets[*over] - *before
                             : plan.offsets[i] == plan.offsets[*over];
    if (!lies) return i;
  }
  return std::nullopt;
}

}  // namespace tessera::verify
