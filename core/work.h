#pragma once

#include <optional>

#include "core/graph.h"
#include "core/units.h"

namespace tessera {

/// MACs of the whole operator, or nothing where the work is unknown (most opaque
/// operators and what has no agreed count).
///
/// Nominal: a tap that falls on padding counts, as everywhere in the literature. Convolutions,
/// fully connected layers, matrix products and recurrent cells multiply and accumulate (a cell:
/// each of its weight matrices once a step, that is gates x hidden x (input + hidden)); biases,
/// activations, pooling, elementwise, normalisation, reduction and data movement count 0 MACs by
/// that convention.
/// Throws Error(input) on overflow.
std::optional<Macs> macs(const Graph& graph, OperatorId id);

/// MACs that one element of the operator's output costs: kernel area x input channels of its group
/// for a convolution, the inner extent for a product, 0 for what does not accumulate. Nothing where
/// unknown, and for transposed convolutions and recurrent cells, whose count depends on the input
/// instead.
std::optional<Macs> macsPerOutputElement(const Graph& graph, OperatorId id);

/// What a network stores in flash, every shared constant once, also where two tensors
/// of the file name the same bytes.
struct ModelSize {
  std::int64_t parameters = 0;  ///< elements of weights, biases and parameters
  Bytes weightBytes;            ///< bytes of all constants that an operator reads
};

ModelSize modelSize(const Graph& graph);

/// Elements and bytes of the constants that one operator reads.
ModelSize operatorSize(const Graph& graph, OperatorId id);

/// The MACs of every operator once, and how many operators' work is unknown.
struct ModelWork {
  Macs macs;
  std::size_t unknownOperators = 0;
};

ModelWork modelWork(const Graph& graph);

}  // namespace tessera
