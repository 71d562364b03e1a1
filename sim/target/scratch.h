#pragma once

#include <cstdint>
#include <vector>

#include "core/graph.h"
#include "core/region.h"
#include "core/units.h"

namespace tessera {

/// Whose kernels run, as far as they need workspace.
enum class Kernels : std::uint8_t {
  none,        ///< their workspace is not counted
  reference,   ///< TensorFlow Lite Micro's portable ones
  cmsisNn,     ///< CMSIS-NN with DSP instructions: Cortex-M4, M7, M33
  cmsisNnC,    ///< CMSIS-NN in plain C: Cortex-M0+, M3
  cmsisNnMve,  ///< CMSIS-NN with Helium: Cortex-M55, M85
  tinyengine,  ///< TinyEngine's, which share one workspace of each kind for the whole run
};

/// The buffers that one call of the operator works in, in the order in which its kernel asks for
/// them; they live in its step alone. Empty for `none` and `tinyengine`.
///
/// Reference kernels (tensorflow/lite/micro/kernels): reductions ask for 4 bytes for each axis of
/// the input and for each reduced axis, mean and sum of int8, uint8 and int16 also for 4 bytes an
/// output element (reduce_common.cc); a transposed convolution of int8 for 4 bytes an output
/// element, of int16 for 8. A mirrored pad asks for two buffers of 4 bytes an axis; an SVDF for 4
/// bytes a filter and, of int8, 4 bytes a unit; a UNIDIRECTIONAL_SEQUENCE_LSTM for four buffers of
/// the size of its cell state; convolutions and fully connected layers with int4 weights for a byte
/// a weight (conv_common.cc, depthwise_conv_common.cc, fully_connected.cc);
/// TFLite_Detection_PostProcess for eleven buffers of its boxes (detection_postprocess.cc).
///
/// CMSIS-NN (get_buffer_size of each kernel; int8 as measured in 2026-07): with K = kernel area x
/// input channels of a group, K4 and K16 rounded up to a multiple, and area = kernel area:
///
///     convolution                int8                                   int16
///       1x1 without padding      0                                      as the others
///       along one row, MVE       c max(k + pad, k - 1 + pad)            as the others
///       other                    4 K4 (MVE: 4 K16; int4 weights: 4 K)   4 K (MVE: 64 ceil(K / 8))
///     depthwise, multiplier 1
///       3x3, padding <= 1        0 (MVE: 4464)                          0
///       other, or int4 weights   C: 0, DSP: 2 c area, MVE: 496 area     0
///     depthwise, multiplier > 1  0 (MVE, c = 1: 4 r16(area) + area m)   0
///     fully connected            see `cmsisFullyConnectedBytes`         0
///     matrix product             0 (MVE: 4 an output column)            0
///     average pool               DSP: 4 c, otherwise 0                  the same
///     sequence LSTM              three of the four buffers              the same
///     transposed convolution     see `cmsisTransposedConvolution`       the reference's
///
/// TFLite Micro asks for no buffer of an int16 depthwise convolution (depthwise_conv.cc).
/// Everything else, all operators on other types included, runs the reference kernel. `outElements`
/// are those of the output that one call computes.
std::vector<Bytes> callScratch(const Graph& graph, const Operator& op, Kernels kernels,
                               std::int64_t outElements);

/// The most buffers that one call asks for.
constexpr std::size_t maxScratchBuffers = 11;

/// TinyEngine's workspaces; a run keeps the largest of each kind, behind the arena.
struct Workspace {
  Bytes im2col;
  Bytes kernel;
};

/// What one operator needs of them when it reads `input` rows and columns; 0 for all but int8
/// convolutions and fully connected layers.
///
/// im2col: 4 x kernel area x input channels (two columns of int16, for 1x1 too); of a depthwise
/// convolution 2 (rows + 2p)(columns + 2p), p = kernel / 2: one padded plane of the input. kernel:
/// 2 x weights of a convolution with more than one kernel row that is not depthwise. (TinyEngine,
/// code_generator/operators: get_sbuf_size and get_kbuf_size of conv2d.py and depthwiseConv2d.py.)
Workspace tinyengineWorkspace(const Graph& graph, const Operator& op, Extent input);

}  // namespace tessera
