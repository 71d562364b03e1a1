#pragma once

#include <atomic>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "sim/run/program.h"
#include "sim/schedule/schedule.h"
#include "sim/search/candidate.h"
#include "sim/search/recommend.h"

namespace tessera {

struct PatchSearchOptions {
  /// To try; those finer than a split's output are left out. On an output of one row or column (a
  /// network of one dimension) a square grid divides the other axis only.
  std::vector<Grid> grids;
  Block patches;        ///< tile policy, stage input and tile buffers to try them with
  bool overlap = true;  ///< results may lie over their dying inputs, in spaces that have that
  SearchBudget budget;
  const std::atomic<bool>* stop = nullptr;  ///< set by somebody else: return what was found
  /// Called now and then from any thread with the number of schedules evaluated and in all.
  std::function<void(std::size_t done, std::size_t total)> progress;
};

/// Square grids 2x2 to largest x largest; all pairs of rows and columns where `rectangular`.
std::vector<Grid> gridsUpTo(std::int64_t largest, bool rectangular);

/// The operators at which a per-patch stage may end (see `whyNoStage`), among the first 2,000: from
/// the network's start, two operators or more.
std::vector<OperatorId> possibleSplits(const Graph& graph);

/// Evaluates every split and grid, as in MCUNetV2's appendix B, in parallel, and recommends one
/// (see `recommend`).
SearchResult searchPatches(const Program& program, const PatchSearchOptions& options);

/// The split of least peak for one grid (ties: least extra MACs). Throws Error(unsupported) where
/// no stage can run in that grid.
OperatorId bestSplit(const Program& program, const Block& patches);

}  // namespace tessera
