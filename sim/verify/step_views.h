#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "sim/verify/arena_run.h"
#include "sim/verify/box.h"
#include "sim/verify/constants.h"
#include "sim/verify/live_bytes.h"
#include "sim/verify/tile_memory.h"
#include "sim/verify/tile_table.h"

namespace tessera::verify {

/// What the current step of a run in an arena reads and writes: views of its tensors where the plan
/// puts them. What is read and what has been written is compared with the plain run, and the first
/// difference is noted as the run's fault.
class StepViews {
 public:
  /// A region of a tensor in memory of its own.
  struct Packed {
    std::unique_ptr<std::vector<std::byte>> bytes;  // whose address stays
    TensorView view;
  };

  /// All must outlive it. `result` has the number of the current step, and takes the fault.
  StepViews(const ArenaSetup& setup, const TensorBytes& inputs, const TensorBytes& expected,
            ArenaRunResult& result);

  Layout layout() const { return graph_.layout(); }
  const Step& step() const { return trace_.steps[result_.steps]; }
  const Buffer& buffer(std::size_t index) const { return trace_.buffers[index]; }
  const TileTable& tiles() const { return tiles_; }
  TileMemory& memory() { return memory_; }
  LiveBytes& bytes() { return bytes_; }
  std::string quoted(TensorId id) const { return "'" + graph_[id].name + "'"; }

  /// Whether a step has failed; only the first fault is noted.
  bool failed() const { return result_.fault.has_value(); }
  void fail(TensorId id, std::string what, std::optional<Difference> difference = {});

  /// Begins the current step: buffers end and begin, and graph inputs come with those that are
  /// there for them.
  void enter();
  /// Lets go the copies that were made for the step's kernel.
  void dropCopies() { gathered_.clear(); }

  /// Whether no chunk of channels goes through the step's operator after this one in the tile.
  bool isLastChunk() const;
  /// Whether the step's operator reads the input over which its block's result is written, and
  /// writes that result: such a kernel works row by row, see `safeDistances`.
  bool writesOverWhatItReads(const Operator& op) const;

  /// What the step computes of one of its outputs.
  Box computedBox(TensorId id, const Region& region) const;
  /// The part of a tensor that a buffer holds.
  TensorView view(TensorId id, std::size_t index);
  static TensorView nothingOf(const Tensor& tensor);

  /// What lies of a tensor in its buffer.
  TensorView input(TensorId id);
  /// What the step reads of an input where it computes `region`.
  TensorView inputOf(const Operator& op, std::size_t index, const Region& region);
  std::vector<TensorView> inputsOf(const Operator& op, const Region& region);
  /// What the step finds of a tensor that is held from tile to tile.
  TensorView heldPart(TensorId id, const Region& read);

  /// Where the step writes. It is poisoned first, as no kernel promises to write after its last
  /// read, unless it lies `over` a dying buffer.
  TensorView output(TensorId id, const Region& region, std::optional<std::size_t>& over);
  void compareOutput(TensorId id, const TensorView& written, const Region& region);
  /// The sums of so many elements of a tensor, which must have a buffer with room for them.
  std::span<std::byte> sumsOf(TensorId id, std::int64_t count);

  Packed packed(TensorId id, const Region& region) const;
  /// Stores a region of a tensor that is held from tile to tile.
  void store(TensorId id, const Region& region, const Packed& from);

 private:
  void bringInputs();
  /// A graph input that is held from tile to tile comes with the first reader of a tile.
  void deliver(TensorId id);
  std::size_t channelAxis(std::size_t rank) const;
  /// Whether a patch's step reads the padding alone of what it reads: then no bytes need be there.
  bool readsNothingOf(const Operator& op, std::size_t input, const Region& region) const;
  /// A view shows its storage's elements in the graph's order, however they lie.
  TensorView viewOfTurned(TensorId id, TensorId storage, std::size_t index);
  /// What the step reads of the input that its block's result is being written over.
  TensorView dyingInput(const Operator& op, std::size_t index, const Region& region);
  void compareInput(TensorId id, std::size_t index, const TensorView& from, const Box& box);
  Packed packed(TensorId id, const Region& region, const std::vector<std::byte>& whole) const;

  const Trace& trace_;
  const ArenaPlan& plan_;
  const Graph& graph_;
  const Schedule& schedule_;
  const TensorBytes& inputs_;
  const TensorBytes& expected_;
  ArenaRunResult& result_;
  TileTable tiles_;
  LiveBytes bytes_;
  TileMemory memory_;
  std::vector<bool> sideBySide_;                                   // by tensor
  std::vector<std::optional<TensorId>> overwritten_;               // by block
  std::vector<std::unique_ptr<std::vector<std::byte>>> gathered_;  // what the step's kernel reads
  Constants constants_;
};

}  // namespace tessera::verify
