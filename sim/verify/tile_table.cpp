#include "sim/verify/tile_table.h"

#include <map>
#include <set>

#include "core/receptive_field.h"
#include "sim/schedule/channel_chunks.h"

namespace tessera::verify {

std::vector<BlockTiles> scheduleTiles(const Graph& graph, const Schedule& schedule) {
  std::vector<BlockTiles> tiles;
  for (const Block& block : schedule.blocks) {
    tiles.push_back(block.whole() ? BlockTiles{} : blockTiles(graph, block));
  }
  return tiles;
}

TileTable::TileTable(const Graph& graph, const Schedule& schedule,
                     std::span<const BlockTiles> tiles)
    : graph_(graph),
      written_(graph.operators().size()),
      stored_(graph.tensors().size()),
      firstReads_(graph.operators().size()),
      lastReads_(graph.operators().size()),
      chunked_(graph.operators().size()) {
  for (std::size_t b = 0; b < schedule.blocks.size(); ++b) {
    const Block& block = schedule.blocks[b];
    if (block.whole()) continue;
    const TilePolicy policy = tiles[b].stored(block.tiles);
    for (const InputTiles& input : tiles[b].inputs) {
      stored_[graph.storage(input.tensor).index()] = {&input.fetched, &block, kept(input.layout),
                                                      policy};
    }
    for (std::size_t i = 0; i < block.operators.size(); ++i) {
      const OperatorId op = block.operators[i];
      written_[op.index()] = {&tiles[b].operators[i], &block, nullptr, policy};
      if (i + 1 == block.operators.size()) continue;  // its output is the stage's, whole
      for (const TensorId output : graph[op].outputs) {
        stored_[output.index()] = {&tiles[b].operators[i], &block, kept(tiles[b].layouts[i]),
                                   policy};
      }
    }
    noteReaders(block);
    for (const ChunkRun& run : chunkRuns(graph, block)) {
      for (std::size_t i = run.first; i <= run.last; ++i) {
        chunked_[block.operators[i].index()] = {run.channels, i == run.first, i == run.last};
      }
    }
  }
}

void TileTable::noteReaders(const Block& block) {
  std::map<TensorId, OperatorId> last;
  std::set<TensorId> met;
  for (const OperatorId op : block.operators) {
    for (const TensorId named : graph_[op].inputs) {
      const TensorId input = layoutOf(named) == nullptr ? graph_.storage(named) : named;
      if (layoutOf(input) == nullptr) continue;
      if (met.insert(input).second && !graph_.producer(input)) {
        firstReads_[op.index()].push_back(input);
      }
      last[input] = op;
    }
  }
  for (const auto& [tensor, op] : last) lastReads_[op.index()].push_back(tensor);
}

std::optional<TensorId> TileTable::accumulates(OperatorId op) const {
  const Block* const block = written_[op.index()].block;
  const bool sums =
      block != nullptr && block->result == BlockResult::accumulate && block->operators.back() == op;
  return sums ? std::optional(tiledTensor(graph_, *block)) : std::nullopt;
}

Region TileTable::computed(const Step& step) const {
  const Operator& op = graph_[step.op];
  if (op.outputs.empty()) return {};
  const Source& source = written_[step.op.index()];
  if (source.block == nullptr) return wholeRegion(graph_, op.outputs.front());
  const TensorId worked = accumulates(step.op).value_or(op.outputs.front());
  return intersect(region(source, step.patch), wholeRegion(graph_, worked));
}

std::optional<Region> TileTable::room(TensorId id, Patch patch) const {
  const Source& source = stored_[id.index()];
  if (source.block == nullptr) return std::nullopt;
  return region(source, patch);
}

std::pair<Interval, Interval> TileTable::computedAlong(TensorId id, Patch patch) const {
  const Source& source = stored_[id.index()];
  const TileRegions& tiles = source.tiles->under(source.policy);
  return {tiles.rowsOf(static_cast<std::size_t>(patch.row)),
          tiles.columnsOf(static_cast<std::size_t>(patch.column))};
}

Region TileTable::region(const Source& source, Patch patch) {
  return source.tiles->under(source.policy)
      .at(static_cast<std::size_t>(patch.row), static_cast<std::size_t>(patch.column));
}

}  // namespace tessera::verify
