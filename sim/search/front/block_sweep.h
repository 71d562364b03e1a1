#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "sim/schedule/schedule.h"
#include "sim/search/front/budget_front.h"
#include "sim/search/front/search_graph.h"

namespace tessera {

/// How a block keeps the overlap of one tensor.
using ModeCode = std::uint8_t;  ///< bit 0: rows are cached, bit 1: columns are

/// All blocks with one last operator and one tile.
struct SweepTask {
  std::size_t end = 0;  ///< position of the last operator
  bool sums = false;    ///< accumulated, see BlockResult
  Extent tile;
  std::vector<bool> begins;   ///< by position: whether blocks from there on are wanted
  std::int64_t least = 0;     ///< bytes that every schedule takes: fewer are no better
  /// By position: the costs of what may run before blocks that begin there or before; not covered
  /// by one another.
  std::vector<const BudgetFront*> prefixes;
};

struct SweepRules {
  StageInput input = StageInput::resident;  ///< how graph inputs come
  bool recomputesColumns = false;  ///< columns may be recomputed, not rows alone
  std::size_t longest = 64;        ///< operators in a block
  std::size_t mostLabels = 8;      ///< kept of each state
  bool timed = false;              ///< cycles are an axis
};

/// A block found: `modes` are those of the operators' outputs, last operator first and left out,
/// then those of the streamed inputs.
struct FoundBlock {
  std::size_t begin = 0;
  FrontCost cost;
  std::vector<ModeCode> modes;
};

struct SweepResult {
  std::vector<FoundBlock> blocks;
  /// The least that labels could have come to that were given up for lack of room.
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
