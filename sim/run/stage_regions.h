#pragma once

#include <vector>

#include "core/receptive_field.h"
#include "sim/schedule/schedule.h"

namespace tessera {

/// The exact regions of one operator's output (or of one input) for the tiles of a block, in
/// row-major order.
struct OperatorTiles {
  std::vector<Region> clipped;
  std::vector<Region> full;  ///< windows not clipped at the tensor's borders

  const std::vector<Region>& under(TilePolicy policy) const {
    return policy == TilePolicy::full ? full : clipped;
  }
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

/// The sum of the regions' areas; overflow-checked.
std::int64_t totalArea(const std::vector<Region>& regions);

/// The most rows and the most columns that any of the regions has.
Extent largestExtent(const std::vector<Region>& regions);

}  // namespace tessera
