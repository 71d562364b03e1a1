#include "tests/support/random_tiling.h"

#include <algorithm>
#include <random>

#include "core/receptive_field.h"
#include "sim/schedule/accumulated.h"
#include "sim/schedule/channel_chunks.h"
#include "sim/schedule/over_input.h"

namespace tessera::test {

Block randomTiling(const RandomStage& stage, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  const auto upTo = [&](std::int64_t most) {
    return static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(most)) + 1;
  };
  const auto one = [&] { return random() % 2 == 0; };
  const auto mode = [&] { return one() ? Overlap::cache : Overlap::recompute; };
  const Graph& graph = stage.graph;
  Block block;
  block.operators = stage.operators;
  const bool sums = whyNoSums(graph, block.operators.back()).empty();
  if (sums) block.result = BlockResult::accumulate;
  const Region whole = wholeRegion(graph, tiledTensor(graph, block));
  while (block.grid.whole() && whole.area() > 1) {
    if (one()) {
      block.tile.reset();
      block.grid = {upTo(std::min<std::int64_t>(whole.rows.end, 5)),
                    upTo(std::min<std::int64_t>(whole.columns.end, 5))};
    } else {
      setTile(graph, block, {upTo(whole.rows.end), upTo(whole.columns.end)});
    }
  }
  block.overlap = {mode(), mode()};
  for (const OperatorId op : block.operators) {
    for (const TensorId tensor : graph[op].outputs) {
      if (random() % 3 == 0) block.overlaps[tensor] = {mode(), mode()};
    }
  }
  if (random() % 4 == 0) block.order = TileOrder::pull;
  block.tiles = random() % 4 == 0 ? TilePolicy::full : TilePolicy::clipped;
  const StageInput inputs[] = {StageInput::resident, StageInput::streamed, StageInput::rows};
  block.input = inputs[random() % 3];
  if (!sums && random() % 3 == 0 && !whyNotOverInput(graph, block)) {
    block.result = BlockResult::overInput;
    block.input = StageInput::resident;
  }
  block.channels = upTo(4);
  if (random() % 2 == 0 || whyNoChunks(graph, block)) block.channels = 0;
  for (const ChunkRun& run : chunkRuns(graph, block)) {
    block.order = TileOrder::layers;
    for (std::size_t i = run.first; i < run.last; ++i) {
      block.overlaps[graph[block.operators[i]].outputs.front()] = {};
    }
  }
  return block;
}

}  // namespace tessera::test
