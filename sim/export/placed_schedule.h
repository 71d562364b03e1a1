#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/graph.h"
#include "core/region.h"
#include "core/units.h"
#include "sim/export/kernel_calls.h"
#include "sim/verify/arena_run.h"

namespace tessera::exported {

/// Where a tensor lies while one tile runs.
struct Place {
  Region tile;  ///< what of it lies at `offset`; columns that a strip no longer computes are empty
  std::int64_t offset = 0;  ///< in the arena
  std::int64_t ring = 0;    ///< of what is kept, in the arena
  std::int64_t beside = 0;
  Interval besideColumns;
  friend bool operator==(const Place&, const Place&) = default;
};

/// What a block keeps of a tensor from tile to tile, in positions.
struct KeptShape {
  std::int64_t ringRows = 0;
  Interval ringColumns;
  std::int64_t besideColumns = 0;
  friend bool operator==(const KeptShape&, const KeptShape&) = default;
};

/// A tensor that a call reads or writes, tile by tile.
struct PlacedTensor {
  TensorId tensor;                ///< as the operator names it
  bool constant = false;          ///< lies in flash
  Interval channels;              ///< that lie there, of a chunk; empty: all
  std::optional<KeptShape> kept;  ///< nothing: each tile begins anew
  std::vector<Place> tiles;
};

/// A rectangle of a tensor, tile by tile, at its place: what is computed or fetched.
struct PlacedRegions {
  PlacedTensor to;
  std::vector<Region> regions;
};

/// What is moved of a kept tensor, tile by tile.
struct PlacedMove {
  PlacedTensor tensor;
  std::vector<Region> intoRing;
  std::vector<Region> beside;
};

/// One operator of a block, for all tiles.
struct PlacedCall {
  OperatorId op;
  std::optional<Chunk> chunk;           ///< nothing: all channels
  std::optional<TensorId> accumulated;  ///< the map whose tiles it sums up
  std::optional<PlacedTensor> sums;     ///< of chunks of channels, or of tiles
  std::vector<PlacedRegions> fetches;   ///< of graph inputs that the application delivers
  std::vector<PlacedTensor> inputs;
  std::vector<PlacedTensor> outputs;
  std::vector<Region> regions;  ///< of the first output
  std::vector<PlacedMove> moves;
  bool onlyViews = false;  ///< what it writes is what it reads
};

struct PlacedBlock {
  std::size_t strips = 1;
  std::size_t columns = 1;
  std::vector<PlacedCall> calls;
};

/// A schedule as code runs it: calls in loops over tiles, every tensor at its planned address.
struct PlacedSchedule {
  std::vector<PlacedBlock> blocks;
  std::vector<std::optional<Place>> inputs;  ///< by graph input; nothing: fetched tile by tile
  std::vector<PlacedTensor> outputs;         ///< by graph output
  std::int64_t arena = 0;
};

/// Reads off a run where everything lies. Throws Error(unsupported), naming the operator, where no
/// C is generated for what the schedule does.
PlacedSchedule placedSchedule(const verify::ArenaSetup& setup);

}  // namespace tessera::exported
