#pragma once

#include <vector>

#include "core/receptive_field.h"
#include "sim/run/held_tiles.h"
#include "sim/run/tile_layout.h"
#include "sim/run/tile_regions.h"
#include "sim/schedule/schedule.h"

namespace tessera {

/// Regions of one tensor for the tiles of a block.
struct OperatorTiles {
  TileRegions clipped;
  TileRegions full;  ///< windows not clipped at the tensor's borders

  const TileRegions& under(TilePolicy policy) const {
    return policy == TilePolicy::full ? full : clipped;
  }
  TileRegions& under(TilePolicy policy) { return policy == TilePolicy::full ? full : clipped; }
};

/// What a block reads from outside, for each tile.
struct InputTiles {
  TensorId tensor;        ///< as an operator of the block names it: perhaps a view
  OperatorTiles tiles;    ///< the hull over the readers inside
  OperatorTiles fetched;  ///< the same less what is held, were the input streamed
  TileLayout layout;      ///< how it is kept, were it streamed
};

/// The tiles of a block: for each operator (in the block's order) the region that is computed, and
/// for each tensor from outside the region that is read. The last operator's tiles partition its
/// output (or, where sums are accumulated, its input, as do those of views between); of every other
/// tensor is needed what the operators after it in the block read, and computed what of that is not
/// held.
struct BlockTiles {
  TileStarts starts;
  std::vector<OperatorTiles> operators;  ///< computed
  std::vector<OperatorTiles> needed;     ///< of the operators' outputs
  std::vector<TileLayout> layouts;       ///< how they are kept
  std::vector<InputTiles> inputs;

  std::size_t strips() const { return starts.rows.size(); }
  std::size_t columns() const { return starts.columns.size(); }
  /// Every tile begins anew, as MCUNetV2's patches do: no overlap is cached, nothing pulled.
  bool anew = true;

  /// The tiles that are stored under that policy. Where tiles hold anything, they compute and store
  /// nothing beyond the tensors; only the work of tiles of full size is counted as if they did.
  TilePolicy stored(TilePolicy policy) const { return anew ? policy : TilePolicy::clipped; }
  /// How often each operator runs.
  std::int64_t runs() const { return static_cast<std::int64_t>(strips() * columns()); }
};

/// Throws Error(unsupported) where the block cannot run in patches, naming the operator and why: an
/// operator that is not local, a tensor other than the last operator's output that is read outside
/// the block or is a graph output, a grid finer than the output, a tile larger than it.
BlockTiles blockTiles(const Graph& graph, const Block& block);

/// What happens to the overlap of what an operator of the block writes: its outputs are computed
/// together, so it is held only where all of them are.
OverlapModes overlapOfOutputs(const Graph& graph, const Block& block, OperatorId id);

/// `extent` cut into `parts` half-open intervals whose lengths differ by at most one, larger first.
std::vector<Interval> evenParts(std::int64_t extent, std::int64_t parts);

}  // namespace tessera
