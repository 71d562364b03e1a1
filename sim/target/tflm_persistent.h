#pragma once

#include <cstddef>

#include "core/graph.h"
#include "core/units.h"
#include "sim/target/scratch.h"

namespace tessera {

/// What TensorFlow Lite Micro keeps in its arena beside the planned head, on a 32-bit Arm built
/// with arm-none-eabi-gcc. Every part includes the padding in front of it: allocations grow down
/// from the arena's end, each aligned.
struct TflmPersistent {
  Bytes runtime;       ///< interpreter, allocator and planner
  Bytes evalTensors;   ///< of each tensor of the file, constants included
  Bytes nodes;         ///< of each operator
  Bytes options;       ///< the operators' options
  Bytes operatorData;  ///< what kernels keep; and the lists of inputs and outputs
  Bytes scratchHandles;
  Bytes variables;                   ///< state that is kept from one run to the next
  Bytes inputOutput;                 ///< of each graph input and output
  Bytes quantization;                ///< of those of them that are quantised
  std::size_t assumedOperators = 0;  ///< whose own data and options nobody looked up

  Bytes total() const { return withoutVariables() + variables; }
  /// A run's arena holds the variables already.
  Bytes withoutVariables() const {
    return runtime + evalTensors + nodes + options + operatorData + scratchHandles + inputOutput +
           quantization;
  }
};

/// The persistent bytes of a network that is run as it was imported, without rewrites (TFLite Micro
/// makes none). `fileTensors` is how many tensors the file lists, 0 where it lists none: then the
/// graph's count. `scratchBuffers` is how many the kernels ask for.
///
/// The allocations and their order: micro_allocator.cc and micro_interpreter.cc of TFLite Micro;
/// the structs' sizes: tensorflow/lite/c/common.h. Checked against what it reports (2026-08, one
/// subgraph) by tests/cli/tflm_arena_test.cpp. docs/tflm.md tells each rule.
TflmPersistent tflmPersistent(const Graph& graph, std::size_t fileTensors,
                              std::size_t scratchBuffers, Kernels kernels);

}  // namespace tessera
