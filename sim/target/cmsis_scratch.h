#pragma once

#include <cstdint>

#include "core/graph.h"
#include "sim/target/scratch.h"

namespace tessera {

/// What CMSIS-NN's convolution wrappers (arm_convolve_wrapper_s8 and _s16,
/// arm_depthwise_conv_wrapper_s8 and _s16) say that a convolution of int8 or int16 tensors works
/// in, in bytes; `kernels` is one of CMSIS-NN's. See `callScratch` for the formulas.
std::int64_t cmsisConvolutionBytes(const Graph& graph, const Operator& op, const Convolution& conv,
                                   Kernels kernels);

}  // namespace tessera
