#pragma once

#include <string_view>

#include "core/network.h"

namespace tessera {

/// How the elements of a network are stored on the device.
enum class Deployment : std::uint8_t {
  asStored,  ///< as the file has them
  int8,      ///< activations and weights 1 byte, biases 4
  int16,     ///< activations 2 bytes, weights 1, biases 8 (TFLite's 16x8 mode)
  float32,   ///< everything real 4 bytes
};

/// "as-stored", "int8", "int16", "float32".
std::string_view name(Deployment deployment);

/// What the deployment changes, in one sentence for a report's assumptions.
std::string_view assumption(Deployment deployment);

/// Whether the network computes in integers somewhere: a tensor has a scale, or weights are stored
/// as integers.
bool isQuantized(const Network& network);

/// What is meant of a network that a compiler takes, where nobody says it: one that holds quantised
/// tensors runs as it is stored, a wholly real one is assumed to be made int8.
Deployment usualDeployment(const Network& network);

/// The network with its real-valued tensors stored as `deployment` says. `int8` and `int16` change
/// only floating-point tensors: integers of the file (quantised tensors, indices) stay as they are.
/// `float32` also turns quantised tensors (those that carry a scale) and their biases to float32.
Network deploy(Network network, Deployment deployment);

}  // namespace tessera
