#pragma once

#include <cstddef>
#include <span>
#include <utility>
#include <vector>

#include "core/graph.h"
#include "core/region.h"
#include "sim/run/stage_regions.h"
#include "sim/run/trace.h"
#include "sim/schedule/schedule.h"

namespace tessera::verify {

/// The tiles of a schedule's blocks, by block; those of blocks that run whole are empty. Throws
/// what `blockTiles` throws.
std::vector<BlockTiles> scheduleTiles(const Graph& graph, const Schedule& schedule);

/// Which region each step computes, and which one the buffer of a patch has room for.
class TileTable {
 public:
  /// All three must outlive the table.
  TileTable(const Graph& graph, const Schedule& schedule, std::span<const BlockTiles> tiles);

  /// What the step computes of its outputs: in a stage the tile without what lies beyond the
  /// tensor.
  Region computed(const Step& step) const;

  /// The region of `id`, an inner tensor or a streamed input of a stage, for which a patch's buffer
  /// has room; goes beyond the tensor where tiles are of full size. Nothing for other tensors.
  std::optional<Region> room(TensorId id, Patch patch) const;

  /// The rows that the tile's strip computes of such a tensor, and the columns that the tile does.
  std::pair<Interval, Interval> computedAlong(TensorId id, Patch patch) const;

  /// Of the held tensors that the operator reads: those that come from outside the stage and that
  /// it is the first to read, and those that nobody reads after it.
  const std::vector<TensorId>& firstReads(OperatorId op) const { return firstReads_[op.index()]; }
  const std::vector<TensorId>& lastReads(OperatorId op) const { return lastReads_[op.index()]; }

  /// The tensor of which the operator accumulates sums, tile by tile; nothing where it does not.
  std::optional<TensorId> accumulates(OperatorId op) const;

  /// Of an operator through which chunks of channels go.
  struct Chunked {
    std::int64_t channels = 0;  ///< all of them
    bool expands = false;       ///< makes them
    bool sums = false;          ///< sums them up
  };
  std::optional<Chunked> chunked(OperatorId op) const { return chunked_[op.index()]; }

  /// How the stage that has it inside keeps `id` from tile to tile; nothing where it does not.
  const TileLayout* layoutOf(TensorId id) const { return stored_[id.index()].layout; }

 private:
  struct Source {
    const OperatorTiles* tiles = nullptr;
    const Block* block = nullptr;
    const TileLayout* layout = nullptr;  ///< nothing where each tile begins anew
    TilePolicy policy = TilePolicy::clipped;
  };

  static const TileLayout* kept(const TileLayout& layout) {
    return layout.keeping == Keeping::nothing ? nullptr : &layout;
  }

  void noteReaders(const Block& block);
  static Region region(const Source& source, Patch patch);

  const Graph& graph_;
  std::vector<Source> written_;                    // by operator, of those in stages
  std::vector<Source> stored_;                     // by tensor
  std::vector<std::vector<TensorId>> firstReads_;  // by operator
  std::vector<std::vector<TensorId>> lastReads_;   // by operator
  std::vector<std::optional<Chunked>> chunked_;    // by operator
};

}  // namespace tessera::verify
