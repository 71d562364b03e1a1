#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "core/dead_channels.h"
#include "core/graph.h"

namespace tessera {

/// What kernel runs an operator, as far as its cost is concerned.
enum class KernelKind : std::uint8_t {
  pointwise,       ///< 1x1 convolution
  convolution,     ///< any other, with more than four input channels a group
  stem,            ///< the same with at most four, as on an image
  depthwise,       ///< one filter for each channel
  fullyConnected,  ///< also a product of two matrices
  add,             ///< elementwise operators that rescale their inputs, and activations by table
  multiply,
  averagePool,  ///< also global pools and reductions
  maxPool,
  softmax,
  copy,     ///< moves elements: pad, concat, resize, transpose, quantise, ...
  nothing,  ///< no bytes move: views
  unknown,  ///< opaque and recurrent operators: their cost is not known
};

std::string_view name(KernelKind kind);

/// What one run of a kernel over the whole of an operator's output does, in the quantities that
/// its cost is made of. Nominal MACs: padding counts.
struct KernelWork {
  KernelKind kind = KernelKind::nothing;
  double macs = 0;
  double macsRemainder = 0;   ///< those of input channels beyond the last whole sixteen
  double macsPadded = 0;      ///< with the summed extent rounded up to sixteen, as MVE kernels run
  double outputs = 0;         ///< elements written
  double outputsInFours = 0;  ///< those of channels in whole fours
  double positions = 0;       ///< of the output map, all images
  double rows = 0;            ///< of the output map
  double kernelArea = 0;      ///< taps of the window
  double tapsInside = 0;      ///< taps on the tensor itself, summed over the positions
  double im2col = 0;          ///< elements copied into columns: positions x area x input channels
  double inChannels = 0;      ///< that one output sees
  double outChannels = 0;
  double calls = 1;           ///< of the inner kernel: output rows where a 1x1 kernel has a stride
  double windowElements = 0;  ///< read by pools
  double weightBytes = 0;
  double inputBytes = 0;  ///< of activations
  double outputBytes = 0;
  bool broadcast = false;     ///< a multiplication of two activations of different shapes
  bool threeByThree = false;  ///< a 3x3 kernel with at most one row of padding
};

/// The share of each tensor's channels that carries values: 1, or less where the operators that
/// write it have dead output channels. Elementwise, pooled and depthwise results inherit it.
std::vector<double> liveShares(const Graph& graph, const DeadChannelReport& dead);

/// The work of an operator. With `liveShare` (see `liveShares`) it is that of a runtime that prunes
/// dead channels: both the outputs and the inputs that carry nothing are left out.
KernelWork kernelWork(const Graph& graph, OperatorId id,
                      const std::vector<double>* liveShare = nullptr);

}  // namespace tessera
