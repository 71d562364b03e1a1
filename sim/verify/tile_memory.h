#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "core/graph.h"
#include "core/region.h"
#include "sim/run/trace.h"
#include "sim/verify/live_bytes.h"
#include "sim/verify/tile_table.h"

namespace tessera::verify {

/// Reads and writes a tensor that a stage holds from tile to tile: in a ring of rows, beside the
/// tile and in the tile (see TileLayout), each buffer at its planned address, all channels of a
/// position side by side.
class TileMemory {
 public:
  /// All must outlive it.
  TileMemory(const Graph& graph, const Trace& trace, const TileTable& tiles, LiveBytes& bytes);

  /// Whether the tensor is kept so: not where it is there whole.
  bool holds(TensorId tensor) const {
    return tiles_.layoutOf(tensor) != nullptr && held_[tensor.index()];
  }

  /// What the tile finds of `region`, packed like a tensor that has only it. `bits` of elements
  /// that no living buffer has room for are the complement of `expected`, the tensor's own bytes.
  std::vector<std::byte> read(TensorId tensor, Patch tile, const Region& region,
                              const std::vector<std::byte>& expected);

  /// Stores what the tile computes; `packed` like a tensor that has only `region`. Returns what is
  /// wrong: a position without room.
  std::optional<std::string> write(TensorId tensor, Patch tile, const Region& region,
                                   const std::vector<std::byte>& packed);

  /// Moves what later tiles need, after the last reader of the tile has run.
  void move(TensorId tensor, Patch tile);

 private:
  struct Place;

  Place place(TensorId tensor, Patch tile, std::size_t positionBytes) const;
  /// Where a position lies after the tile has computed it; nothing where no living buffer has it.
  std::byte* find(const Place& place, std::int64_t row, std::int64_t column);
  std::byte* inRing(const Place& place, std::int64_t row, std::int64_t column);
  std::byte* beside(const Place& place, std::int64_t row, std::int64_t column, std::int64_t from);
  /// Nothing where the buffer has no such position.
  std::byte* within(std::optional<std::size_t> buffer, std::int64_t position, std::size_t size);

  const Graph& graph_;
  const TileTable& tiles_;
  LiveBytes& bytes_;
  std::vector<bool> held_;  // by tensor: the trace has a buffer that outlives a tile
};

}  // namespace tessera::verify
