#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/graph.h"
#include "core/units.h"

namespace tessera {

/// Output channels of one operator whose weights are all zero: they compute a constant, the bias
/// behind the activation, which a compiler can fold into what reads it.
struct DeadChannels {
  OperatorId op;
  std::int64_t dead = 0;
  std::int64_t channels = 0;
  /// What removing them would save of this operator's own weights, bias and MACs. Its consumers
  /// would lose input channels too; those savings are not counted.
  Bytes weightBytes;
  Macs macs;
};

struct DeadChannelReport {
  std::vector<DeadChannels> operators;  ///< those with at least one dead channel, in graph order
  std::size_t examined = 0;
  /// Convolutions and fully connected operators whose weights have no known values.
  std::size_t notExamined = 0;
};

/// Looks for dead output channels in every convolution, transposed convolution and fully connected
/// operator. A weight is zero where it equals its zero point, if it is stored quantised, and a
/// channel is dead too where a folded batch norm scales it by 0.
///
/// Weights are read piece by piece and no further than needed: a channel is alive from its first
/// other value on. Throws Error(input) where a weight file cannot be read.
DeadChannelReport deadOutputChannels(const Graph& graph);

}  // namespace tessera
