#include "sim/verify/step_views.h"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "core/receptive_field.h"
#include "sim/run/sum_bytes.h"
#include "sim/verify/blame.h"
#include "sim/verify/side_by_side.h"
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

/// By block: the input over which its result is written before it is dead.
std::vector<std::optional<TensorId>> overwrittenInputs(const ArenaSetup& setup) {
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

}  // namespace

StepViews::StepViews(const ArenaSetup& setup, const TensorBytes& inputs,
                     const TensorBytes& expected, ArenaRunResult& result)
    : trace_(setup.trace),
      plan_(setup.plan),
      graph_(setup.graph),
      schedule_(setup.schedule),
      inputs_(inputs),
      expected_(expected),
      result_(result),
      tiles_(graph_, setup.schedule, setup.tiles),
      bytes_(graph_, setup.trace, setup.plan),
      memory_(graph_, setup.trace, tiles_, bytes_),
      sideBySide_(channelsSideBySide(graph_, setup.trace)),
      overwritten_(overwrittenInputs(setup)),
      constants_(graph_) {}

void StepViews::fail(TensorId id, std::string what, std::optional<Difference> difference) {
  if (result_.fault) return;
  result_.fault = Fault{result_.steps, id, std::move(what), std::move(difference)};
}

void StepViews::enter() {
  bytes_.enter(result_.steps);
  bringInputs();
  for (const TensorId id : tiles_.firstReads(step().op)) {
    if (memory_.holds(id) && step().channels.begin == 0) deliver(id);
  }
}

void StepViews::bringInputs() {
  for (const std::size_t index : bytes_.begun()) {
    const TensorId id = buffer(index).tensor;
    if (memory_.holds(id)) continue;  // delivered to its first reader
    const auto input = inputs_.find(id);
    if (input == inputs_.end() || isWorkspace(buffer(index).kind)) continue;
    if (!buffer(index).patch && result_.steps > 0) {
      return fail(id, "makes room for graph input " + quoted(id) + ", which arrived before step 0");
    }
    const TensorView to = view(id, index);
    if (result_.fault) return;
    copyFrom(input->second, to);
  }
}

Box StepViews::computedBox(TensorId id, const Region& region) const {
  const TensorId first = graph_[step().op].outputs.front();
  Box box = verify::computedBox(graph_[first].shape, graph_[id].shape, layout(), region);
  const auto chunked = tiles_.chunked(step().op);
  if (chunked && !chunked->sums) box[channelAxis(box.size())] = step().channels;
  return box;
}
std::size_t StepViews::channelAxis(std::size_t rank) const {
  return layout() == Layout::channelsFirst ? 1 : rank - 1;
}

bool StepViews::isLastChunk() const {
  const auto chunked = tiles_.chunked(step().op);
  return !chunked || step().channels.end == chunked->channels;
}

TensorView StepViews::view(TensorId id, std::size_t index) {
  const Tensor& tensor = graph_[id];
  const Buffer& it = buffer(index);
  const Box whole = wholeBox(tensor.shape);
  Box room = whole;
  const auto tile = it.patch ? tiles_.room(it.tensor, *it.patch) : std::nullopt;
  if (tile) room = regionBox(tensor.shape, layout(), *tile);
  if (!it.channels.empty()) room[channelAxis(room.size())] = it.channels;
  const Bytes needed(elements(room) * static_cast<std::int64_t>(elementBytes(tensor)));
  if (needed > it.bytes) {
    fail(id, fmt::format("needs {} for {} of {}, whose buffer has {}", exactBytes(needed),
                         text(room), quoted(id), exactBytes(it.bytes)));
  }
  TensorView view = tileView(tensor, bytes_.at(index), intersect(room, whole), room);
  return sideBySide_[id.index()] && !it.patch ? sideBySide(std::move(view), layout()) : view;
}

bool StepViews::readsNothingOf(const Operator& op, std::size_t input, const Region& region) const {
  const Block& block = schedule_.blocks[step().block];
  if (block.whole() || !whyNotLocal(graph_, step().op).empty()) return false;
  return graph_[op.inputs[input]].role == TensorRole::activation &&
         regionMap(graph_, step().op, input).clipped(region).empty();
}

TensorView StepViews::nothingOf(const Tensor& tensor) {
  TensorView view = wholeView(tensor, nullptr);
  for (Interval& stored : view.stored) stored = {};
  return view;
}

TensorView StepViews::input(TensorId id) {
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

TensorView StepViews::viewOfTurned(TensorId id, TensorId storage, std::size_t index) {
  const TensorView from = view(storage, index);
  if (result_.fault) return {};
  compareInput(storage, index, from, from.stored);
  Packed turned = packed(storage, wholeRegion(graph_, storage));
  copyFrom(from, turned.view);
  gathered_.push_back(std::move(turned.bytes));
  return wholeView(graph_[id], gathered_.back()->data());
}

void StepViews::compareInput(TensorId id, std::size_t index, const TensorView& from,
                             const Box& box) {
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
  const std::string message =
      fmt::format("reads {}, whose element {} was destroyed{}: it is {} instead of {}", quoted(id),
                  elementText(*difference), by, difference->actual, difference->expected);
  fail(id, message, std::move(difference));
}

void StepViews::deliver(TensorId id) {
  const auto region = tiles_.room(id, step().patch);
  if (!region || region->empty()) return;
  const Packed tile = packed(id, *region, bytesOf(graph_, inputs_, id));
  store(id, *region, tile);
}

StepViews::Packed StepViews::packed(TensorId id, const Region& region) const {
  const Box box = regionBox(graph_[id].shape, layout(), region);
  const auto size = static_cast<std::size_t>(elements(box)) * elementBytes(graph_[id]);
  Packed result{std::make_unique<std::vector<std::byte>>(size), {}};
  result.view = tileView(graph_[id], result.bytes->data(), box, box);
  return result;
}
StepViews::Packed StepViews::packed(TensorId id, const Region& region,
                                    const std::vector<std::byte>& whole) const {
  Packed result = packed(id, region);
  copyFrom(whole, result.view);
  return result;
}

void StepViews::store(TensorId id, const Region& region, const Packed& from) {
  const auto wrong = memory_.write(id, step().patch, region, *from.bytes);
  if (wrong) fail(id, "writes " + quoted(id) + ", but " + *wrong);
}

TensorView StepViews::heldPart(TensorId id, const Region& read) {
  Packed tile = packed(id, read);
  *tile.bytes = memory_.read(id, step().patch, read, bytesOf(graph_, expected_, id));
  tile.view.data = tile.bytes->data();
  if (auto difference =
          firstDifference(tile.view, tile.view.stored, bytesOf(graph_, expected_, id))) {
    const std::string message =
        fmt::format("reads {}, whose element {} is not what was computed: it is {} instead of {}",
                    quoted(id), elementText(*difference), difference->actual, difference->expected);
    fail(id, message, std::move(difference));
  }
  gathered_.push_back(std::move(tile.bytes));
  return tile.view;
}

TensorView StepViews::dyingInput(const Operator& op, std::size_t index, const Region& region) {
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

TensorView StepViews::inputOf(const Operator& op, std::size_t index, const Region& region) {
  const TensorId id = op.inputs[index];
  if (readsNothingOf(op, index, region)) return nothingOf(graph_[id]);
  if (overwritten_[step().block] == id) return dyingInput(op, index, region);
  const bool staged = !schedule_.blocks[step().block].whole();
  if (!staged || !memory_.holds(id)) return input(id);
  return heldPart(id, regionMap(graph_, step().op, index).clipped(region));
}

std::span<std::byte> StepViews::sumsOf(TensorId id, std::int64_t count) {
  const auto index = bytes_.held(id, BufferKind::sums);
  const std::int64_t needed = count * sumBytes(graph_, step().op);
  if (!index || bytes_.addresses(*index).length() < needed) {
    fail(id, index ? "adds to sums whose buffer has no room for them"
                   : "adds to sums that have no buffer");
    return {};
  }
  return {bytes_.at(*index), static_cast<std::size_t>(needed)};
}

std::vector<TensorView> StepViews::inputsOf(const Operator& op, const Region& region) {
  std::vector<TensorView> inputs;
  for (std::size_t i = 0; i < op.inputs.size(); ++i) inputs.push_back(inputOf(op, i, region));
  return inputs;
}

bool StepViews::writesOverWhatItReads(const Operator& op) const {
  const auto& over = overwritten_[step().block];
  return over && schedule_.blocks[step().block].operators.back() == step().op &&
         std::find(op.inputs.begin(), op.inputs.end(), *over) != op.inputs.end();
}

TensorView StepViews::output(TensorId id, const Region& region, std::optional<std::size_t>& over) {
  const auto index = bytes_.writable(id);
  if (!index) {
    fail(id, "writes " + quoted(id) + ", " + whyNotLive(graph_, trace_, id, result_.steps));
    return {};
  }
  over = bytes_.overwritten(*index);
  const TensorView to = view(id, *index);
  if (result_.fault) return to;
  const Box box = computedBox(id, region);
  if (!contains(to.stored, box)) {
    fail(id, fmt::format("writes {} of {}, whose buffer has {}", text(box), quoted(id),
                         text(to.stored)));
  } else if (!over) {
    bytes_.poison(to, box);
  }
  return to;
}

void StepViews::compareOutput(TensorId id, const TensorView& written, const Region& region) {
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

}  // namespace tessera::verify
