#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/graph.h"

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
  streamed,  ///< only what the current patch reads, as from a camera, a JPEG or flash
};

/// How large the buffer of a tile is.
enum class TileBuffers : std::uint8_t {
  perPatch,  ///< as large as this patch needs
  largest,   ///< as large as the largest patch needs, for all: what generated code does
};

/// Operators that run together: for each tile of the last operator's output in row-major order, all
/// of them in the order given. Inner tensors without an entry in `overlaps` are recomputed. The
/// fields below `grid` mean something only where the grid has more than one tile.
struct Block {
  std::vector<OperatorId> operators;
  Grid grid;
  TilePolicy tiles = TilePolicy::clipped;
  std::optional<StageInput> input;  ///< nothing: as the runtime counts
  TileBuffers buffers = TileBuffers::perPatch;
  std::map<TensorId, OverlapModes> overlaps;
};

/// What to run, in what order, in what pieces: an ordered partition of a graph's operators.
///
/// Example: MCUNetV2's patch-based inference of a network of five operators, the first three in
/// 4 x 4 patches: `{{{0, 1, 2}, {4, 4}}, {{3}}, {{4}}}`.
struct Schedule {
  std::string name;  ///< how the user wrote it: "layer", "patch:4x4@conv5"
  std::vector<Block> blocks;
};

/// Every operator a block of its own, whole, in the graph's order.
Schedule layerWise(const Graph& graph);

/// Whether the schedule runs as `layerWise(graph)` does, whatever its blocks.
bool isLayerWise(const Graph& graph, const Schedule& schedule);

std::string_view name(TilePolicy policy);    // "clipped", "full"
std::string_view name(StageInput input);     // "resident", "streamed"
std::string_view name(TileBuffers buffers);  // "per-patch", "largest"
std::string_view name(Overlap overlap);      // "recompute", "cache"

/// Throws Error(input) where the schedule is not an executable ordered partition of the graph's
/// operators: one is missing, listed twice, unknown or runs before one whose output it reads; or
/// where a grid is not at least 1x1.
void checkSchedule(const Graph& graph, const Schedule& schedule);

}  // namespace tessera
