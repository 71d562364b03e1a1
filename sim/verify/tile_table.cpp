#include "sim/verify/tile_table.h"

#include "core/receptive_field.h"

namespace tessera::verify {

std::vector<BlockTiles> scheduleTiles(const Graph& graph, const Schedule& schedule) {
  std::vector<BlockTiles> tiles;
  for (const Block& block : schedule.blocks) {
    tiles.push_back(block.grid.whole() ? BlockTiles{} : blockTiles(graph, block));
  }
  return tiles;
}

TileTable::TileTable(const Graph& graph, const Schedule& schedule,
                     std::span<const BlockTiles> tiles)
    : graph_(graph), written_(graph.operators().size()), stored_(graph.tensors().size()) {
  for (std::size_t b = 0; b < schedule.blocks.size(); ++b) {
    const Block& block = schedule.blocks[b];
    if (block.grid.whole()) continue;
    for (const InputTiles& input : tiles[b].inputs) {
      stored_[graph.storage(input.tensor).index()] = {&input.tiles, &block};
    }
    for (std::size_t i = 0; i < block.operators.size(); ++i) {
      const OperatorId op = block.operators[i];
      written_[op.index()] = {&tiles[b].operators[i], &block};
      if (i + 1 == block.operators.size()) continue;  // its output is the stage's, whole
      for (const TensorId output : graph[op].outputs) {
        stored_[output.index()] = {&tiles[b].operators[i], &block};
      }
    }
  }
}

Region TileTable::computed(const Step& step) const {
  const Operator& op = graph_[step.op];
  if (op.outputs.empty()) return {};
  const Region whole = wholeRegion(graph_, op.outputs.front());
  const Source& source = written_[step.op.index()];
  return source.block == nullptr ? whole : intersect(region(source, step.patch), whole);
}

std::optional<Region> TileTable::room(TensorId id, Patch patch) const {
  const Source& source = stored_[id.index()];
  if (source.block == nullptr) return std::nullopt;
  return region(source, patch);
}

Region TileTable::region(const Source& source, Patch patch) {
  return source.tiles->under(source.block->tiles)
      .at(static_cast<std::size_t>(patch.row), static_cast<std::size_t>(patch.column));
}

}  // namespace tessera::verify
