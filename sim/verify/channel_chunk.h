#pragma once

#include <cstddef>
#include <span>

#include "core/graph.h"
#include "core/region.h"
#include "sim/verify/tensor_view.h"

namespace tessera::verify {

/// Computes some channels of `region` of the operator's one output. `expands`: it reads all
/// channels of input 0; else each channel the one of its number, and input 0 need have no others.
/// Of the constants the operator gets those channels alone, as slices. Throws like `runOperator`.
void runChunk(const Graph& graph, OperatorId id, std::span<const TensorView> inputs,
              const TensorView& output, const Region& region, Interval channels, bool expands);

/// Adds what some channels of input 0 contribute to `region` of a convolution's output to its sums:
/// by image, output channel and position, integers or doubles (see `sumBytes`; `sums` need not be
/// aligned), in the order in which the plain convolution adds them. `output` may be without bytes.
void addChunk(const Graph& graph, OperatorId id, std::span<const TensorView> inputs,
              const TensorView& output, const Region& region, Interval channels,
              std::span<std::byte> sums);

/// Makes the region of the sums of all channels.
void finishChunks(const Graph& graph, OperatorId id, std::span<const TensorView> inputs,
                  const TensorView& output, const Region& region, std::span<const std::byte> sums);

}  // namespace tessera::verify
