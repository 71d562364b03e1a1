#pragma once

#include <cstdint>
#include <vector>

#include "core/graph.h"
#include "sim/target/scratch.h"

namespace tessera {

/// What CMSIS-NN's convolution wrappers (arm_convolve_wrapper_s8 and _s16,
/// arm_depthwise_conv_wrapper_s8 and _s16) say that a convolution of int8 or int16 tensors works
/// in, in bytes; `kernels` is one of CMSIS-NN's. See `callScratch` for the formulas.
std::int64_t cmsisConvolutionBytes(const Graph& graph, const Operator& op, const Convolution& conv,
                                   Kernels kernels);

/// The two buffers of a transposed int8 convolution (arm_transpose_conv_get_buffer_sizes_s8.c).
/// With strides of at most 2 and more than 16 input channels it runs as a convolution with a turned
/// kernel: that convolution's buffer, and the kernel. Otherwise 4 bytes for each output element of
/// as many rows as the kernel (or the stride, if that is larger) has; the second buffer has no
/// bytes then and is left out.
std::vector<Bytes> cmsisTransposedConvolution(const Graph& graph, const Operator& op,
                                              const TransposedConvolution& conv, Kernels kernels);

}  // namespace tessera
