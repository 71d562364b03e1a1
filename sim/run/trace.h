#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/graph.h"
#include "core/interval.h"
#include "core/units.h"

namespace tessera {

enum class BufferKind : std::uint8_t {
  activation,   ///< a whole tensor between per-layer operators
  stageInput,   ///< what a per-patch stage reads, whole
  stageOutput,  ///< what a per-patch stage assembles, whole
  tile,         ///< a patch of a tensor inside a stage
  cache,        ///< a ring of rows of a tensor inside a stage, for the next tiles
  beside,       ///< columns of a tensor inside a stage, for the next tile of the strip
  sums,         ///< sums of what a stage accumulates: all tiles, or all chunks of a tile
  scratch,      ///< kernel workspace inside one step
  im2col,       ///< workspace of the whole run that kernels unfold their input into
  kernel,       ///< workspace of the whole run that kernels unpack their weights into
  state,        ///< a variable tensor, kept from one run to the next
};

std::string_view name(BufferKind kind);

/// Workspace that a runtime keeps for the whole run, behind what its planner places.
constexpr bool isPersistent(BufferKind kind) {
  return kind == BufferKind::im2col || kind == BufferKind::kernel;
}

/// What lies behind all that the planner places: such workspace, and state (TFLite Micro allocates
/// variable tensors outside its planned memory).
constexpr bool liesBehind(BufferKind kind) {
  return isPersistent(kind) || kind == BufferKind::state;
}

/// Not a tensor: workspace of one step or of the whole run.
constexpr bool isWorkspace(BufferKind kind) {
  return kind == BufferKind::scratch || isPersistent(kind);
}

/// Position of a tile in its block's grid.
struct Patch {
  std::int32_t row = 0;
  std::int32_t column = 0;
  friend constexpr bool operator==(Patch, Patch) = default;
};

/// Bytes with a live range. Its address is the ArenaPlan's business.
struct Buffer {
  /// Of workspace: what the operator writes that works in it, or that needs most of it.
  TensorId tensor;
  BufferKind kind = BufferKind::activation;
  Bytes bytes;
  Interval steps;  ///< half-open range of steps
  std::uint32_t alignment = 1;
  std::optional<Patch> patch;  ///< of tiles, and of what lies beside those of a strip
  Interval channels{};         ///< that it has of the tensor, in a chunk; empty: all
  /// Buffers with the same number are one storage, which a loop over tiles uses again and again.
  std::optional<std::uint32_t> storage;
  /// The buffer, by index, over which it is written. In place: it takes that one's address when
  /// that one is dead.
  std::optional<std::size_t> overwrites;
  /// So many bytes before that one it begins, or more, and both live together: its elements come to
  /// lie where that one's have been read. Nothing: in place.
  std::optional<Bytes> before;
};

/// One kernel call: an operator on one tile.
struct Step {
  std::uint32_t block = 0;
  Patch patch;
  OperatorId op;
  Bytes live;                ///< all buffers live in this step, scratch included, each byte once
  Bytes scratch;             ///< the part of `live` that is workspace
  std::optional<Macs> macs;  ///< nothing where the operator's work is unknown
  Macs recomputed;           ///< the part of `macs` that another tile computes too
  std::optional<Cycles> cycles;
  Bytes moved{};        ///< into rings and beside tiles, after it
  bool call = true;     ///< false where the tile has nothing left to compute
  Interval channels{};  ///< of the expanded tensor whose chunk goes through; empty: all
};

/// What a run of a schedule comes to. Sums over known work only; `unknownOperators` tells how many
/// operators are missing from them.
struct Totals {
  Bytes peak;                ///< largest sum of live bytes, a lower bound of any arena
  std::size_t peakStep = 0;  ///< the first step that reaches it; meaningless without steps
  std::size_t steps = 0;
  Macs macs;             ///< every operator once
  Macs executed;         ///< what the schedule executes, under the tile policy of each block
  Macs executedClipped;  ///< the same with all tiles clipped
  Macs executedFull;     ///< the same with all tiles of full size
  std::size_t unknownOperators = 0;
  /// Cycles of all steps whose cost is known; nothing where the runtime is not calibrated.
  std::optional<Cycles> cycles;
  std::size_t stepsOfUnknownCost = 0;
  std::size_t calls = 0;  ///< steps in which a kernel runs
  Bytes moved;            ///< by all steps
};

/// The run of a schedule, step by step, in exact integers. The live bytes of a step equal the sum
/// of its live buffers, less what two of them share (see `Buffer::before`).
struct Trace {
  std::vector<Step> steps;
  std::vector<Buffer> buffers;  ///< in order of their first step
  /// By step, where a loop over tiles shares its buffers: its place in one turn of each phase of
  /// the loop. Steps with the same place have the same storages. Empty: each step is its own.
  std::vector<std::int64_t> places;
  Totals totals;
};

/// What a report calls the buffer: its tensor, with "@row,column" where it is a patch; of scratch
/// "OPERATOR#scratch", of persistent workspace "im2col" or "kernel", of what a stage holds
/// "TENSOR#rows", "TENSOR#columns@STRIP" or "TENSOR#sums"; of a chunk with "[FIRST:END]" behind.
std::string bufferName(const Graph& graph, const Buffer& buffer);

/// What the buffer shares, while both live, with the one before which it begins: 0 where there is
/// none.
Bytes sharedBytes(const Trace& trace, const Buffer& buffer);

/// The steps in which it does.
Interval sharedSteps(const Trace& trace, const Buffer& buffer);

/// Indices of the buffers live in `step`, largest first (ties: in buffer order).
std::vector<std::size_t> liveBuffers(const Trace& trace, std::size_t step);

}  // namespace tessera
