#include "sim/export/placed_schedule.h"

#include <algorithm>
#include <utility>

#include "core/error.h"
#include "core/receptive_field.h"
#include "sim/export/refusal.h"
#include "sim/schedule/channel_chunks.h"
#include "sim/verify/live_bytes.h"
#include "sim/verify/tile_table.h"

namespace tessera::exported {
namespace {

/// Columns of a tile that has none: all others lie before them.
constexpr Interval noColumns{INT16_MAX, INT16_MAX};

/// Walks through the steps of a run and notes where each tensor lies.
class Placing {
 public:
  explicit Placing(const verify::ArenaSetup& setup)
      : graph_(setup.graph),
        schedule_(setup.schedule),
        trace_(setup.trace),
        tiles_(graph_, setup.schedule, setup.tiles),
        bytes_(graph_, setup.trace, setup.plan),
        keeps_(graph_.tensors().size(), false) {
    result_.arena = setup.plan.arena.count();
    for (const Buffer& buffer : trace_.buffers) {
      const bool kept = buffer.kind == BufferKind::cache || buffer.kind == BufferKind::beside;
      if (kept) keeps_[buffer.tensor.index()] = true;
    }
  }

  PlacedSchedule placed() && {
    refuseWhatIsNotGenerated();
    for (std::uint32_t b = 0; b < schedule_.blocks.size(); ++b) placeBlock(b);
    for (const TensorId id : graph_.outputs()) result_.outputs.push_back(end(id));
    return std::move(result_);
  }

 private:
  void refuseWhatIsNotGenerated() const {
    for (const Block& block : schedule_.blocks) {
      const Operator& last = graph_[block.operators.back()];
      if (block.result == BlockResult::accumulate && !is<FullyConnected>(last)) {
        notGenerated(last, "its block accumulates sums", "choose another result of the block");
      }
    }
    for (const Tensor& tensor : graph_.tensors()) {
      if (!tensor.variable) continue;
      throw Error(ErrorCode::unsupported, "no C is generated for state",
                  "tensor '" + tensor.name + "'", "export a network without it");
    }
  }

  const Step& step() const { return trace_.steps[at_]; }

  void placeBlock(std::uint32_t number) {
    PlacedBlock block;
    for (std::size_t i = at_; i < trace_.steps.size() && trace_.steps[i].block == number; ++i) {
      const Patch patch = trace_.steps[i].patch;
      block.strips = std::max(block.strips, static_cast<std::size_t>(patch.row) + 1);
      block.columns = std::max(block.columns, static_cast<std::size_t>(patch.column) + 1);
    }
    const std::vector<TileCall> sequence = tileCalls(graph_, schedule_.blocks[number]);
    block.calls.resize(sequence.size());
    for (std::size_t tile = 0; tile < block.strips * block.columns; ++tile) {
      for (std::size_t i = 0; i < sequence.size(); ++i) {
        requireStep(number, tile, block.columns, sequence[i]);
        placeCall(block.calls[i], tile);
        ++at_;
      }
    }
    fillUp(block);
    result_.blocks.push_back(std::move(block));
  }

  /// What only some tiles fetch or move, the others fetch or move nothing of.
  static void fillUp(PlacedBlock& block) {
    const std::size_t tiles = block.strips * block.columns;
    for (PlacedCall& call : block.calls) {
      if (call.accumulated) {  // only the last tile has and writes it
        for (PlacedTensor& output : call.outputs) {
          const Place last = output.tiles.back();
          output.tiles.assign(tiles, last);
        }
      }
      for (PlacedRegions& fetch : call.fetches) {
        fetch.regions.resize(tiles);
        fetch.to.tiles.resize(tiles);
      }
      for (PlacedMove& move : call.moves) {
        move.intoRing.resize(tiles);
        move.beside.resize(tiles);
        move.tensor.tiles.resize(tiles);
      }
    }
  }

  void requireStep(std::uint32_t block, std::size_t tile, std::size_t columns,
                   const TileCall& call) const {
    const OperatorId op = schedule_.blocks[block].operators[call.position];
    const bool fits = at_ < trace_.steps.size() && step().block == block && step().op == op &&
                      step().channels == call.channels &&
                      static_cast<std::size_t>(step().patch.row) == tile / columns &&
                      static_cast<std::size_t>(step().patch.column) == tile % columns;
    if (!fits)
      notGenerated(graph_[op], "its block does not run tile by tile", "use order 'layers'");
  }

  void placeCall(PlacedCall& call, std::size_t tile) {
    bytes_.enter(at_);
    if (at_ == 0) placeInputs();
    const Operator& op = graph_[step().op];
    const Region region = tiles_.computed(step());
    call.op = step().op;
    call.chunk = chunk();
    call.accumulated = tiles_.accumulates(step().op);
    call.regions.push_back(region);
    call.onlyViews = std::all_of(op.outputs.begin(), op.outputs.end(),
                                 [&](TensorId id) { return graph_.storage(id) != id; });
    call.inputs.resize(op.inputs.size());
    call.outputs.resize(op.outputs.size());
    placeFetches(call, tile);
    for (std::size_t i = 0; i < op.inputs.size(); ++i) {
      add(call.inputs[i], op.inputs[i], inputPlace(op, i, region));
    }
    if (call.accumulated) placeAccumulated(call, region);
    const bool writes = !call.onlyViews && !region.empty() && isLast(call, region);
    for (std::size_t i = 0; i < op.outputs.size(); ++i) {
      add(call.outputs[i], op.outputs[i], writes ? outputPlace(op, op.outputs[i]) : Place{});
    }
    if (call.chunk) placeChunk(call, region);
    if (!call.chunk || call.chunk->last) placeMoves(call, tile);
  }

  void add(PlacedTensor& tensor, TensorId id, const Place& place) const {
    tensor.tensor = id;
    tensor.constant = graph_[graph_.storage(id)].role != TensorRole::activation;
    tensor.kept = keptShape(id);
    tensor.tiles.push_back(place);
  }

  std::optional<Chunk> chunk() const {
    const auto chunked = tiles_.chunked(step().op);
    if (!chunked) return std::nullopt;
    return Chunk{step().channels, chunked->expands, chunked->sums,
                 step().channels.end == chunked->channels};
  }

  /// Whether no other chunk or tile of the sums comes after it.
  bool isLast(const PlacedCall& call, const Region& region) const {
    if (call.chunk) return !call.chunk->sums || call.chunk->last;
    if (!call.accumulated) return true;
    const Region whole = wholeMap(*call.accumulated);
    return region.rows.end == whole.rows.end && region.columns.end == whole.columns.end;
  }

  /// The tile is read as what it is of the map, whatever shape the operator sees it in.
  void placeAccumulated(PlacedCall& call, const Region& region) const {
    const TensorId map = *call.accumulated;
    const auto buffer = bytes_.readable(map);
    PlacedTensor& input = call.inputs.front();
    input.tensor = map;
    input.kept = keptShape(map);
    if (!region.empty() && (keeps(map) || buffer)) {
      input.tiles.back() = keeps(map) ? keptPlace(map) : bufferPlace(map, *buffer);
    }
    placeSums(call, {{0, 1}, {0, 1}});
  }

  void placeSums(PlacedCall& call, const Region& region) const {
    const TensorId id = graph_[call.op].outputs.front();
    const auto buffer = bytes_.held(id, BufferKind::sums);
    if (!call.sums) call.sums.emplace();
    call.sums->tensor = id;
    call.sums->tiles.push_back({region, buffer ? bytes_.addresses(*buffer).begin : 0, 0, 0, {}});
  }

  /// Of what goes through in chunks, buffers have the channels of one.
  void placeChunk(PlacedCall& call, const Region& region) const {
    if (!call.chunk->expands) call.inputs.front().channels = call.chunk->channels;
    if (!call.chunk->sums) call.outputs.front().channels = call.chunk->channels;
    if (call.chunk->sums) placeSums(call, region);
  }

  /// Graph inputs that are there before the first step.
  void placeInputs() {
    for (const TensorId id : graph_.inputs()) {
      const auto buffer = bytes_.readable(id);
      const bool whole = buffer && !trace_.buffers[*buffer].patch && !keeps(id);
      result_.inputs.push_back(whole ? std::optional(bufferPlace(id, *buffer)) : std::nullopt);
    }
  }

  bool keeps(TensorId id) const { return tiles_.layoutOf(id) != nullptr && keeps_[id.index()]; }

  std::optional<KeptShape> keptShape(TensorId id) const {
    if (!keeps(id)) return std::nullopt;
    const TileLayout& layout = *tiles_.layoutOf(id);
    return KeptShape{layout.ringRows, layout.columns, layout.besideColumns};
  }

  Region wholeMap(TensorId id) const {
    const MapExtent extent = mapExtent(graph_, id);
    return {{0, extent.rows}, {0, extent.columns}};
  }

  Place bufferPlace(TensorId id, std::size_t index) const {
    const Buffer& buffer = trace_.buffers[index];
    const auto room = buffer.patch ? tiles_.room(buffer.tensor, *buffer.patch) : std::nullopt;
    return {room.value_or(wholeMap(id)), bytes_.addresses(index).begin, 0, 0, {}};
  }

  /// Where a tensor that is kept from tile to tile lies, see TileLayout.
  Place keptPlace(TensorId id) const {
    const TileLayout& layout = *tiles_.layoutOf(id);
    const auto offset = [&](std::optional<std::size_t> buffer) {
      return buffer ? bytes_.addresses(*buffer).begin : 0;
    };
    Place place;
    place.ring = offset(bytes_.held(id, BufferKind::cache));
    if (layout.keeping == Keeping::ring) return place;
    const auto [rows, columns] = tiles_.computedAlong(id, step().patch);
    place.tile = {rows, columns.empty() ? noColumns : columns};
    place.offset = offset(columns.empty() ? std::nullopt : bytes_.readable(id));
    place.beside = offset(bytes_.held(id, BufferKind::beside));
    const auto column = static_cast<std::size_t>(step().patch.column);
    const std::int64_t from =
        column == 0 ? layout.columns.begin : layout.across.keptFrom[column - 1];
    place.besideColumns = {from, from + layout.besideColumns};
    return place;
  }

  Place inputPlace(const Operator& op, std::size_t slot, const Region& region) const {
    const TensorId id = op.inputs[slot];
    const TensorId storage = graph_.storage(id);
    if (graph_[storage].role != TensorRole::activation) return {wholeMap(id), 0, 0, 0, {}};
    if (keeps(id)) return keptPlace(id);
    if (keeps(storage)) return keptPlace(storage);
    const auto buffer = bytes_.readable(storage);
    if (buffer) return bufferPlace(id, *buffer);
    const bool readsNothing =
        region.empty() || (whyNotLocal(graph_, step().op).empty() &&
                           regionMap(graph_, step().op, slot).clipped(region).empty());
    if (!readsNothing) {
      notGenerated(op, "it reads '" + graph_[id].name + "', which the runtime lets go before",
                   "choose another --runtime");
    }
    return {};
  }

  Place outputPlace(const Operator& op, TensorId id) const {
    if (keeps(id)) return keptPlace(id);
    const auto buffer = bytes_.writable(id);
    if (!buffer) {
      throw Error(ErrorCode::internal, "writes '" + graph_[id].name + "', which has no room",
                  "operator '" + op.name + "'");
    }
    const bool elements = is<Elementwise>(op) || is<Activation>(op) || is<Quantize>(op);
    if (bytes_.overwritten(*buffer) && !elements) {
      notGenerated(op, "it is to be computed in place", "choose a --runtime that does not do so");
    }
    return bufferPlace(id, *buffer);
  }

  void placeFetches(PlacedCall& call, std::size_t tile) const {
    const auto fetch = [&](TensorId id, const Region& region, const Place& place) {
      const auto known =
          std::find_if(call.fetches.begin(), call.fetches.end(),
                       [&](const PlacedRegions& each) { return each.to.tensor == id; });
      PlacedRegions& it = known == call.fetches.end() ? call.fetches.emplace_back() : *known;
      it.regions.resize(tile);
      it.to.tiles.resize(tile);
      it.regions.push_back(intersect(region, wholeMap(id)));
      add(it.to, id, place);
    };
    if (step().channels.begin != 0) return;
    for (const TensorId id : tiles_.firstReads(step().op)) {
      const auto room = keeps(id) ? tiles_.room(id, step().patch) : std::nullopt;
      if (room && !room->empty()) fetch(id, *room, keptPlace(id));
    }
    for (const std::size_t begun : bytes_.begun()) {
      const Buffer& buffer = trace_.buffers[begun];
      const bool input = !isWorkspace(buffer.kind) && !graph_.producer(buffer.tensor) &&
                         graph_[buffer.tensor].role == TensorRole::activation;
      if (!input || !buffer.patch || keeps(buffer.tensor)) continue;
      const Place place = bufferPlace(buffer.tensor, begun);
      fetch(buffer.tensor, place.tile, place);
    }
  }

  void placeMoves(PlacedCall& call, std::size_t tile) const {
    for (const TensorId id : tiles_.lastReads(step().op)) {
      if (!keeps(id) || tiles_.layoutOf(id)->keeping != Keeping::window) continue;
      const auto known =
          std::find_if(call.moves.begin(), call.moves.end(),
                       [&](const PlacedMove& each) { return each.tensor.tensor == id; });
      PlacedMove& move = known == call.moves.end() ? call.moves.emplace_back() : *known;
      move.intoRing.resize(tile);
      move.beside.resize(tile);
      move.tensor.tiles.resize(tile);
      addMove(move, id);
    }
  }

  /// What of the columns that are moved lies beside the tile or in it.
  void addMove(PlacedMove& move, TensorId id) const {
    const TileLayout& layout = *tiles_.layoutOf(id);
    const auto [rows, columns] = tiles_.computedAlong(id, step().patch);
    const TileMoves moves =
        movesAfter(layout, rows, columns, static_cast<std::size_t>(step().patch.row),
                   static_cast<std::size_t>(step().patch.column));
    const Place place = keptPlace(id);
    const Interval there = hull(place.besideColumns, columns);
    Region ring{moves.intoRing.rows, intersect(moves.intoRing.columns, there)};
    ring.columns = intersect(ring.columns, layout.columns);
    Region beside{moves.beside.rows, intersect(moves.beside.columns, there)};
    if (!beside.empty() && beside.columns.begin != moves.beside.columns.begin) {
      throw Error(ErrorCode::internal, "moves columns that are not there",
                  "tensor '" + graph_[id].name + "'");
    }
    beside.columns.end = std::min(beside.columns.end, beside.columns.begin + layout.besideColumns);
    move.intoRing.push_back(ring.empty() || layout.ringRows == 0 ? Region{} : ring);
    move.beside.push_back(beside.empty() ? Region{} : beside);
    add(move.tensor, id, place);
  }

  PlacedTensor end(TensorId id) const {
    const TensorId storage = graph_.storage(id);
    PlacedTensor output;
    const bool constant = graph_[storage].role != TensorRole::activation;
    const auto buffer = constant ? std::nullopt : bytes_.readable(storage);
    if (!constant && !buffer) {
      throw Error(ErrorCode::internal, "graph output '" + graph_[id].name + "' is not there");
    }
    add(output, id, constant ? Place{wholeMap(id), 0, 0, 0, {}} : bufferPlace(id, *buffer));
    return output;
  }

  const Graph& graph_;
  const Schedule& schedule_;
  const Trace& trace_;
  verify::TileTable tiles_;
  verify::LiveBytes bytes_;
  std::vector<bool> keeps_;  // by tensor: the trace has a buffer that outlives a tile
  std::size_t at_ = 0;       // the current step
  PlacedSchedule result_;
};

}  // namespace

PlacedSchedule placedSchedule(const verify::ArenaSetup& setup) { return Placing(setup).placed(); }

}  // namespace tessera::exported
