#pragma once

#include <cstddef>

#include "core/graph.h"
#include "core/units.h"

namespace tessera {

/// What TensorFlow Lite Micro keeps in its arena beside the planned head, on a 32-bit Arm built
/// with arm-none-eabi-gcc (enums of one byte). The arena that a firmware needs is head + total().
struct TflmPersistent {
  Bytes evalTensors;     ///< 12 B for each tensor of the file, constants included
  Bytes inputOutput;     ///< 32 B for each graph input and output
  Bytes quantization;    ///< 20 B for each of those that is quantised
  Bytes operatorData;    ///< what the kernels prepare, 8 B an output channel of convolutions in it
  Bytes parameters;      ///< the operators' options
  Bytes nodes;           ///< 32 B for each operator
  Bytes scratchHandles;  ///< 4 B for each scratch buffer
  Bytes runtime;         ///< interpreter, allocator and planner
  std::size_t assumedOperators = 0;  ///< of kinds whose own data was not measured

  Bytes total() const {
    return evalTensors + inputOutput + quantization + operatorData + parameters + nodes +
           scratchHandles + runtime;
  }
};

/// The persistent bytes of a network that is run as it was imported, without rewrites (TFLite Micro
/// makes none). `scratchBuffers` is how many the kernels request.
///
/// Sizes of tensors, nodes and options: the structs of tensorflow/lite/c/common.h and
/// builtin_op_data.h and micro_allocator.cc. The kernels' own data and the runtime's: solved from
/// the parts that TFLite Micro (2026-08, CMSIS-NN kernels) reports on 22 networks.
TflmPersistent tflmPersistent(const Graph& graph, std::size_t scratchBuffers);

}  // namespace tessera
