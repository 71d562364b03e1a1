#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>

#include "sim/study/results.h"

namespace tessera {

/// What a search is asked for, beside runtime and target.
struct SearchRequest {
  std::int64_t largestGrid = 8;
  bool rectangular = false;   ///< rows and columns independently
  Block patches;              ///< tile policy, stage input and tile buffers
  std::optional<Bytes> sram;  ///< the budget; nothing: what the target has
  std::optional<std::chrono::nanoseconds>
      latency;  ///< means nothing without a latency of the target
};

/// Who looks on. Both may be empty.
struct SearchWatch {
  const std::atomic<bool>* stop = nullptr;  ///< set by somebody else: what was found is returned
  /// From any thread: the number of schedules evaluated and in all.
  std::function<void(std::size_t done, std::size_t total)> progress;
};

/// Searches the patch-based schedules of a model, with their arenas planned as the runtime does
/// within `planning`, and plans the arena of what it recommends; not where it was stopped before
/// there was any. The program is the model's, with the target's latency.
SearchReport runSearch(const Program& program, const ModelReport& model, const Runtime& runtime,
                       const std::optional<TargetReport>& target, const PlanOptions& planning,
                       const SearchRequest& request, const SearchWatch& watch);

Schedule candidateSchedule(const Graph& graph, const PatchCandidate& candidate, Block patches);

/// That of what the search recommends: layer by layer where no schedule in patches is.
Schedule recommendedSchedule(const SearchReport& report, const Block& patches);

}  // namespace tessera
