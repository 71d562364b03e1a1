#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/graph.h"
#include "core/region.h"

namespace tessera {

/// Into how many rows and columns of tiles a block's last tensor is cut. Tile sizes differ by at
/// most one element, the larger ones first.
struct Grid {
  std::int64_t rows = 1;
  std::int64_t columns = 1;

  constexpr bool whole() const { return rows == 1 && columns == 1; }
  friend constexpr bool operator==(Grid, Grid) = default;
};

/// What happens to the part of an inner tensor that two neighbouring tiles both need.
enum class Overlap : std::uint8_t { recompute, cache };

struct OverlapModes {
  Overlap rows = Overlap::recompute;
  Overlap columns = Overlap::recompute;
  friend constexpr bool operator==(const OverlapModes&, const OverlapModes&) = default;
};

/// How large a tile at the tensor's border is.
enum class TilePolicy : std::uint8_t {
  clipped,  ///< only what exists: the least work
  full,     ///< windows run over the border, as TinyEngine executes: all patches of one size
};

/// Where the graph input of a stage lies while its patches run.
enum class StageInput : std::uint8_t {
  resident,  ///< whole in SRAM for the whole stage
  streamed,  ///< the source delivers any rectangle when it is asked: flash, a decoder
  rows,      ///< the source delivers whole rows, once and in order: a camera
};

/// How the operators of a block share a tile.
enum class TileOrder : std::uint8_t {
  layers,  ///< each operator its whole part of the tile, then the next
  pull,    ///< all of them column by column of the tile
};

/// Where the result of a block lies.
enum class BlockResult : std::uint8_t {
  fresh,       ///< in a buffer of its own
  overInput,   ///< over the block's dying input, at a safe distance
  accumulate,  ///< sums that grow tile by tile, while the last operator's input is never whole
};

/// How large the buffer of a tile is.
enum class TileBuffers : std::uint8_t {
  perPatch,  ///< as large as this patch needs
  largest,   ///< as large as the largest patch needs, for all: what generated code does
};

/// Operators that run together: for each tile of the last operator's output in row-major order, all
/// of them in the order given. The fields below `grid` mean something only where the grid has more
/// than one tile.
struct Block {
  std::vector<OperatorId> operators;
  Grid grid;
  /// Rows and columns of a tile, the last ones smaller; nothing: tiles as even as the grid allows.
  std::optional<Extent> tile;
  TilePolicy tiles = TilePolicy::clipped;
  TileOrder order = TileOrder::layers;
  std::int64_t channels = 0;        ///< of a chunk of an expanded tensor; 0: all of them at once
  std::optional<StageInput> input;  ///< nothing: as the runtime counts
  BlockResult result = BlockResult::fresh;
  TileBuffers buffers = TileBuffers::perPatch;
  OverlapModes overlap;  ///< of the tensors that `overlaps` does not name
  std::map<TensorId, OverlapModes> overlaps;

  /// Whether its operators run one after the other, each once and on whole tensors.
  bool whole() const { return grid.whole() && result != BlockResult::overInput && channels == 0; }
  /// What happens to the overlap of this inner tensor or streamed input.
  OverlapModes overlapOf(TensorId tensor) const {
    const auto own = overlaps.find(tensor);
    return own == overlaps.end() ? overlap : own->second;
  }
  friend bool operator==(const Block&, const Block&) = default;
};

/// What to run, in what order, in what pieces: an ordered partition of a graph's operators.
///
/// Example: MCUNetV2's patch-based inference of a network of five operators, the first three in
/// 4 x 4 patches: `{{{0, 1, 2}, {4, 4}}, {{3}}, {{4}}}`.
struct Schedule {
  std::string name;  ///< how the user wrote it: "layer", "patch:4x4@conv5"
  std::vector<Block> blocks;
};

/// The tensor whose tiles a block runs through: its result, or, where sums are accumulated, the
/// feature map that its last operator reads.
TensorId tiledTensor(const Graph& graph, const Block& block);

/// Cuts a block, whose operators and result are set, into tiles of that size, the last ones
/// smaller. Throws Error(input) where the tile is larger than what is cut.
void setTile(const Graph& graph, Block& block, Extent tile);

/// Every operator a block of its own, whole, in the graph's order.
Schedule layerWise(const Graph& graph);

/// Whether the schedule runs as `layerWise(graph)` does, whatever its blocks.
bool isLayerWise(const Graph& graph, const Schedule& schedule);

std::string_view name(TilePolicy policy);    // "clipped", "full"
std::string_view name(StageInput input);     // "resident", "streamed", "rows"
std::string_view name(TileOrder order);      // "layers", "pull"
std::string_view name(BlockResult result);   // "fresh", "over-input", "accumulate"
std::string_view name(TileBuffers buffers);  // "per-patch", "largest"
std::string_view name(Overlap overlap);      // "recompute", "cache"

/// Throws Error(input) where the schedule is not an executable ordered partition of the graph's
/// operators: one is missing, listed twice, unknown or runs before one whose output it reads; or
/// where a grid is not at least 1x1.
void checkSchedule(const Graph& graph, const Schedule& schedule);

}  // namespace tessera
