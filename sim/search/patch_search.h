#pragma once

#include <atomic>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "sim/run/program.h"
#include "sim/run/trace.h"
#include "sim/schedule/schedule.h"

namespace tessera {

struct PatchSearchOptions {
  /// To try; those finer than a split's output are left out. On an output of one row or column (a
  /// network of one dimension) a square grid divides the other axis only.
  std::vector<Grid> grids;
  Block patches;                 ///< tile policy, stage input and tile buffers to try them with
  std::optional<Bytes> sram;     ///< the budget that the recommendation should meet
  std::optional<Cycles> cycles;  ///< likewise; schedules of unknown cycles meet it
  /// The arena of a schedule, which is what has to fit the budget; nothing: its peak. Asked of
  /// schedules whose peak fits, the preferred ones first, until one fits.
  std::function<Bytes(const Schedule&)> arenaOf;
  /// Why no schedule in patches is to be recommended; empty where one may be.
  std::string whyLayers;
  const std::atomic<bool>* stop = nullptr;  ///< set by somebody else: return what was found
  /// Called now and then from any thread with the number of schedules evaluated and in all.
  std::function<void(std::size_t done, std::size_t total)> progress;
};

struct PatchCandidate {
  OperatorId split;
  Grid grid;
  Totals totals;
  Macs extra;  ///< executed under the tile policy beyond once; negative where less is executed
};

struct PatchSearchResult {
  Totals layerWise;
  std::vector<PatchCandidate> candidates;  ///< evaluated ones, by split, then grid
  std::vector<std::size_t> pareto;         ///< candidates that none beats in both, by rising peak
  std::optional<std::size_t> recommended;
  std::string reason;       ///< one sentence on the recommendation
  std::size_t planned = 0;  ///< schedules that a complete search evaluates
  bool complete() const { return candidates.size() == planned; }
};

/// Square grids 2x2 to largest x largest; all pairs of rows and columns where `rectangular`.
std::vector<Grid> gridsUpTo(std::int64_t largest, bool rectangular);

/// The operators at which a per-patch stage may end (see `whyNoStage`), among the first 2,000: from
/// the network's start, two operators or more.
std::vector<OperatorId> possibleSplits(const Graph& graph);

/// Evaluates every split and grid, as in MCUNetV2's appendix B, in parallel. Recommended is, of
/// what fits the budget, the schedule of least extra MACs (ties: least peak); where nothing fits or
/// no budget is given, that of least peak (ties: least extra MACs). A budget of cycles comes first:
/// what exceeds it is not recommended. At most 50 schedules are asked
/// for their arena.
PatchSearchResult searchPatches(const Program& program, const PatchSearchOptions& options);

/// The split of least peak for one grid (ties: least extra MACs). Throws Error(unsupported) where
/// no stage can run in that grid.
OperatorId bestSplit(const Program& program, const Block& patches);

}  // namespace tessera
