#pragma once

#include "core/network.h"

namespace tessera::test {

/// The same network with its channels last, as TFLite stores it: activations of rank 3 and above
/// with axis 1 behind the others, weights [out, k..., in] and, for depthwise convolutions, [1,
/// k..., out]; inline values of weights move along. Knows the kinds that random stages consist of.
Network channelsLast(Network network);

}  // namespace tessera::test
