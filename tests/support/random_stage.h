#pragma once

#include <cstdint>
#include <vector>

#include "core/graph.h"

namespace tessera::test {

/// A network and a part of it that can run in patches.
struct RandomStage {
  Graph graph;
  std::vector<OperatorId> operators;  ///< in graph order; all others lead to the last
};

/// A random stage of spatially local operators on small int8 maps of rank 4 or 3: windows with any
/// kernel, stride, dilation and pads, residuals, broadcasts, concat, split, pads (now and then a
/// crop), slices, resizes (nearest and linear), transposed convolutions, depth to space and back,
/// and shuffles of channels. Some stages start after the first operators of the network, or end
/// before its last. The same seed gives the same stage.
RandomStage randomStage(std::uint64_t seed);

}  // namespace tessera::test
