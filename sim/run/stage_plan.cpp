#include "sim/run/stage_plan.h"

#include <algorithm>

#include "core/depthwise.h"
#include "sim/schedule/over_input.h"

namespace tessera {
namespace {

/// Bytes of a sum: int32 of integers; a double of reals, which hides the order of the tiles.
constexpr std::int64_t integerSum = 4;
constexpr std::int64_t realSum = 8;

bool contains(const std::vector<OperatorId>& operators, OperatorId id) {
  return std::find(operators.begin(), operators.end(), id) != operators.end();
}

class Planner {
 public:
  Planner(const Program& program, const Block& block, StagePlan& plan)
      : program_(program), graph_(program.graph), block_(block), plan_(plan) {}

  void run() {
    plan_.operators.resize(block_.operators.size());
    plan_.tiles.reserve(block_.operators.size() + plan_.regions.inputs.size());
    for (std::size_t i = 0; i < block_.operators.size(); ++i) addOperator(i);
    for (const TensorId input : streamedInputs(program_, block_)) addStreamed(input);
    if (accumulates()) addSums();
    if (block_.result == BlockResult::overInput) plan_.over = bestOverlap();
    plan_.looped = !plan_.held.empty() || block_.order == TileOrder::pull ||
                   plan_.regions.runs() > mostTilesApart;
    for (std::size_t i = 0; i < plan_.tiles.size(); ++i) {
      StageTile& tile = plan_.tiles[i];
      if (plan_.looped) tile.sizing = TileSizing::phase;
      if (block_.buffers == TileBuffers::largest) makeOneSize(tile);
      if (tile.hasTile()) plan_.operators[tile.last].releases.push_back(i);
    }
    for (std::size_t i = 0; i < plan_.held.size(); ++i) {
      plan_.operators[plan_.held[i].begins].begins.push_back(i);
      plan_.operators[plan_.held[i].ends].ends.push_back(i);
    }
    for (std::size_t i = 0; i < block_.operators.size(); ++i) findOverwrite(i);
  }

 private:
  void addOperator(std::size_t at) {
    StageOperator& op = plan_.operators[at];
    op.op = block_.operators[at];
    op.tiles = &plan_.regions.operators[at];
    const Program::Op& flat = program_.ops[op.op.index()];
    const bool last = at + 1 == block_.operators.size();
    const TensorId worked =
        last && accumulates() ? graph_[op.op].inputs.front() : graph_[op.op].outputs.front();
    const std::int64_t positions = wholeRegion(graph_, worked).area();
    if (flat.macs) op.macs = MacShare(*flat.macs, positions);
    addScratch(op, last);
    if (last) return;  // writes into the stage output
    for (const TensorId output : program_.writes(op.op)) {
      addTile(output, BufferKind::tile, *op.tiles, plan_.regions.layouts[at], at);
    }
  }

  bool accumulates() const { return block_.result == BlockResult::accumulate; }

  /// The sums of what the last operator accumulates.
  void addSums() {
    const std::int64_t elements = graph_[plan_.output].shape.elements();
    const TensorId input = graph_[block_.operators.back()].inputs.front();
    const Bytes bytes(checkedMul(elements, isFloat(graph_[input].dtype) ? realSum : integerSum));
    const std::size_t last = block_.operators.size() - 1;
    plan_.held.push_back({plan_.output, BufferKind::sums, {bytes, bytes}, false, last, last});
  }

  /// The input that shares most bytes with the result. Throws Error(unsupported) where what could
  /// be written over is streamed.
  OverInput bestOverlap() const {
    std::vector<TensorId> inputs = dyingInputs(graph_, block_);
    const std::vector<TensorId> streamed = streamedInputs(program_, block_);
    std::erase_if(inputs, [&](TensorId id) {
      return std::find(streamed.begin(), streamed.end(), id) != streamed.end();
    });
    if (inputs.empty()) {
      throw Error(ErrorCode::unsupported,
                  "its input '" + graph_[streamed.front()].name +
                      "' is streamed and never whole: the result cannot lie over it",
                  "a block in patches", "write \"input\": \"resident\"");
    }
    const std::vector<OverInput> all = safeDistances(graph_, block_, plan_.regions, inputs);
    const auto shared = [&](const OverInput& over) {
      return sharedBytes(bytesOf(over.input), bytesOf(plan_.output), over.distance);
    };
    return *std::max_element(all.begin(), all.end(),
                             [&](const auto& a, const auto& b) { return shared(a) < shared(b); });
  }
  Bytes bytesOf(TensorId id) const { return program_.bytes[id.index()]; }

  static void makeOneSize(StageTile& tile) {
    const Extent most = largestExtent(*tile.regions);
    tile.tileSize.fill(checkedMul(most.rows, most.columns));
    tile.sizing = TileSizing::largest;
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

  /// Adds what is stored of a tensor that comes with the operator at `first`.
  void addTile(TensorId tensor, BufferKind kind, const OperatorTiles& tiles,
               const TileLayout& layout, std::size_t first) {
    const std::int64_t area = wholeRegion(graph_, tensor).area();
    const std::int64_t bits =
        checkedMul(graph_[tensor].shape.elements(), bitWidth(graph_[tensor].dtype));
    StageTile tile{.tensor = tensor,
                   .kind = kind,
                   .bitsPerPosition = area > 0 ? bits / area : 0,
                   .regions = &tiles.under(plan_.regions.stored(block_.tiles)),
                   .layout = layout,
                   .first = first,
                   .last = lastUse(tensor, first)};
    const bool held = layout.keeping != Keeping::nothing;
    if (!held && block_.tiles == TilePolicy::full) tile.tileSize = tileSizes(*tile.regions);
    if (tile.hasTile()) plan_.operators[first].allocates.push_back(plan_.tiles.size());
    addHeld(tile, first);
    plan_.tiles.push_back(tile);
  }

  /// What the tensor takes from tile to tile. The window's parts begin with the first tile's end,
  /// when something is moved into them.
  void addHeld(const StageTile& tile, std::size_t first) {
    const TileLayout& layout = tile.layout;
    const bool ring = layout.keeping == Keeping::ring;
    if (layout.ringRows > 0) {
      const Bytes bytes = tile.bytesOf(layout.ringPositions());
      plan_.held.push_back({tile.tensor,
                            BufferKind::cache,
                            {bytes, bytes},
                            false,
                            ring ? first : tile.last,
                            tile.last});
    }
    if (!ring && layout.besideColumns > 0) {
      plan_.held.push_back({tile.tensor,
                            BufferKind::beside,
                            {tile.bytesOf(layout.besidePositions(true)),
                             tile.bytesOf(layout.besidePositions(false))},
                            true,
                            tile.last,
                            tile.last});
    }
  }

  void addStreamed(TensorId input) {
    for (const InputTiles& needed : plan_.regions.inputs) {
      if (graph_.storage(needed.tensor) != input) continue;
      std::size_t first = 0;
      while (!readsTensor(first, needed.tensor)) ++first;
      addTile(needed.tensor, BufferKind::stageInput, needed.fetched, needed.layout, first);
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
    const StageTile& output = plan_.tiles[op.allocates.front()];
    if (output.last == at) return;
    for (const std::size_t dying : op.releases) {
      const StageTile& tile = plan_.tiles[dying];
      if (tile.tensor != *input || tile.layout.keeping != Keeping::nothing) continue;
      if (!plan_.looped || alwaysAsLarge(tile, output)) op.overwrites = dying;
    }
  }

  /// Whether both take the same bytes in every tile, so that a loop over tiles can share them.
  static bool alwaysAsLarge(const StageTile& a, const StageTile& b) {
    return a.bitsPerPosition == b.bitsPerPosition && *a.regions == *b.regions &&
           a.tileSize == b.tileSize;
  }

  const Program& program_;
  const Graph& graph_;
  const Block& block_;
  StagePlan& plan_;
};

}  // namespace

Bytes StageTile::bytes(std::size_t strip, std::size_t column) const {
  if (sizing == TileSizing::largest) return bytesOf(tileSize.front());
  const Region region = regions->at(strip, column);
  if (region.empty() || sizing == TileSizing::own) {
    return bytesOf(checkedMul(region.rows.length(), region.columns.length()));
  }
  return bytesOf(tileSize[phaseOf(strip, column)]);
}

Bytes StageTile::moved(std::size_t strip, std::size_t column) const {
  if (layout.keeping != Keeping::window) return {};
  const TileMoves moves =
      movesAfter(layout, regions->rowsOf(strip), regions->columnsOf(column), strip, column);
  return bytesOf(checkedAdd(moves.intoRing.area(), moves.beside.area()));
}

StagePlan::StagePlan(const Program& program, const Block& block)
    : regions(blockTiles(program.graph, block)),
      output(program.graph[block.operators.back()].outputs.front()),
      policy(block.tiles),
      result(block.result) {
  Planner(program, block, *this).run();
}

Workspace largestWorkspace(const Program& program, const StageOperator& op, TilePolicy policy) {
  const Graph& graph = program.graph;
  if (!isDepthwise(graph, graph[op.op])) return program.workspaces[op.op.index()];
  const RegionMap map = regionMap(graph, op.op, 0);
  const TileRegions& tiles = op.tiles->under(policy);
  const bool full = policy == TilePolicy::full;
  Extent most;
  for (std::size_t i = 0; i < tiles.strips(); ++i) {
    const Interval rows = tiles.rowsOf(i);
    most.rows = std::max(most.rows, (full ? map.rows.full(rows) : map.rows.clipped(rows)).length());
  }
  for (std::size_t i = 0; i < tiles.columns(); ++i) {
    const Interval columns = tiles.columnsOf(i);
    most.columns = std::max(
        most.columns, (full ? map.columns.full(columns) : map.columns.clipped(columns)).length());
  }
  return tinyengineWorkspace(graph, graph[op.op], most);
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
