#pragma once

#include <array>
#include <optional>
#include <vector>

#include "core/inline_vector.h"
#include "core/work.h"
#include "sim/run/program.h"
#include "sim/run/safe_distance.h"
#include "sim/run/stage_regions.h"
#include "sim/run/tile_layout.h"
#include "sim/run/trace.h"

namespace tessera {

/// How large the buffer of a tile is.
enum class TileSizing : std::uint8_t {
  own,      ///< as this tile needs
  phase,    ///< as the largest of its phase of the loop needs
  largest,  ///< as the largest of all needs
};

/// A buffer that each tile of a stage fills anew: of an inner tensor, or of a streamed input.
struct StageTile {
  TensorId tensor;
  BufferKind kind = BufferKind::tile;    ///< or of sums, which become the tensor's tile
  Interval channels;                     ///< of the chunk that it has; empty: all
  std::int64_t bitsPerPosition = 0;      ///< of those channels together
  const TileRegions* regions = nullptr;  ///< what each tile puts into it
  const TileLayout& layout;              ///< how the tensor is kept from tile to tile
  /// Positions of the largest tile of each phase.
  std::array<std::int64_t, loopPhases> tileSize = layout.tileSize;
  TileSizing sizing = TileSizing::own;
  std::size_t first = 0;  ///< call of the tile that it comes with
  std::size_t last = 0;   ///< the one that needs it last

  bool hasTile() const { return layout.keeping != Keeping::ring; }
  Bytes bytesOf(std::int64_t positions) const {
    return Bytes(ceilDiv(checkedMul(positions, bitsPerPosition), 8));
  }
  Bytes bytes(std::size_t strip, std::size_t column) const;
  /// Moved after the tile's last reader, see TileLayout.
  Bytes moved(std::size_t strip, std::size_t column) const;
};

/// A buffer of a stage that outlives a tile.
struct StageHeld {
  TensorId tensor;
  BufferKind kind = BufferKind::cache;
  std::array<Bytes, 2> bytes{};  ///< in the first strip, and in the others
  bool everyStrip = false;       ///< begins and ends with each strip, else with the stage
  std::size_t begins = 0;        ///< call of a tile that it begins with
  std::size_t ends = 0;          ///< the one after which it ends
};

/// Few numbers of tiles or held buffers.
using Indices = InlineVector<std::size_t, 4>;

/// One call of an operator of a stage, with what happens around it in every tile: one for each
/// operator, or one for each chunk of channels that goes through it.
struct StageCall {
  OperatorId op;
  std::size_t position = 0;               ///< of the operator in the block
  Interval channels;                      ///< of the expanded tensor; empty: all
  double part = 1;                        ///< of the operator's work on the tile
  MacShare macs;                          ///< of output positions, all channels
  Indices allocates;                      ///< tiles that it writes, or streams in, by index
  Indices releases;                       ///< tiles that nobody needs after it
  Indices begins;                         ///< held buffers that begin with it, by index
  Indices ends;                           ///< held buffers that end after it
  std::optional<std::size_t> overwrites;  ///< the dying tile that its one output may write over
  std::vector<Bytes> scratch;             ///< what a call on the largest tile works in
  const OperatorTiles* tiles = nullptr;   ///< into the plan's regions
};

/// What a walk needs to run one block in patches, worked out once for all of them.
struct StagePlan {
  StagePlan(const Program& program, const Block& block);
  StagePlan(const StagePlan&) = delete;
  StagePlan& operator=(const StagePlan&) = delete;

  BlockTiles regions;
  TileLayout anew;  ///< of tiles of which nothing is kept
  std::vector<StageTile> tiles;
  std::vector<StageHeld> held;
  std::vector<StageCall> calls;  ///< of a tile, in the order in which they run
  TensorId output;
  TilePolicy policy;
  BlockResult result = BlockResult::fresh;
  std::optional<OverInput> over;  ///< where the result lies over a dying input
  /// Whether all tiles share their buffers, whose addresses do not change from tile to tile: where
  /// anything is held, or tiles are too many to give each its own.
  bool looped = false;

  std::int64_t steps() const {
    return checkedMul(regions.runs(), static_cast<std::int64_t>(calls.size()));
  }
};

/// Tiles of a block beyond which they share their buffers whatever they hold.
constexpr std::int64_t mostTilesApart = 1024;

/// What the operator needs of TinyEngine's workspaces for the largest of its tiles.
Workspace largestWorkspace(const Program& program, const StageCall& call, TilePolicy policy);

/// Where the graph input of a block in patches lies: as the block says, or else as the runtime
/// counts.
StageInput stageInputOf(const Block& block, const CountingRules& rules);

/// The graph inputs that a block streams in patch by patch instead of keeping them whole: those
/// that nobody else reads and that are no graph output, where `stageInputOf` it is not resident.
std::vector<TensorId> streamedInputs(const Program& program, const Block& block);

}  // namespace tessera
