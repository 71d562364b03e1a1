#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "core/graph.h"
#include "sim/target/scratch.h"

namespace tessera {

/// What TFLite Micro's kernel of an operator keeps in the arena besides what it prepares, in bytes
/// on a 32-bit Arm built with arm-none-eabi-gcc (pointers and ints of 4 bytes, enums of one).
struct TflmKernel {
  std::string_view op = {};    ///< TFLite's name: "CONV_2D"
  std::int64_t reference = 0;  ///< its own data (OpData), with reference kernels
  std::int64_t cmsisNn = 0;    ///< the same with CMSIS-NN's
  std::int64_t options = 0;    ///< the operator's options as the parser stores them
  std::int64_t alignment = 1;  ///< of the options
  bool assumed = false;        ///< nobody looked the operator up: a common size stands for it
};

/// TFLite's name of an operator: its type where the file is TFLite's, and otherwise that of what it
/// is, as a converter would write it; empty where TFLite has none.
std::string_view tfliteName(const Graph& graph, const Operator& op);

/// Whether TFLite Micro has a kernel of that name that an application can register
/// (micro_mutable_op_resolver.h).
bool isRegistered(std::string_view op);

/// The kernel that runs the operator: by its type where the file is TFLite's, and otherwise by what
/// it is, as a converter would write it. docs/tflm.md lists all of them.
///
/// Data: the structs that the kernels' Init functions allocate (tensorflow/lite/micro/kernels, and
/// cmsis_nn in it). Options: those that the parsers of
/// tensorflow/lite/core/api/flatbuffer_conversions.cc allocate, of tensorflow/lite/c/
/// builtin_op_data.h; operators whose parser stores nothing have 0.
TflmKernel tflmKernel(const Graph& graph, const Operator& op);

/// The arrays, in bytes, that the kernel allocates when it is prepared, in order: of quantised
/// convolutions and per-channel fully connected layers a multiplier and a shift for each output
/// channel, of matrix products transposed copies, of LSTMs of CMSIS-NN sums of weights, of an int16
/// softmax two tables.
std::vector<std::int64_t> tflmPrepared(const Graph& graph, const Operator& op, Kernels kernels);

}  // namespace tessera
