#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "core/graph.h"
#include "core/region.h"
#include "sim/schedule/schedule.h"

namespace tessera::test {

/// What a block does to one tensor, in positions (all channels of a row and column are one).
struct HeldTensor {
  std::vector<Region> computed;  ///< by tile
  std::int64_t needed = 0;       ///< by all tiles together
  std::int64_t held = 0;         ///< of those, had from an earlier tile and not computed again
  std::int64_t readBeforeWritten = 0;
};

struct HeldOracle {
  std::vector<HeldTensor> operators;  ///< what they write, in the block's order
  /// Most bytes of elements, over the calls of all tiles, that this or an earlier call writes and
  /// this or a later one reads, of what operators inside the block write; without its result.
  std::int64_t floorBytes = 0;
};

/// Executes a block on sets of elements, one by one, with what each tensor keeps along rows and
/// columns. Knows the language (tiles, overlap, order) and nothing of how Tessera works it out:
/// what is needed of a tensor is the rectangle around what its readers in the block read of it,
/// what is computed the rectangle around what of that nobody kept, and a tensor keeps all that was
/// computed of it in earlier strips (cached along rows), in earlier tiles of the strip (cached
/// along columns), or in earlier columns of the same tile (pulled).
HeldOracle heldOracle(const Graph& graph, const Block& block);

}  // namespace tessera::test
