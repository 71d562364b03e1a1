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

/// MACs of some of an operator's output positions (rows and columns, all channels): their share of
/// the whole operator's, rounded up. Where every output position costs the same, as those of a
/// convolution do, that is exact. A transposed convolution's positions read now more and now fewer
/// inputs (9 taps of a 3x3 window of stride 2 fall on 4 outputs), so that each counts as the
/// average: a map that is cut in parts which do not overlap counts as the whole one does, up to the
/// rounding of each part.
class MacShare {
 public:
  MacShare() = default;
  /// `whole` are the MACs of `positions` positions.
  MacShare(Macs whole, std::int64_t positions);

  Macs of(std::int64_t positions) const;
  /// Whether nothing is rounded.
  bool isExact() const { return rest_ == 0; }
  friend bool operator==(const MacShare&, const MacShare&) = default;

 private:
  std::int64_t each_ = 0;  ///< of one position, rounded down
  std::int64_t rest_ = 0;  ///< what that leaves over, of `positions_`
  std::int64_t positions_ = 1;
};

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
