#pragma once

#include <vector>

#include "core/receptive_field.h"
#include "sim/schedule/schedule.h"

namespace tessera {

/// The exact regions of one operator for each tile of a block. Rows depend on the tile's row alone
/// and columns on its column alone, so that one interval a tile row and one a tile column say all.
struct OperatorTiles {
  std::vector<Interval> rows;      ///< of the output, by tile row, clipped
  std::vector<Interval> columns;   ///< of the output, by tile column, clipped
  std::vector<Interval> fullRows;  ///< not clipped at the tensor's borders
  std::vector<Interval> fullColumns;
};

/// What a block reads from outside, for each tile; the hull over the readers inside.
struct InputTiles {
  TensorId tensor;  ///< as an operator of the block names it: perhaps a view
  OperatorTiles tiles;
};

/// The tiles of a block: for each operator (in the block's order) the region that is computed, and
/// for each tensor from outside the region that is read. The last operator's tiles partition its
/// output; every other region is the hull of what the operators after it in the block read.
struct BlockTiles {
  std::vector<OperatorTiles> operators;
  std::vector<InputTiles> inputs;
};

/// Throws Error(unsupported) where the block cannot run in patches, naming the operator and why: an
/// operator that is not local, a tensor other than the last operator's output that is read outside
/// the block or is a graph output, a grid finer than the output, an overlap to be cached.
BlockTiles blockTiles(const Graph& graph, const Block& block);

/// `extent` cut into `parts` half-open intervals whose lengths differ by at most one, larger first.
std::vector<Interval> evenParts(std::int64_t extent, std::int64_t parts);

/// The sum and the largest of the intervals' lengths; 0 for none.
std::int64_t totalLength(const std::vector<Interval>& intervals);
std::int64_t largestLength(const std::vector<Interval>& intervals);

}  // namespace tessera
