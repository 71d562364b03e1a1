#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "core/interval.h"
#include "sim/schedule/block_refusal.h"
#include "sim/schedule/schedule.h"

namespace tessera {

/// Operators of a block, by position, that pass the channels of an expanded tensor on in chunks:
/// the first makes more channels than it reads, those between keep each channel to itself, and the
/// last sums all channels up.
///
/// Example: of expand (16 -> 96), depthwise and project (96 -> 16) in chunks of 32, each tile runs
/// expand, depthwise and project three times, and project's sums become its result the third time.
struct ChunkRun {
  std::size_t first = 0;
  std::size_t last = 0;
  std::int64_t channels = 0;  ///< of the expanded tensor

  bool contains(std::size_t at) const { return first <= at && at <= last; }
};

/// The runs that go through a block in chunks of its `channels`, in its order; none where it has
/// none. A tensor of fewer channels than a chunk is not cut.
std::vector<ChunkRun> chunkRuns(const Graph& graph, const Block& block);

/// Why nothing of the block can go through in chunks, naming the operator in the way; nothing where
/// something can.
std::optional<BlockRefusal> whyNoChunks(const Graph& graph, const Block& block);

/// One call of an operator in a tile of a block.
struct TileCall {
  std::size_t position = 0;     ///< of the operator in the block
  Interval channels;            ///< of the chunk that goes through it; empty: all
  std::int64_t ofChannels = 1;  ///< so many are all of them, where it is a chunk
};

/// The calls of each tile of the block, in the order in which they run.
std::vector<TileCall> tileCalls(const Graph& graph, const Block& block);

/// How many they are.
std::int64_t countTileCalls(const Graph& graph, const Block& block);

}  // namespace tessera
