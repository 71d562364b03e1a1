#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/checked.h"
#include "core/graph.h"
#include "core/units.h"
#include "sim/cost/operator_cost.h"
#include "sim/target/runtime.h"

namespace tessera {

/// A graph flattened for one runtime: what a walk over a schedule asks for again and again, in flat
/// tables. Built once, in linear time, and shared by every schedule that a search tries.
struct Program {
  /// A run of entries in `uses` or `scratch`.
  struct Range {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
  };

  struct Op {
    Range reads;    ///< storages of its activation inputs, each once
    Range writes;   ///< storages that it produces; views of other storages left out
    Range scratch;  ///< the buffers that a call works in
    std::optional<Macs> macs;
    std::optional<TensorId> inPlace;  ///< the input that it may write over, should it die here
    std::int64_t keepsOneIn = 0;      ///< the part of that input's bytes that stays taken; 0: none

    /// What the result takes when it is written over a dying input.
    Bytes inPlaceBytes(Bytes written, Bytes overwritten) const {
      if (keepsOneIn == 0) return written;
      return std::max(written, Bytes(ceilDiv(overwritten.count(), keepsOneIn)));
    }
  };

  Program(const Graph& source, const CountingRules& counting);

  std::span<const TensorId> reads(OperatorId id) const { return slice(ops[id.index()].reads); }
  std::span<const TensorId> writes(OperatorId id) const { return slice(ops[id.index()].writes); }

  std::span<const Bytes> scratchOf(OperatorId id) const {
    const Range range = ops[id.index()].scratch;
    return std::span(scratch).subspan(range.begin, range.end - range.begin);
  }

  const Graph& graph;
  CountingRules rules;
  std::vector<Op> ops;
  std::vector<TensorId> uses;
  std::vector<Bytes> scratch;
  std::vector<Workspace> workspaces;  ///< by operator, whole; empty where none are kept
  std::vector<Bytes> bytes;           ///< by tensor, whole
  std::vector<TensorId> inputs;       ///< storages of graph inputs, then variable tensors
  std::vector<bool> isOutput;         ///< by tensor: its storage is kept to the end
  /// Reads that do not hold the tensor: (reader, tensor) pairs, with the operator until which the
  /// tensor is held instead. Ascending by reader. See CountingRules::residualUntilAdd.
  struct EarlyRelease {
    OperatorId reader;
    TensorId tensor;
    OperatorId heldUntil;
  };
  std::vector<EarlyRelease> earlyReleases;
  Macs macsOnce;
  std::size_t unknownOperators = 0;
  /// By operator: what its runs cost on a board. Empty where the runtime is not calibrated for it.
  std::vector<OperatorCost> costs;

 private:
  std::span<const TensorId> slice(Range range) const {
    return std::span(uses).subspan(range.begin, range.end - range.begin);
  }
};

}  // namespace tessera
