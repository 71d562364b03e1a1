#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "sim/study/results.h"

namespace tessera {

/// What a search is asked for, beside runtime and target.
struct SearchRequest {
  std::int64_t largestGrid = 8;
  bool rectangular = false;   ///< rows and columns independently
  Block patches;              ///< tile policy, stage input and tile buffers
  std::optional<Bytes> sram;  ///< the budget; nothing: what the target has
  std::optional<std::chrono::nanoseconds>
      latency;                    ///< means nothing without a latency of the target
  std::string space{};            ///< a name of `searchSpaces`; empty: what the runtime runs
  std::optional<double> extra{};  ///< MACs beyond once, as a part of them
  std::vector<Bytes> budgets{};   ///< several of SRAM, each with a line of its own
  bool systems = false;           ///< all spaces side by side
  std::string pick{};             ///< what to take instead of what is recommended, see `runSearch`
  std::optional<std::chrono::milliseconds> timeLimit{};
  bool overlap = true;  ///< results may lie over their dying inputs
};

/// The name of the space that the runtime's engine runs: one that runs nothing leaves all of it
/// open, unless it counts as MCUNetV2's paper does.
std::string spaceOf(const Runtime& runtime);

/// Who looks on. Both may be empty.
struct SearchWatch {
  const std::atomic<bool>* stop = nullptr;  ///< set by somebody else: what was found is returned
  /// From any thread: the number of schedules evaluated and in all.
  std::function<void(std::size_t done, std::size_t total)> progress;
};

/// Searches the schedules of a model in the space that is asked for, with their arenas planned as
/// the runtime does within `planning`, and plans the arena of what it recommends; not where it was
/// stopped before there was any. The program is the model's, with the target's latency. A pick is
/// the name of a candidate, or its number on the front from 1 on; throws Error(usage) where there
/// is none.
SearchReport runSearch(const Program& program, const ModelReport& model, const Runtime& runtime,
                       const std::optional<TargetReport>& target, const PlanOptions& planning,
                       const SearchRequest& request, const SearchWatch& watch);

/// That of what the search recommends: layer by layer where no schedule in patches is.
Schedule recommendedSchedule(const SearchReport& report, const Block& patches);

}  // namespace tessera
