#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "sim/schedule/schedule.h"
#include "sim/search/front/budget_front.h"
#include "sim/search/front/mode_code.h"
#include "sim/search/front/search_graph.h"
#include "sim/search/front/sweep_prefixes.h"

namespace tessera {

/// All blocks with one last operator and one tile.
struct SweepTask {
  std::size_t end = 0;  ///< position of the last operator
  bool sums = false;    ///< accumulated, see BlockResult
  Extent tile;
  const SweepPrefixes* prefixes = nullptr;  ///< where blocks may begin, and behind what
};

struct SweepRules {
  StageInput input = StageInput::resident;  ///< how graph inputs come
  /// The ways to keep a tensor's overlap where it has any.
  std::vector<ModeCode> modes = {cachedBoth, cachedColumns};
  std::size_t longest = 64;       ///< operators in a block
  std::size_t mostLabels = 8;     ///< kept of each state
  std::size_t mostMade = 20'000;  ///< labels of a sweep, beyond which one is kept of each state
  bool timed = false;             ///< cycles are an axis
  bool overInput = false;         ///< results may lie over their dying inputs
  const std::atomic<bool>* stop = nullptr;  ///< set by somebody else: blocks found so far are used
};

/// A block that was found.
struct FoundBlock {
  std::size_t begin = 0;
  FrontCost cost;
  /// Of its operators' outputs, that before the last one first, then of its inputs.
  std::vector<ModeCode> modes;
  std::vector<std::size_t> inputs;  ///< nodes of graph inputs that are delivered in tiles
  bool overInput = false;           ///< its result lies over its dying input
};

struct SweepResult {
  std::vector<FoundBlock> blocks;
  /// The least that schedules could have come to whose labels were given up for lack of room.
  BudgetFront thinned;
  std::size_t labels = 0;  ///< made
};

/// Finds, for each first operator, the blocks of the task that no other one covers: which of its
/// tensors to cache and which to recompute. `known` are costs of whole schedules: blocks that alone
/// cost as much are left out.
///
/// Walks the operators from the last one back. What tiles need of the tensors that are read and not
/// yet produced is a *state*; labels of a state differ in bytes and work alone, and one that is
/// nowhere better than another is dropped. Exact where none is thinned.
SweepResult sweepBlocks(const SearchGraph& graph, const SweepTask& task, const SweepRules& rules,
                        const BudgetFront& known);

}  // namespace tessera
