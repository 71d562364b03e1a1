#include "sim/verify/arena_run.h"

#include <fmt/core.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "core/error.h"
#include "core/receptive_field.h"
#include "sim/verify/blame.h"
#include "sim/verify/constants.h"
#include "sim/verify/in_place.h"
#include "sim/verify/kernels.h"
#include "sim/verify/live_bytes.h"
#include "sim/verify/side_by_side.h"
#include "sim/verify/sums.h"
#include "sim/verify/tile_memory.h"
#include "sim/verify/tile_table.h"
#include "sim/verify/whole_bytes.h"

namespace tessera::verify {
namespace {

Box intersect(const Box& a, const Box& b) {
  Box both;
  for (std::size_t axis = 0; axis < a.size(); ++axis) {
    both.push_back(tessera::intersect(a[axis], b[axis]));
  }
  return both;
}

class Run {
 public:
  Run(const ArenaSetup& setup, const TensorBytes& inputs, const TensorBytes& expected)
      : trace_(setup.trace),
        plan_(setup.plan),
        graph_(setup.graph),
        schedule_(setup.schedule),
        inputs_(inputs),
        expected_(expected),
        tiles_(graph_, setup.schedule, setup.tiles),
        bytes_(graph_, setup.trace, setup.plan),
        memory_(graph_, setup.trace, tiles_, bytes_),
        sideBySide_(channelsSideBySide(graph_, setup.trace)),
        overwritten_(overwrittenInputs(setup)),
        constants_(graph_) {}

  ArenaRunResult finish(const ArenaRunOptions& options) {
    while (result_.steps < trace_.steps.size()) {
      if (options.stop != nullptr && *options.stop) {
        throw Error(ErrorCode::interrupted, "interrupted");
      }
      runStep();
      if (result_.fault) return std::move(result_);
      ++result_.steps;
      if (options.progress) options.progress(result_.steps, trace_.steps.size());
    }
    compareGraphOutputs();
    return std::move(result_);
  }

 private:
  /// By block: the input over which its result is written before it is dead.
  static std::vector<std::optional<TensorId>> overwrittenInputs(const ArenaSetup& setup) {
    std::vector<std::optional<TensorId>> inputs;
    for (const Block& block : setup.schedule.blocks) {
      auto& input = inputs.emplace_back();
      const auto& results = setup.graph[block.operators.back()].outputs;
      for (const Buffer& buffer : setup.trace.buffers) {
        const bool result = !results.empty() && buffer.tensor == results.front();
        if (result && buffer.before) input = setup.trace.buffers[*buffer.overwrites].tensor;
      }
    }
    return inputs;
  }

  Layout layout() const { return graph_.layout(); }
  const Step& step() const { return trace_.steps[result_.steps]; }
  const Buffer& buffer(std::size_t index) const { return trace_.buffers[index]; }
  std::string quoted(TensorId id) const { return "'" + graph_[id].name + "'"; }

  void fail(TensorId id, std::string what, std::optional<Difference> difference = {}) {
    if (result_.fault) return;
    result_.fault = Fault{result_.steps, id, std::move(what), std::move(difference)};
  }

  void runStep() {
    bytes_.enter(result_.steps);
    bringInputs();
    for (const TensorId id : tiles_.firstReads(step().op)) {
      if (memory_.holds(id)) deliver(id);
    }
    const Operator& op = graph_[step().op];
    const bool onlyViews = std::all_of(op.outputs.begin(), op.outputs.end(),
                                       [&](TensorId id) { return graph_.storage(id) != id; });
    const Region region = tiles_.computed(step());
    if (onlyViews && is<Transpose>(op) && !result_.fault) return transposeInPlace(op);
    if (!onlyViews && !region.empty() && !result_.fault) compute(op, region);
    if (result_.fault) return;
    for (const TensorId id : tiles_.lastReads(step().op)) {
      if (memory_.holds(id)) memory_.move(id, step().patch);
    }
  }

  /// Graph inputs come with the buffers that are there for them.
  void bringInputs() {
    for (const std::size_t index : bytes_.begun()) {
      const TensorId id = buffer(index).tensor;
      if (memory_.holds(id)) continue;  // delivered to its first reader
      const auto input = inputs_.find(id);
      if (input == inputs_.end() || isWorkspace(buffer(index).kind)) continue;
      if (!buffer(index).patch && result_.steps > 0) {
        return fail(id,
                    "makes room for graph input " + quoted(id) + ", which arrived before step 0");
      }
      const TensorView to = view(id, index);
      if (result_.fault) return;
      copyFrom(input->second, to);
    }
  }

  /// What the step computes of one of its outputs.
  Box computedBox(TensorId id, const Region& region) const {
    const TensorId first = graph_[step().op].outputs.front();
    return verify::computedBox(graph_[first].shape, graph_[id].shape, layout(), region);
  }

  /// The part of a tensor that a buffer holds.
  TensorView view(TensorId id, std::size_t index) {
    const Tensor& tensor = graph_[id];
    const Buffer& it = buffer(index);
    const Box whole = wholeBox(tensor.shape);
    Box room = whole;
    const auto tile = it.patch ? tiles_.room(it.tensor, *it.patch) : std::nullopt;
    if (tile) room = regionBox(tensor.shape, layout(), *tile);
    const Bytes needed(elements(room) * static_cast<std::int64_t>(elementBytes(tensor)));
    if (needed > it.bytes) {
      fail(id, fmt::format("needs {} for {} of {}, whose buffer has {}", exactBytes(needed),
                           text(room), quoted(id), exactBytes(it.bytes)));
    }
    TensorView view = tileView(tensor, bytes_.at(index), intersect(room, whole), room);
    return sideBySide_[id.index()] && !it.patch ? sideBySide(std::move(view), layout()) : view;
  }

  /// Whether a patch's step reads the padding alone of what it reads: then no bytes need be there.
  bool readsNothingOf(const Operator& op, std::size_t input, const Region& region) const {
    const Block& block = schedule_.blocks[step().block];
    if (block.whole() || !whyNotLocal(graph_, step().op).empty()) return false;
    return graph_[op.inputs[input]].role == TensorRole::activation &&
           regionMap(graph_, step().op, input).clipped(region).empty();
  }

  static TensorView nothingOf(const Tensor& tensor) {
    TensorView view = wholeView(tensor, nullptr);
    for (Interval& stored : view.stored) stored = {};
    return view;
  }

  TensorView input(TensorId id) {
    if (graph_[id].role != TensorRole::activation) return constants_.view(id);
    const TensorId storage = graph_.storage(id);
    if (graph_[storage].role != TensorRole::activation) {
      return wholeView(graph_[id], constants_.view(storage).data);
    }
    const auto index = bytes_.readable(storage);
    if (!index) {
      fail(id, "reads " + quoted(id) + ", " + whyNotLive(graph_, trace_, storage, result_.steps));
      return {};
    }
    if (storage != id && sideBySide_[storage.index()]) return viewOfTurned(id, storage, *index);
    TensorView from = view(id, *index);
    if (!result_.fault) compareInput(id, *index, from, from.stored);
    return from;
  }

  /// A view shows its storage's elements in the graph's order, however they lie.
  TensorView viewOfTurned(TensorId id, TensorId storage, std::size_t index) {
    const TensorView from = view(storage, index);
    if (result_.fault) return {};
    compareInput(storage, index, from, from.stored);
    Packed turned = packed(storage, wholeRegion(graph_, storage));
    copyFrom(from, turned.view);
    gathered_.push_back(std::move(turned.bytes));
    return wholeView(graph_[id], gathered_.back()->data());
  }

  void compareInput(TensorId id, std::size_t index, const TensorView& from, const Box& box) {
    auto difference = firstDifference(from, box, bytesOf(graph_, expected_, id));
    if (!difference) return;
    const auto size = static_cast<std::int64_t>(elementBytes(graph_[id]));
    std::int64_t at = bytes_.addresses(index).begin + (from.data - bytes_.at(index));
    for (std::size_t axis = 0; axis < from.strides.size(); ++axis) {
      at += (difference->element[axis] - from.stored[axis].begin) * from.strides[axis] * size;
    }
    const auto culprit = overlapping(trace_, plan_, index, {at, at + size}, result_.steps);
    const std::string by =
        culprit ? " by " + quoted(buffer(*culprit).tensor) + " at the same address" : "";
    const std::string message = fmt::format(
        "reads {}, whose element {} was destroyed{}: it is {} instead of {}", quoted(id),
        elementText(*difference), by, difference->actual, difference->expected);
    fail(id, message, std::move(difference));
  }

  /// A graph input that is held from tile to tile comes with the first reader of a tile.
  void deliver(TensorId id) {
    const auto region = tiles_.room(id, step().patch);
    if (!region || region->empty()) return;
    const Packed tile = packed(id, *region, bytesOf(graph_, inputs_, id));
    store(id, *region, tile);
  }

  /// A region of a tensor in memory of its own.
  struct Packed {
    std::unique_ptr<std::vector<std::byte>> bytes;  // whose address stays
    TensorView view;
  };

  Packed packed(TensorId id, const Region& region) const {
    const Box box = regionBox(graph_[id].shape, layout(), region);
    const auto size = static_cast<std::size_t>(elements(box)) * elementBytes(graph_[id]);
    Packed result{std::make_unique<std::vector<std::byte>>(size), {}};
    result.view = tileView(graph_[id], result.bytes->data(), box, box);
    return result;
  }
  Packed packed(TensorId id, const Region& region, const std::vector<std::byte>& whole) const {
    Packed result = packed(id, region);
    copyFrom(whole, result.view);
    return result;
  }

  void store(TensorId id, const Region& region, const Packed& from) {
    const auto wrong = memory_.write(id, step().patch, region, *from.bytes);
    if (wrong) fail(id, "writes " + quoted(id) + ", but " + *wrong);
  }

  /// What the step reads of a tensor that is held from tile to tile.
  TensorView heldInput(const Operator& op, std::size_t index, const Region& region) {
    const TensorId id = op.inputs[index];
    const Region read = tiles_.accumulates(step().op)
                            ? region
                            : regionMap(graph_, step().op, index).clipped(region);
    Packed tile = packed(id, read);
    *tile.bytes = memory_.read(id, step().patch, read, bytesOf(graph_, expected_, id));
    tile.view.data = tile.bytes->data();
    if (auto difference =
            firstDifference(tile.view, tile.view.stored, bytesOf(graph_, expected_, id))) {
      const std::string message = fmt::format(
          "reads {}, whose element {} is not what was computed: it is {} instead of {}", quoted(id),
          elementText(*difference), difference->actual, difference->expected);
      fail(id, message, std::move(difference));
    }
    gathered_.push_back(std::move(tile.bytes));
    return tile.view;
  }

  /// What the step reads of the input that its block's result is being written over.
  TensorView dyingInput(const Operator& op, std::size_t index, const Region& region) {
    const TensorId id = op.inputs[index];
    const auto buffer = bytes_.readable(id);
    if (!buffer) {
      fail(id, "reads " + quoted(id) + ", " + whyNotLive(graph_, trace_, id, result_.steps));
      return {};
    }
    Packed part = packed(id, regionMap(graph_, step().op, index).clipped(region));
    const TensorView from = view(id, *buffer);
    if (result_.fault) return {};
    compareInput(id, *buffer, from, part.view.stored);
    copyFrom(from, part.view);
    gathered_.push_back(std::move(part.bytes));
    return part.view;
  }

  TensorView inputOf(const Operator& op, std::size_t index, const Region& region) {
    const TensorId id = op.inputs[index];
    if (readsNothingOf(op, index, region)) return nothingOf(graph_[id]);
    if (overwritten_[step().block] == id) return dyingInput(op, index, region);
    const bool staged = !schedule_.blocks[step().block].whole();
    return staged && memory_.holds(id) ? heldInput(op, index, region) : input(id);
  }

  void compute(const Operator& op, const Region& region) {
    if (tiles_.accumulates(step().op)) {
      accumulate(op, region);
    } else if (writesOverWhatItReads(op)) {
      for (std::int64_t row = region.rows.begin; row < region.rows.end && !result_.fault; ++row) {
        computeRegion(op, {{row, row + 1}, region.columns});
      }
    } else {
      computeRegion(op, region);
    }
    gathered_.clear();
  }

  /// Such a kernel works row by row: see `safeDistances`.
  bool writesOverWhatItReads(const Operator& op) const {
    const auto& over = overwritten_[step().block];
    return over && schedule_.blocks[step().block].operators.back() == step().op &&
           std::find(op.inputs.begin(), op.inputs.end(), *over) != op.inputs.end();
  }

  /// Adds the tile to the sums; the last tile makes the result of them.
  void accumulate(const Operator& op, const Region& region) {
    const TensorId id = op.inputs.front();
    const TensorId result = op.outputs.front();
    const auto index = bytes_.held(result, BufferKind::sums);
    if (!index) return fail(result, "adds to sums that have no buffer");
    const Interval addresses = bytes_.addresses(*index);
    const std::span<std::byte> sums(bytes_.at(*index),
                                    static_cast<std::size_t>(addresses.length()));
    if (step().patch == Patch{}) std::fill(sums.begin(), sums.end(), std::byte{});
    const TensorView tile = inputOf(op, 0, region);
    if (result_.fault) return;
    try {
      addToSums(graph_[id], layout(), tile, region, sums);
    } catch (const Error& error) {
      if (error.code() != ErrorCode::internal) throw;
      return fail(id, error.where() + " " + error.message());
    }
    const Region whole = wholeRegion(graph_, id);
    const bool last = region.rows.end == whole.rows.end && region.columns.end == whole.columns.end;
    if (!last) return;
    std::optional<std::size_t> over;
    const TensorView to = output(result, wholeRegion(graph_, result), over);
    if (result_.fault) return;
    finishAverages(graph_, step().op, to, averagesOf(graph_[id], layout(), sums));
    compareOutput(result, to, wholeRegion(graph_, result));
  }

  void computeRegion(const Operator& op, const Region& region) {
    std::vector<TensorView> outputs;
    std::optional<std::size_t> over;
    std::vector<Packed> held;
    for (const TensorId id : op.outputs) {
      if (!memory_.holds(id)) {
        outputs.push_back(output(id, region, over));
        continue;
      }
      held.push_back(packed(id, region));
      outputs.push_back(held.back().view);
    }
    bytes_.poisonWorkspace();
    std::vector<TensorView> inputs;
    for (std::size_t i = 0; i < op.inputs.size(); ++i) inputs.push_back(inputOf(op, i, region));
    if (result_.fault) return;
    try {
      if (over) {
        computeInPlace(buffer(*over).tensor, inputs, outputs.front(), region);
      } else {
        runOperator(graph_, step().op, inputs, outputs, region);
      }
    } catch (const Error& error) {
      // The kernels' word for a region that is not stored where it is read.
      if (error.code() != ErrorCode::internal) throw;
      fail(op.outputs.front(), error.where() + " " + error.message());
    }
    bytes_.poisonWorkspace();
    auto next = held.begin();
    for (std::size_t i = 0; i < outputs.size(); ++i) {
      compareOutput(op.outputs[i], outputs[i], region);
      if (memory_.holds(op.outputs[i])) store(op.outputs[i], region, *next++);
    }
  }

  /// What the step writes is poisoned first: no kernel promises to write after its last read.
  TensorView output(TensorId id, const Region& region, std::optional<std::size_t>& over) {
    const auto index = bytes_.writable(id);
    if (!index) {
      fail(id, "writes " + quoted(id) + ", " + whyNotLive(graph_, trace_, id, result_.steps));
      return {};
    }
    over = bytes_.overwritten(*index);
    const TensorView to = view(id, *index);
    if (!over && !result_.fault) bytes_.poison(to, computedBox(id, region));
    return to;
  }

  /// On kernels with the channels last the view is the very bytes. These kernels have them first:
  /// the bytes take the view's order where they are, which nothing else reads.
  void transposeInPlace(const Operator& op) {
    const TensorId to = op.outputs.front();
    const TensorView from = input(op.inputs.front());
    const auto index = bytes_.readable(graph_.storage(to));
    if (result_.fault || !index) return;
    std::vector<std::byte> moved(static_cast<std::size_t>(storageBytes(graph_[to]).count()));
    const TensorView scratch = wholeView(graph_[to], moved.data());
    runOperator(graph_, step().op, {&from, 1}, {&scratch, 1}, wholeRegion(graph_, to));
    const TensorView view = this->view(to, *index);
    copyFrom(moved, view);
    compareOutput(to, view, wholeRegion(graph_, to));
  }

  void computeInPlace(TensorId dying, std::span<const TensorView> inputs, const TensorView& output,
                      const Region& region) {
    if (!runsPlaneByPlane(graph_, step().op, dying)) {
      return fail(dying, "is to be written in place over " + quoted(dying) +
                             ", which only depthwise convolutions and elementwise operators can");
    }
    runInPlace(graph_, step().op, inputs, output, region, dying);
  }

  void compareOutput(TensorId id, const TensorView& written, const Region& region) {
    if (result_.fault) return;
    const Box box = computedBox(id, region);
    result_.writtenElements += elements(box);
    auto difference = firstDifference(written, box, bytesOf(graph_, expected_, id));
    if (!difference) return;
    const std::string message =
        fmt::format("computes {} instead of {} for element {} of {}", difference->actual,
                    difference->expected, elementText(*difference), quoted(id));
    fail(id, message, std::move(difference));
  }

  void compareGraphOutputs() {
    for (const TensorId id : graph_.outputs()) {
      const TensorId storage = graph_.storage(id);
      if (graph_[storage].role != TensorRole::activation || trace_.steps.empty()) continue;
      const TensorView found = input(id);
      if (result_.fault) return;
      result_.outputElements += elements(found.stored);
    }
  }

  const Trace& trace_;
  const ArenaPlan& plan_;
  const Graph& graph_;
  const Schedule& schedule_;
  const TensorBytes& inputs_;
  const TensorBytes& expected_;
  TileTable tiles_;
  LiveBytes bytes_;
  TileMemory memory_;
  std::vector<bool> sideBySide_;                                   // by tensor
  std::vector<std::optional<TensorId>> overwritten_;               // by block
  std::vector<std::unique_ptr<std::vector<std::byte>>> gathered_;  // what the step's kernel reads
  Constants constants_;
  ArenaRunResult result_;
};

/// A plan whose addresses cannot be executed at all.
std::optional<Fault> misplaced(const ArenaSetup& setup) {
  const auto nameOf = [&](std::size_t buffer) {
    return "'" + setup.graph[setup.trace.buffers[buffer].tensor].name + "'";
  };
  if (const auto buffer = outsideArena(setup.trace, setup.plan)) {
    return Fault{std::nullopt, setup.trace.buffers[*buffer].tensor,
                 "the plan puts " + nameOf(*buffer) + " outside its arena", std::nullopt};
  }
  if (const auto buffer = movedFromItsInput(setup.trace, setup.plan)) {
    const Buffer& moved = setup.trace.buffers[*buffer];
    const std::string where =
        moved.before ? exactBytes(*moved.before) + " before " : std::string("at the address of ");
    return Fault{std::nullopt, moved.tensor,
                 "the plan does not put " + nameOf(*buffer) + " " + where +
                     nameOf(*moved.overwrites) + ", over which it is written",
                 std::nullopt};
  }
  return std::nullopt;
}

}  // namespace

ArenaRunResult runInArena(const ArenaSetup& setup, const TensorBytes& inputs,
                          const TensorBytes& expected, const ArenaRunOptions& options) {
  if (auto fault = misplaced(setup)) {
    ArenaRunResult result;
    result.fault = std::move(fault);
    return result;
  }
  return Run(setup, inputs, expected).finish(options);
}

std::string describe(const Graph& graph, const Trace& trace, const Fault& fault) {
  if (!fault.step) return fault.what;
  if (*fault.step == trace.steps.size()) return "the end " + fault.what;
  const Step& step = trace.steps[*fault.step];
  const Operator& op = graph[step.op];
  const bool inPatch = std::any_of(trace.steps.begin(), trace.steps.end(), [&](const Step& other) {
    return other.block == step.block && !(other.patch == Patch{});
  });
  const std::string patch =
      inPatch ? fmt::format(", patch {},{}", step.patch.row, step.patch.column) : "";
  return fmt::format("step {}{}, '{}' ({}): {}", *fault.step, patch, op.name, op.type, fault.what);
}

}  // namespace tessera::verify
