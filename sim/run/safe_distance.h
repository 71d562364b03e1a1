#pragma once

#include <vector>

#include "sim/run/stage_regions.h"
#include "sim/schedule/schedule.h"

namespace tessera {

/// The result of a block that lies over its dying input.
struct OverInput {
  TensorId input;
  Bytes distance;  ///< so many bytes before the input the result begins, or more
};

/// How far before an input the result of a block must begin, see `safeDistances`: its last operator
/// computes `result` tile by tile, for which all operators together read `reads` of the input.
Bytes safeDistance(const Graph& graph, OperatorId last, TensorId input, const TileRegions& result,
                   const TileRegions& reads);

/// How far before each of these inputs the block's result must begin, so that no byte of the input
/// is written over before it is read for the last time. Rows lie one after the other, all channels
/// of a position side by side.
///
/// The last operator writes a tile when the others have read what they read for it. What is needed
/// after that is what later tiles read: the result must end before its first byte. Where the last
/// operator reads the input itself, it works row by row of the tile, and a row of the result must
/// also end before the first byte that this or a later row reads. (vMCU, section 4; DMO.)
///
/// Example: a 3x3 convolution from 8 rows of 4 B to 8 rows of 6 B, row by row. Row r ends at
/// 6(r + 1), and from row r - 1 on all is still read, at 4(r - 1): the largest difference is 24 B,
/// of the last row. Both take 32 + 24 B instead of 32 + 48.
std::vector<OverInput> safeDistances(const Graph& graph, const Block& block,
                                     const BlockTiles& tiles, const std::vector<TensorId>& inputs);

/// Bytes that two buffers share of which the second begins `distance` before the first.
Bytes sharedBytes(Bytes first, Bytes second, Bytes distance);

}  // namespace tessera
