#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "sim/memory/plan.h"

namespace tessera {

/// A buffer begins or ceases to live.
struct SweepEvent {
  std::int64_t step = 0;
  bool begins = false;
  std::size_t buffer = 0;
};

/// The beginnings and ends of all live ranges in the order of their steps; at one step the ends
/// come first (ranges are half-open), then by buffer.
inline std::vector<SweepEvent> sweepEvents(const PlanProblem& problem) {
  std::vector<SweepEvent> events;
  events.reserve(2 * problem.buffers.size());
  for (std::size_t i = 0; i < problem.buffers.size(); ++i) {
    events.push_back({problem.buffers[i].steps.begin, true, i});
    events.push_back({problem.buffers[i].steps.end, false, i});
  }
  std::sort(events.begin(), events.end(), [](const SweepEvent& a, const SweepEvent& b) {
    if (a.step != b.step) return a.step < b.step;
    if (a.begins != b.begins) return b.begins;
    return a.buffer < b.buffer;
  });
  return events;
}

/// Hands the events to `visit` in that order.
template <class Visit>
void forEachEvent(const PlanProblem& problem, const Visit& visit) {
  for (const SweepEvent& event : sweepEvents(problem)) visit(event);
}

}  // namespace tessera
