#include "sim/run/stage_plan.h"

#include <algorithm>

#include "core/depthwise.h"
#include "sim/run/sum_bytes.h"
#include "sim/schedule/accumulated.h"
#include "sim/schedule/channel_chunks.h"
#include "sim/schedule/over_input.h"

namespace tessera {
namespace {

bool contains(const std::vector<OperatorId>& operators, OperatorId id) {
  return std::find(operators.begin(), operators.end(), id) != operators.end();
}

class Planner {
 public:
  Planner(const Program& program, const Block& block, StagePlan& plan)
      : program_(program), graph_(program.graph), block_(block), plan_(plan) {}

  void run() {
    listCalls();
    for (std::size_t i = 0; i < plan_.calls.size(); ++i) addCall(i);
    for (const TensorId input : streamedInputs(program_, block_)) addStreamed(input);
    if (accumulates()) addSums();
    if (block_.result == BlockResult::overInput) plan_.over = bestOverlap();
    plan_.looped = !plan_.held.empty() || block_.order == TileOrder::pull ||
                   plan_.regions.runs() > mostTilesApart;
    for (std::size_t i = 0; i < plan_.tiles.size(); ++i) {
      StageTile& tile = plan_.tiles[i];
      if (plan_.looped) tile.sizing = TileSizing::phase;
      if (block_.buffers == TileBuffers::largest) makeOneSize(tile);
      if (tile.hasTile()) plan_.calls[tile.last].releases.push_back(i);
    }
    for (std::size_t i = 0; i < plan_.held.size(); ++i) {
      plan_.calls[plan_.held[i].begins].begins.push_back(i);
      plan_.calls[plan_.held[i].ends].ends.push_back(i);
    }
    for (std::size_t i = 0; i < plan_.calls.size(); ++i) findOverwrite(i);
  }

 private:
  /// The first and the last call of an operator.
  struct Calls {
    std::size_t first = 0;
    std::size_t last = 0;
  };

  void listCalls() {
    runs_ = chunkRuns(graph_, block_);
    for (const TileCall& call : tileCalls(graph_, block_)) addCallOf(call);
    callsOf_.resize(block_.operators.size());
    for (std::size_t i = plan_.calls.size(); i-- > 0;) callsOf_[plan_.calls[i].position].first = i;
    for (std::size_t i = 0; i < plan_.calls.size(); ++i) {
      callsOf_[plan_.calls[i].position].last = i;
    }
  }

  void addCallOf(const TileCall& of) {
    StageCall call;
    call.op = block_.operators[of.position];
    call.position = of.position;
    call.channels = of.channels;
    call.tiles = &plan_.regions.operators[of.position];
    const std::int64_t length = of.channels.empty() ? 1 : of.channels.length();
    call.part = static_cast<double>(length) / static_cast<double>(of.ofChannels);
    const std::int64_t positions =
        wholeRegion(graph_, workedTensor(graph_, block_, of.position)).area();
    const auto& macs = program_.ops[call.op.index()].macs;
    if (macs) {
      const Macs part(checkedMul(macs->count() / of.ofChannels, length));
      call.macs = MacShare(part, positions);
    }
    plan_.calls.push_back(std::move(call));
  }

  const ChunkRun* runOf(std::size_t position) const {
    for (const ChunkRun& run : runs_) {
      if (run.contains(position)) return &run;
    }
    return nullptr;
  }

  void addCall(std::size_t at) {
    StageCall& call = plan_.calls[at];
    const std::size_t position = call.position;
    const ChunkRun* const run = runOf(position);
    const bool last = position + 1 == block_.operators.size();
    addScratch(call, last);
    if (run != nullptr && position < run->last) return addChunk(at, *run);
    if (run != nullptr && at == callsOf_[position].first) addAccumulators(at);
    if (last || at != callsOf_[position].last) return;  // writes into the stage output, or not yet
    for (const TensorId output : program_.writes(call.op)) {
      addTile({output, BufferKind::tile, {}, at, lastUse(output, position)}, *call.tiles,
              plan_.regions.layouts[position]);
    }
  }

  /// What one chunk puts into an expanded tensor, until its one reader has it.
  void addChunk(std::size_t at, const ChunkRun& run) {
    const StageCall& call = plan_.calls[at];
    const TensorId output = graph_[call.op].outputs.front();
    const TileLayout& layout = plan_.regions.layouts[call.position];
    if (layout.keeping != Keeping::nothing) {
      const std::string& name = graph_[output].name;
      throw Error(ErrorCode::unsupported,
                  "'" + name + "' goes through in chunks of channels, of which nothing is held",
                  "a block in patches",
                  "give '" + name + "' \"recompute\" for rows and columns in \"overlaps\"");
    }
    addTile({output, BufferKind::tile, call.channels, at, at + 1, run.channels}, *call.tiles,
            layout);
  }

  /// The sums of a tile into which the chunks of the run that ends here go.
  void addAccumulators(std::size_t at) {
    const StageCall& call = plan_.calls[at];
    addTile(
        {graph_[call.op].outputs.front(), BufferKind::sums, {}, at, callsOf_[call.position].last},
        *call.tiles, plan_.anew);
  }

  bool accumulates() const { return block_.result == BlockResult::accumulate; }

  /// The sums of what the last operator accumulates.
  void addSums() {
    const std::int64_t elements = graph_[plan_.output].shape.elements();
    const Bytes bytes(checkedMul(elements, sumBytes(graph_, block_.operators.back())));
    const std::size_t last = plan_.calls.size() - 1;
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

  void addScratch(StageCall& call, bool last) const {
    const Operator& source = graph_[call.op];
    const Kernels kernels = program_.rules.scratch;
    if (kernels == Kernels::tinyengine) {
      // Computed in a buffer of its own and copied; a depthwise convolution has its input's.
      if (last && !isDepthwise(graph_, source)) {
        call.scratch = {storageBytes(graph_[source.outputs.front()].dtype, largestElements(call))};
      }
    } else if (!program_.scratchOf(call.op).empty()) {
      call.scratch = callScratch(graph_, source, kernels, largestElements(call));
    }
  }

  /// Elements of the output's largest tile.
  std::int64_t largestElements(const StageCall& call) const {
    const TensorId output = graph_[call.op].outputs.front();
    if (accumulates() && output == plan_.output) return graph_[output].shape.elements();
    const std::int64_t area = wholeRegion(graph_, output).area();
    if (area == 0) return 0;
    const Extent most = largestExtent(call.tiles->under(block_.tiles));
    return checkedMul(checkedMul(most.rows, most.columns), graph_[output].shape.elements() / area);
  }

  /// What is stored of a tensor from one call to another.
  struct Stored {
    TensorId tensor;
    BufferKind kind = BufferKind::tile;
    Interval channels;  ///< of a chunk
    std::size_t first = 0;
    std::size_t last = 0;
    std::int64_t ofChannels = 1;  ///< of which the chunk is a part
  };

  std::int64_t bitsPerPosition(const Stored& stored) const {
    const Tensor& tensor = graph_[stored.tensor];
    const std::int64_t area = wholeRegion(graph_, stored.tensor).area();
    const bool sums = stored.kind == BufferKind::sums;
    const std::int64_t bits = sums ? 8 * sumBytes(graph_, plan_.calls[stored.first].op)
                                   : std::int64_t{bitWidth(tensor.dtype)};
    const std::int64_t all = area > 0 ? checkedMul(tensor.shape.elements(), bits) / area : 0;
    return stored.channels.empty() ? all : all / stored.ofChannels * stored.channels.length();
  }

  void addTile(const Stored& stored, const OperatorTiles& tiles, const TileLayout& layout) {
    StageTile tile{.tensor = stored.tensor,
                   .kind = stored.kind,
                   .channels = stored.channels,
                   .bitsPerPosition = bitsPerPosition(stored),
                   .regions = &tiles.under(plan_.regions.stored(block_.tiles)),
                   .layout = layout,
                   .first = stored.first,
                   .last = stored.last};
    const bool held = layout.keeping != Keeping::nothing;
    const bool full = !held && block_.tiles == TilePolicy::full;
    if (full || stored.kind == BufferKind::sums) tile.tileSize = tileSizes(*tile.regions);
    if (tile.hasTile()) plan_.calls[tile.first].allocates.push_back(plan_.tiles.size());
    addHeld(tile);
    plan_.tiles.push_back(tile);
  }

  /// What the tensor takes from tile to tile. The window's parts begin with the first tile's end,
  /// when something is moved into them.
  void addHeld(const StageTile& tile) {
    const TileLayout& layout = tile.layout;
    const bool ring = layout.keeping == Keeping::ring;
    if (layout.ringRows > 0) {
      const Bytes bytes = tile.bytesOf(layout.ringPositions());
      plan_.held.push_back({tile.tensor,
                            BufferKind::cache,
                            {bytes, bytes},
                            false,
                            ring ? tile.first : tile.last,
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
      addTile({needed.tensor,
               BufferKind::stageInput,
               {},
               callsOf_[first].first,
               lastUse(needed.tensor, first)},
              needed.fetched, needed.layout);
    }
  }

  bool readsTensor(std::size_t at, TensorId tensor) const {
    const auto& inputs = graph_[block_.operators[at]].inputs;
    return std::find(inputs.begin(), inputs.end(), tensor) != inputs.end();
  }

  /// The last call that holds the tensor, an early release respected, from the operator at `first`
  /// on.
  std::size_t lastUse(TensorId tensor, std::size_t first) const {
    std::size_t last = first;
    for (std::size_t i = first; i < block_.operators.size(); ++i) {
      const auto& inputs = graph_[block_.operators[i]].inputs;
      const bool reads = std::any_of(inputs.begin(), inputs.end(), [&](TensorId input) {
        return input == tensor || graph_.storage(input) == tensor;
      });
      if (reads) last = std::max(last, heldUntil(i, tensor));
    }
    return callsOf_[last].last;
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
    StageCall& op = plan_.calls[at];
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
  std::vector<ChunkRun> runs_;
  std::vector<Calls> callsOf_;  // by position of the operator in the block
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

Workspace largestWorkspace(const Program& program, const StageCall& op, TilePolicy policy) {
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
