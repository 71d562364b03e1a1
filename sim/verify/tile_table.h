#pragma once

#include <cstddef>
#include <span>
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

 private:
  struct Source {
    const OperatorTiles* tiles = nullptr;
    const Block* block = nullptr;
  };

  static Region region(const Source& source, Patch patch);

  const Graph& graph_;
  std::vector<Source> written_;  // by operator, of those in stages
  std::vector<Source> stored_;   // by tensor
};

}  // namespace tessera::verify
