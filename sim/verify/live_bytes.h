#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "core/graph.h"
#include "sim/memory/plan.h"
#include "sim/run/trace.h"
#include "sim/verify/memory.h"
#include "sim/verify/tensor_view.h"

namespace tessera::verify {

/// The memory of a run, and which buffer of the trace holds each tensor in the current step. Bytes
/// are poisoned when a buffer begins and when it ends, except where an operator's output is written
/// in place over its dying input, and except those that a block's result shares with the input
/// before which it begins, while both live.
class LiveBytes {
 public:
  /// All must outlive it. Every buffer must lie within the plan's arena.
  LiveBytes(const Graph& graph, const Trace& trace, const ArenaPlan& plan);

  /// Lets go what ends before `step` and makes room for what begins with it.
  void enter(std::size_t step);

  /// The buffer (by index) that an operator of the current step may read the tensor from, a
  /// storage: one that lives, or one that the step's output is written over and that ended just
  /// now.
  std::optional<std::size_t> readable(TensorId tensor) const;
  /// The buffer that the current step may write the tensor to: one that lives, or one that takes a
  /// living one's place in the next step.
  std::optional<std::size_t> writable(TensorId tensor) const;
  /// The living buffer of that kind (`cache`, `beside` or `sums`) in which a stage holds something
  /// of the tensor from tile to tile, or from chunk to chunk.
  std::optional<std::size_t> held(TensorId tensor, BufferKind kind) const;

  /// The dying buffer that the current step's writes to `buffer` are written over.
  std::optional<std::size_t> overwritten(std::size_t buffer) const;

  /// The buffers that begin with this step.
  const std::vector<std::size_t>& begun() const { return begins_[step_]; }

  Interval addresses(std::size_t buffer) const;
  std::byte* at(std::size_t buffer) { return memory_.at(addresses(buffer).begin); }

  /// Poisons the workspace that the current step's kernel may write to at any time.
  void poisonWorkspace();

  /// Poisons elements that the current step is going to write.
  void poison(const TensorView& view, const Box& box);

 private:
  /// Whether the buffer takes over the bytes of the one that it `overwrites`, which ends where it
  /// begins.
  bool takesOver(std::size_t buffer) const;
  /// Whether a buffer that takes over begins with the step that writes it, rather than after it.
  bool beginsWhenWritten(std::size_t buffer) const;

  void begin(std::size_t buffer);
  void end(std::size_t buffer);
  /// Poisons a range but for what the other buffer has of it while it lives.
  void poisonApart(Interval range, std::optional<std::size_t> other);

  const Graph& graph_;
  const Trace& trace_;
  const ArenaPlan& plan_;
  Memory memory_;
  std::size_t step_ = 0;
  std::vector<std::vector<std::size_t>> begins_;       // by step
  std::vector<std::vector<std::size_t>> ends_;         // by step
  std::vector<std::optional<std::size_t>> successor_;  // by buffer: the one that takes it over
  std::vector<std::optional<std::size_t>> related_;    // by buffer: the one that begins before it
  /// Where the live buffer of a tensor is noted, by its kind.
  std::optional<std::size_t>& live(const Buffer& buffer);

  std::vector<std::optional<std::size_t>> live_;    // by tensor: whole, or a tile
  std::vector<std::optional<std::size_t>> held_;    // by tensor: rows
  std::vector<std::optional<std::size_t>> beside_;  // by tensor
  std::vector<std::optional<std::size_t>> sums_;    // by tensor
  std::vector<std::size_t> workspace_;              // live scratch, by buffer
};

}  // namespace tessera::verify
