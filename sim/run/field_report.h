#pragma once

#include <optional>
#include <vector>

#include "core/graph.h"
#include "core/units.h"
#include "sim/schedule/schedule.h"

namespace tessera {

/// How much of the graph inputs one output element of an operator sees, along one axis.
struct AxisField {
  std::int64_t pixels = 1;  ///< receptive field in input pixels, padding included
  std::int64_t stride = 1;  ///< cumulative stride: input pixels between neighbouring outputs
  friend bool operator==(const AxisField&, const AxisField&) = default;
};

struct OperatorField {
  AxisField rows;
  AxisField columns;
};

/// The receptive field of each operator's output, nothing where it or one before it is not
/// spatially local (it sees everything). field_out = field_in + (reach - 1) * stride_in over the
/// inputs, the largest; a resize divides the stride, rounded up. (Dumoulin and Visin, arXiv
/// 1603.07285.)
std::vector<std::optional<OperatorField>> receptiveFields(const Graph& graph);

/// What one operator's kernel adds to a stage.
struct KernelShare {
  OperatorId op;
  std::int64_t haloRows = 0;  ///< by how much it widens the largest patch of the stage's input
  std::int64_t haloColumns = 0;
  Macs extra;         ///< extra MACs of the stage as it is
  Macs extraWithout;  ///< what they would be were this kernel 1x1 at its centre tap
};

/// For each windowed operator of the block (a per-patch stage), in order: the figures behind the
/// redistribution of receptive fields (MCUNetV2, section 3.2). Only regions change with the
/// imagined 1x1 kernel; the operator's own MACs for each output stay what they are. Extra is under
/// the block's tile policy.
std::vector<KernelShare> kernelShares(const Graph& graph, const Block& block);

}  // namespace tessera
