#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/graph.h"

namespace tessera {

/// An operator that TFLite Micro does not run.
struct Refusal {
  std::string op;   ///< its name
  std::string why;  ///< "TILE has no kernel"
};

/// Every operator of the graph that TFLite Micro refuses: those without a kernel (custom and Flex
/// operators among them), and those whose `Prepare` rejects the types of their tensors: hybrid
/// layers (real inputs, integer weights), uint8 arithmetic, float16 constants. Empty where it runs
/// the network, and of a graph that is no TFLite file: a converter has not written it yet. Sources:
/// micro_mutable_op_resolver.h, and the checks of each kernel in tensorflow/lite/micro/kernels.
std::vector<Refusal> tflmRefusals(const Graph& graph);

/// What an application registers to run the graph, a line of C++ each, sorted:
/// "resolver.AddConv2D();". Refused operators have none.
std::vector<std::string> resolverLines(const Graph& graph);

}  // namespace tessera
