#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/graph.h"
#include "core/interval.h"
#include "sim/export/c_tables.h"
#include "sim/verify/constants.h"

namespace tessera::exported {

/// A tensor as a kernel sees it: rows and columns of positions, and the bytes of one.
struct MapExtent {
  std::int64_t rows = 1;
  std::int64_t columns = 1;
  std::int64_t position = 1;
};

/// The extent of a tensor of whole bytes; images follow each other as rows.
MapExtent mapExtent(const Graph& graph, TensorId id);

/// One call of a kernel of sim/export/kernels.
struct KernelCall {
  std::string kernel;               ///< the C function
  std::string source;               ///< the kernel's files, without their endings
  std::string op;                   ///< its parameters, in C
  std::vector<std::size_t> inputs;  ///< one or two slots of the operator's inputs
  std::size_t output = 0;           ///< a slot of its outputs
  bool readsSums = false;           ///< input 1 are the sums of chunks or tiles
  /// Of kernels that run on whole tensors alone: their extents, where those of the tensors do not
  /// say it.
  bool wholeOnly = false;
  std::optional<MapExtent> inputAs = {};
  std::optional<MapExtent> outputAs = {};
};

/// The part of an operator that one chunk of channels is.
struct Chunk {
  Interval channels;
  bool expands = false;  ///< they are those that it makes
  bool sums = false;     ///< they are those that it sums up
  bool last = false;
};

/// What calls are made of.
struct KernelSetting {
  const Graph& graph;
  OperatorId id;
  verify::Constants& constants;
  CTables& tables;
  std::optional<Chunk> chunk = {};  ///< nothing: all channels
  /// The map of which it accumulates sums, tile by tile; nothing where it does not.
  std::optional<TensorId> accumulated = {};

  const Operator& op() const { return graph[id]; }
  const Tensor& input(std::size_t i = 0) const { return graph[op().inputs.at(i)]; }
  const Tensor& output(std::size_t i = 0) const { return graph[op().outputs.at(i)]; }
  /// Of so many channels of an operator that keeps each to itself, those of the chunk.
  Interval chunkOf(std::int64_t channels) const {
    return chunk ? chunk->channels : Interval{0, channels};
  }
  /// A record of the operator's parameters.
  std::string record(const std::string& type, const std::string& initialiser) const {
    return tables.record(type, cWord(op().name) + "_op", initialiser);
  }
};

/// The calls that run the operator. Throws Error(unsupported), naming it, where there is no kernel.
std::vector<KernelCall> kernelCalls(const KernelSetting& setting);

// One function for each kind that has kernels.
using KernelCalls = std::vector<KernelCall>;
KernelCalls callsOf(const KernelSetting& setting, const Convolution& convolution);
KernelCalls callsOf(const KernelSetting& setting, const FullyConnected& connected);
KernelCalls callsOf(const KernelSetting& setting, const Pool& pool);
KernelCalls callsOf(const KernelSetting& setting, const Elementwise& elementwise);
KernelCalls callsOf(const KernelSetting& setting, const Concat& concat);
KernelCalls callsOf(const KernelSetting& setting, const Split& split);
KernelCalls callsOf(const KernelSetting& setting, const Slice& slice);
KernelCalls callsOf(const KernelSetting& setting, const Pad& pad);
KernelCalls callsOf(const KernelSetting& setting, const Resize& resize);
KernelCalls callsOf(const KernelSetting& setting, const Reshape& reshape);
KernelCalls callsOf(const KernelSetting& setting, const Transpose& transpose);
KernelCalls callsOf(const KernelSetting& setting, const Reduce& reduce);
KernelCalls callsOf(const KernelSetting& setting, const Softmax& softmax);
KernelCalls callsOf(const KernelSetting& setting, const Quantize& quantize);
KernelCalls callsOf(const KernelSetting& setting, const Dequantize& dequantize);
KernelCalls callsOf(const KernelSetting& setting, const Rearrange& rearrange);

/// An operator of one input whose output elements depend on one element each.
KernelCalls tableCalls(const KernelSetting& setting);

}  // namespace tessera::exported
