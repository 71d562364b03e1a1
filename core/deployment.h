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

/// What is meant where nobody says it: an interpreter keeps the types of its file, whoever compiles
/// a network for a microcontroller makes it int8.
Deployment usualDeployment(bool interpreted);

/// The network with its real-valued tensors stored as `deployment` says. `int8` and `int16` change
/// only floating-point tensors: integers of the file (quantised tensors, indices) stay as they are.
/// `float32` also turns quantised tensors (those that carry a scale) and their biases to float32.
Network deploy(Network network, Deployment deployment);

}  // namespace tessera
