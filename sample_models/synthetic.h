#pragma once

#include <cstdint>

#include "importers/architecture/onnx_nodes.h"
#include "importers/onnx/model_writer.h"

namespace tessera::arch {

/// A chain of exactly `operators` operators, for measuring how tools scale: groups of a 3x3
/// convolution over 1x8x8x8, a Relu and an Add of an earlier group's Relu (the one before; every
/// sixteenth group the sixteenth before). All convolutions share one weight and bias, small enough
/// that values stay finite at any length. Throws Error(usage) unless 1 <= operators <= 1 000 000.
onnx_import::ModelWriter buildChain(std::int64_t operators, const SampleOptions& options);

/// Fully connected layers, 1024 wide, whose weights are exactly `mebibytes` MiB of float32, for
/// measuring memory. Throws Error(usage) unless 1 <= mebibytes <= 1024.
onnx_import::ModelWriter buildWide(std::int64_t mebibytes, const SampleOptions& options);

}  // namespace tessera::arch
