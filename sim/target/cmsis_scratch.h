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

/// The last extent of a shape; 1 where it has none.
std::int64_t lastExtent(const Shape& shape);

/// What TFLite Micro's fully connected kernel with CMSIS-NN works in, in bytes. An int8 output of
/// more than two dimensions from inputs in multiples of 4 is a 1x1 convolution, which takes its
/// multipliers and shifts one a channel: 8 bytes an output where the weights have one scale, to
/// spread it, else 0 (cmsis_nn/fully_connected.cc). With Helium the others sum their weights, at
/// every call where these are not constant: 4 bytes an output.
std::int64_t cmsisFullyConnectedBytes(const Graph& graph, const Operator& op,
                                      const FullyConnected& dense, Kernels kernels);

/// Whether the int8 layer runs as that convolution.
bool isCmsisPointwise(const Graph& graph, const Operator& op, const FullyConnected& dense);

/// The two buffers of a transposed int8 convolution (arm_transpose_conv_get_buffer_sizes_s8.c).
/// With strides of at most 2 and more than 16 input channels it runs as a convolution with a turned
/// kernel: that convolution's buffer, and the kernel. Otherwise 4 bytes for each output element of
/// as many rows as the kernel (or the stride, if that is larger) has; the second buffer has no
/// bytes then, but a handle of its own. (Before CMSIS-NN's issue 243 was mended, the library said
/// less than its kernel writes where strides differ.)
std::vector<Bytes> cmsisTransposedConvolution(const Graph& graph, const Operator& op,
                                              const TransposedConvolution& conv, Kernels kernels);

}  // namespace tessera
