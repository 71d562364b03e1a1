#include "sim/run/stage_plan.h"

#include <algorithm>

#include "core/depthwise.h"

namespace tessera {
namespace {

bool contains(const std::vector<OperatorId>& operators, OperatorId id) {
  return std::find(operators.begin(), operators.end(), id) != operators.end();
}

/// How many positions the buffer of each tile holds.
std::vector<std::int64_t> storedPositions(const std::vector<Region>& regions, TileBuffers buffers) {
  if (buffers == TileBuffers::largest) {
    const Extent most = largestExtent(regions);
    return std::vector<std::int64_t>(regions.size(), checkedMul(most.rows, most.columns));
  }
  std::vector<std::int64_t> positions;
  positions.reserve(regions.size());
  for (const Region& region : regions) {
    positions.push_back(checkedMul(region.rows.length(), region.columns.length()));
  }
  return positions;
}

class Planner {
 public:
  Planner(const Program& program, const Block& block, StagePlan& plan)
      : program_(program), graph_(program.graph), block_(block), plan_(plan) {}

  void run() {
    plan_.operators.resize(block_.operators.size());
    for (std::size_t i = 0; i < block_.operators.size(); ++i) addOperator(i);
    for (const TensorId input : streamedInputs(program_, block_)) addStreamed(input);
    for (std::size_t i = 0; i < plan_.tiles.size(); ++i) {
      plan_.operators[plan_.tiles[i].last].releases.push_back(i);
    }
    for (std::size_t i = 0; i < block_.operators.size(); ++i) findOverwrite(i);
  }

 private:
  void addOperator(std::size_t at) {
    StageOperator& op = plan_.operators[at];
    op.op = block_.operators[at];
    op.tiles = &plan_.regions.operators[at];
    const Program::Op& flat = program_.ops[op.op.index()];
    const std::int64_t positions = wholeRegion(graph_, graph_[op.op].outputs.front()).area();
    if (flat.macs && positions > 0) op.macsPerPosition = flat.macs->count() / positions;
    const bool last = at + 1 == block_.operators.size();
    addScratch(op, last);
    if (last) return;  // writes into the stage output
    for (const TensorId output : program_.writes(op.op)) {
      op.allocates.push_back(plan_.tiles.size());
      addTile(output, BufferKind::tile, *op.tiles, at);
    }
  }

  void addScratch(StageOperator& op, bool last) const {
    const Operator& source = graph_[op.op];
    const Kernels kernels = program_.rules.scratch;
    if (kernels == Kernels::tinyengine) {
      // Computed in a buffer of its own and copied; a depthwise convolution has its input's.
      if (last && !isDepthwise(graph_, source)) {
        op.scratch = {storageBytes(graph_[source.outputs.front()].dtype, largestElements(op))};
      }
    } else if (!program_.scratchOf(op.op).empty()) {
      op.scratch = callScratch(graph_, source, kernels, largestElements(op));
    }
  }

  /// Elements of the output's largest tile.
  std::int64_t largestElements(const StageOperator& op) const {
    const TensorId output = graph_[op.op].outputs.front();
    const std::int64_t area = wholeRegion(graph_, output).area();
    if (area == 0) return 0;
    const Extent most = largestExtent(op.tiles->under(block_.tiles));
    return checkedMul(checkedMul(most.rows, most.columns), graph_[output].shape.elements() / area);
  }

  void addTile(TensorId tensor, BufferKind kind, const OperatorTiles& tiles, std::size_t first) {
    const std::int64_t area = wholeRegion(graph_, tensor).area();
    StageTile tile;
    tile.tensor = tensor;
    tile.kind = kind;
    const std::int64_t bits =
        checkedMul(graph_[tensor].shape.elements(), bitWidth(graph_[tensor].dtype));
    tile.bitsPerPosition = area > 0 ? bits / area : 0;
    tile.positions = storedPositions(tiles.under(block_.tiles), block_.buffers);
    tile.last = lastUse(tensor, first);
    plan_.tiles.push_back(std::move(tile));
  }

  void addStreamed(TensorId input) {
    for (const InputTiles& needed : plan_.regions.inputs) {
      if (graph_.storage(needed.tensor) != input) continue;
      std::size_t first = 0;
      while (!readsTensor(first, needed.tensor)) ++first;
      plan_.operators[first].allocates.push_back(plan_.tiles.size());
      addTile(needed.tensor, BufferKind::stageInput, needed.tiles, first);
    }
  }

  bool readsTensor(std::size_t at, TensorId tensor) const {
    const auto& inputs = graph_[block_.operators[at]].inputs;
    return std::find(inputs.begin(), inputs.end(), tensor) != inputs.end();
  }

  /// Position of the last operator that holds the tensor, an early release respected.
  std::size_t lastUse(TensorId tensor, std::size_t first) const {
    std::size_t last = first;
    for (std::size_t i = first; i < block_.operators.size(); ++i) {
      if (readsTensor(i, tensor)) last = std::max(last, heldUntil(i, tensor));
    }
    return last;
  }

  std::size_t heldUntil(std::size_t reader, TensorId tensor) const {
    for (const Program::EarlyRelease& early : program_.earlyReleases) {
      if (early.reader != block_.operators[reader] || early.tensor != tensor) continue;
      const auto at = std::find(block_.operators.begin(), block_.operators.end(), early.heldUntil);
      if (at != block_.operators.end()) {
        return static_cast<std::size_t>(at - block_.operators.begin());
      }
    }
    return reader;
  }

  void findOverwrite(std::size_t at) {
    StageOperator& op = plan_.operators[at];
    const std::optional<TensorId> input = program_.ops[op.op.index()].inPlace;
    if (!input || op.allocates.size() != 1) return;
    if (plan_.tiles[op.allocates.front()].last == at) return;
    for (const std::size_t dying : op.releases) {
      if (plan_.tiles[dying].tensor == *input) op.overwrites = dying;
    }
  }

  const Program& program_;
  const Graph& graph_;
  const Block& block_;
  StagePlan& plan_;
};

}  // namespace

StagePlan::StagePlan(const Program& program, const Block& block)
    : regions(blockTiles(program.graph, block)),
      output(program.graph[block.operators.back()].outputs.front()),
      policy(block.tiles) {
  Planner(program, block, *this).run();
}

Workspace largestWorkspace(const Program& program, const StageOperator& op, TilePolicy policy) {
  const Graph& graph = program.graph;
  if (!isDepthwise(graph, graph[op.op])) return program.workspaces[op.op.index()];
  const RegionMap map = regionMap(graph, op.op, 0);
  std::vector<Region> read;
  for (const Region& region : op.tiles->under(policy)) {
    read.push_back(policy == TilePolicy::full ? map.full(region) : map.clipped(region));
  }
  return tinyengineWorkspace(graph, graph[op.op], largestExtent(read));
}

StageInput stageInputOf(const Block& block, const CountingRules& rules) {
  return block.input.value_or(rules.stageInputStreamed ? StageInput::streamed
                                                       : StageInput::resident);
}

std::vector<TensorId> streamedInputs(const Program& program, const Block& block) {
  const Graph& graph = program.graph;
  std::vector<TensorId> streamed;
  if (block.grid.whole() || stageInputOf(block, program.rules) == StageInput::resident) {
    return streamed;
  }
  for (const TensorId input : graph.inputs()) {
    const auto readers = graph.consumers(input);
    const bool inside = std::all_of(readers.begin(), readers.end(), [&](OperatorId reader) {
      return contains(block.operators, reader);
    });
    if (!readers.empty() && inside && !graph.isOutput(input)) streamed.push_back(input);
  }
  return streamed;
}

}  // namespace tessera
