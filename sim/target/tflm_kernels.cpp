#include "sim/target/tflm_kernels.h"

#include <algorithm>
#include <array>
#include <optional>

#include "core/checked.h"
#include "core/depthwise.h"
#include "core/dtype.h"
#include "core/element_function.h"
#include "core/kinds.h"
#include "sim/target/cmsis_scratch.h"

namespace tessera {
namespace {

/// An operator that TFLite Micro registers and that nobody looked up: a common size stands for it.
constexpr TflmKernel assumedSize(std::string_view op) {
  return {.op = op, .reference = 32, .cmsisNn = 32, .options = 8, .alignment = 4, .assumed = true};
}

/// Every operator that micro_mutable_op_resolver.h can register, in alphabetical order of the
/// source files; then those of tensorflow/lite/micro's signal library.
constexpr auto known = std::to_array<TflmKernel>({
    {.op = "RELU", .reference = 28, .cmsisNn = 28},  // activations.h
    {.op = "RELU6", .reference = 8, .cmsisNn = 8},
    {.op = "ADD", .reference = 60, .cmsisNn = 60, .options = 2},  // add.h
    {.op = "ARG_MAX", .options = 1},                              // arg_min_max.cc
    {.op = "ARG_MIN", .options = 1},
    {.op = "ASSIGN_VARIABLE"},
    {.op = "BATCH_MATMUL", .reference = 16, .cmsisNn = 36, .options = 3},
    {.op = "BATCH_TO_SPACE_ND"},
    {.op = "BROADCAST_ARGS"},
    {.op = "BROADCAST_TO"},
    {.op = "CALL_ONCE", .reference = 8, .cmsisNn = 8, .options = 4, .alignment = 4},
    {.op = "CAST", .options = 2},
    {.op = "CEIL"},
    {.op = "EQUAL", .reference = 32, .cmsisNn = 32},  // comparisons.cc
    {.op = "GREATER", .reference = 32, .cmsisNn = 32},
    {.op = "GREATER_EQUAL", .reference = 32, .cmsisNn = 32},
    {.op = "LESS", .reference = 32, .cmsisNn = 32},
    {.op = "LESS_EQUAL", .reference = 32, .cmsisNn = 32},
    {.op = "NOT_EQUAL", .reference = 32, .cmsisNn = 32},
    {.op = "CONCATENATION", .reference = 24, .cmsisNn = 24, .options = 8, .alignment = 4},
    {.op = "CONV_2D", .reference = 56, .cmsisNn = 60, .options = 28, .alignment = 4},  // conv.h
    {.op = "DEPTH_TO_SPACE", .options = 4, .alignment = 4},
    {.op = "DEPTHWISE_CONV_2D", .reference = 56, .cmsisNn = 60, .options = 28, .alignment = 4},
    {.op = "DEQUANTIZE", .reference = 24, .cmsisNn = 24},
    {.op = "TFLite_Detection_PostProcess", .reference = 112, .cmsisNn = 112},
    {.op = "DIV", .reference = 28, .cmsisNn = 28, .options = 1},
    {.op = "ABS", .reference = 20, .cmsisNn = 20},  // elementwise.cc
    {.op = "COS"},
    {.op = "LOG"},
    {.op = "LOGICAL_NOT"},
    {.op = "RSQRT", .reference = 20, .cmsisNn = 20},
    {.op = "SIN"},
    {.op = "SQRT"},
    {.op = "SQUARE"},
    {.op = "ELU", .reference = 256, .cmsisNn = 256},
    {.op = "EXP"},
    {.op = "EXPAND_DIMS"},
    {.op = "FILL"},
    {.op = "FLOOR"},
    {.op = "FLOOR_DIV"},
    {.op = "FLOOR_MOD"},
    {.op = "FULLY_CONNECTED", .reference = 48, .cmsisNn = 76, .options = 5},
    {.op = "GATHER", .options = 8, .alignment = 4},
    {.op = "GATHER_ND"},
    {.op = "HARD_SWISH", .reference = 20, .cmsisNn = 20},
    {.op = "L2_NORMALIZATION", .reference = 4, .cmsisNn = 4, .options = 1},
    {.op = "LEAKY_RELU", .reference = 24, .cmsisNn = 24, .options = 4, .alignment = 4},
    {.op = "LOG_SOFTMAX", .reference = 28, .cmsisNn = 28},
    {.op = "LOGICAL_AND"},
    {.op = "LOGICAL_OR"},
    {.op = "LOGISTIC", .reference = 16, .cmsisNn = 16},
    {.op = "MAXIMUM"},
    {.op = "MINIMUM"},
    {.op = "MIRROR_PAD", .reference = 20, .cmsisNn = 20, .options = 1},
    {.op = "MUL", .reference = 36, .cmsisNn = 36, .options = 1},
    {.op = "NEG"},
    {.op = "PACK", .options = 8, .alignment = 4},
    {.op = "PAD", .reference = 56, .cmsisNn = 56},
    {.op = "PADV2", .reference = 56, .cmsisNn = 56},
    {.op = "AVERAGE_POOL_2D",
     .reference = 32,
     .cmsisNn = 36,
     .options = 40,
     .alignment = 4},  // pooling.h
    {.op = "MAX_POOL_2D", .reference = 32, .cmsisNn = 36, .options = 40, .alignment = 4},
    {.op = "PRELU", .reference = 28, .cmsisNn = 28},
    {.op = "QUANTIZE", .reference = 32, .cmsisNn = 32},
    {.op = "READ_VARIABLE"},
    {.op = "MEAN", .reference = 40, .cmsisNn = 40, .options = 1},  // reduce.h
    {.op = "REDUCE_MAX", .reference = 40, .cmsisNn = 40, .options = 1},
    {.op = "REDUCE_MIN", .reference = 40, .cmsisNn = 40, .options = 1},
    {.op = "SUM", .reference = 40, .cmsisNn = 40, .options = 1},
    {.op = "RESHAPE", .options = 36, .alignment = 4},
    {.op = "RESIZE_BILINEAR", .options = 2},
    {.op = "RESIZE_NEAREST_NEIGHBOR", .options = 2},
    {.op = "ROUND"},
    {.op = "SELECT_V2", .reference = 2, .cmsisNn = 2},
    {.op = "SHAPE", .options = 1},
    {.op = "SLICE"},
    {.op = "SOFTMAX", .reference = 56, .cmsisNn = 64, .options = 4, .alignment = 4},
    {.op = "SPACE_TO_BATCH_ND", .reference = 4, .cmsisNn = 4},
    {.op = "SPACE_TO_DEPTH", .options = 4, .alignment = 4},
    {.op = "SPLIT", .options = 4, .alignment = 4},
    {.op = "SPLIT_V", .options = 4, .alignment = 4},
    {.op = "SQUARED_DIFFERENCE", .reference = 112, .cmsisNn = 112},
    {.op = "SQUEEZE", .options = 36, .alignment = 4},
    {.op = "STRIDED_SLICE", .reference = 84, .cmsisNn = 84, .options = 24, .alignment = 4},
    {.op = "SUB", .reference = 60, .cmsisNn = 60, .options = 2},
    {.op = "SVDF", .reference = 36, .cmsisNn = 40, .options = 8, .alignment = 4},
    {.op = "TANH", .reference = 16, .cmsisNn = 16},
    {.op = "TRANSPOSE"},
    {.op = "TRANSPOSE_CONV", .reference = 72, .cmsisNn = 76, .options = 16, .alignment = 4},
    {.op = "UNIDIRECTIONAL_SEQUENCE_LSTM",
     .reference = 688,
     .cmsisNn = 912,
     .options = 16,
     .alignment = 4},  // lstm_shared.h
    {.op = "UNPACK", .options = 8, .alignment = 4},
    {.op = "VAR_HANDLE", .reference = 4, .cmsisNn = 4, .options = 8, .alignment = 4},
    {.op = "ZEROS_LIKE"},
    assumedSize("ADD_N"),
    assumedSize("CUMSUM"),
    assumedSize("DYNAMIC_UPDATE_SLICE"),
    assumedSize("EMBEDDING_LOOKUP"),
    assumedSize("IF"),
    assumedSize("L2_POOL_2D"),
    assumedSize("REVERSE_V2"),
    assumedSize("WHILE"),
    assumedSize("CIRCULAR_BUFFER"),
    assumedSize("TFLM_DECODE"),
    assumedSize("ethos-u"),
    assumedSize("SignalDelay"),
    assumedSize("SignalEnergy"),
    assumedSize("SignalFftAutoScale"),
    assumedSize("SignalFilterBank"),
    assumedSize("SignalFilterBankLog"),
    assumedSize("SignalFilterBankSpectralSubtraction"),
    assumedSize("SignalFilterBankSquareRoot"),
    assumedSize("SignalFramer"),
    assumedSize("SignalIrfft"),
    assumedSize("SignalOverlapAdd"),
    assumedSize("SignalPCAN"),
    assumedSize("SignalRfft"),
    assumedSize("SignalStacker"),
    assumedSize("SignalWindow"),
});

const TflmKernel* find(std::string_view op) {
  const auto found = std::find_if(known.begin(), known.end(),
                                  [&](const TflmKernel& each) { return each.op == op; });
  return found == known.end() ? nullptr : &*found;
}

/// TFLite's name of what an operator of another format is; empty where it has none.
struct TfliteName {
  const Graph& graph;
  const Operator& op;

  std::string_view operator()(const Convolution&) const {
    return isDepthwise(graph, op) ? "DEPTHWISE_CONV_2D" : "CONV_2D";
  }
  std::string_view operator()(const TransposedConvolution&) const { return "TRANSPOSE_CONV"; }
  std::string_view operator()(const FullyConnected&) const { return "FULLY_CONNECTED"; }
  std::string_view operator()(const MatMul&) const { return "BATCH_MATMUL"; }
  std::string_view operator()(const Pool& pool) const {
    return pool.kind == PoolKind::max ? "MAX_POOL_2D" : "AVERAGE_POOL_2D";
  }
  std::string_view operator()(const GlobalPool& pool) const {
    return pool.kind == PoolKind::max ? "REDUCE_MAX" : "MEAN";
  }
  std::string_view operator()(const Elementwise& elementwise) const {
    return ofElements(elementwise.function);
  }
  std::string_view operator()(const Activation& activation) const {
    return ofElements(activation.function);
  }
  std::string_view operator()(const Concat&) const { return "CONCATENATION"; }
  std::string_view operator()(const Split&) const { return "SPLIT"; }
  std::string_view operator()(const Slice&) const { return "STRIDED_SLICE"; }
  std::string_view operator()(const Pad&) const { return "PAD"; }
  std::string_view operator()(const Resize& resize) const {
    return resize.kind == ResizeKind::nearest ? "RESIZE_NEAREST_NEIGHBOR" : "RESIZE_BILINEAR";
  }
  std::string_view operator()(const Reshape&) const { return "RESHAPE"; }
  std::string_view operator()(const Transpose&) const { return "TRANSPOSE"; }
  std::string_view operator()(const Reduce&) const { return "MEAN"; }
  std::string_view operator()(const Softmax& softmax) const {
    return softmax.logarithmic ? "LOG_SOFTMAX" : "SOFTMAX";
  }
  std::string_view operator()(const Quantize&) const { return "QUANTIZE"; }
  std::string_view operator()(const Dequantize&) const { return "DEQUANTIZE"; }
  std::string_view operator()(const Cast&) const { return "CAST"; }
  template <OneOf<LayerNormalization, BatchNormalization, Rearrange, Recurrent, Opaque> Kind>
  std::string_view operator()(const Kind&) const {
    return {};
  }

 private:
  static std::string_view ofElements(std::string_view function) {
    const ElementUse& use = knownElementFunction(function).use;
    return use.tflmKernel ? use.tflite : std::string_view();
  }
};

bool isCmsisNn(Kernels kernels) {
  return kernels == Kernels::cmsisNn || kernels == Kernels::cmsisNnC ||
         kernels == Kernels::cmsisNnMve;
}

std::vector<std::int64_t> twice(std::int64_t bytes) { return {bytes, bytes}; }

/// What the kernel of one kind of operator prepares.
struct Prepared {
  const Graph& graph;
  const Operator& op;
  Kernels kernels;

  DType type() const { return graph[op.inputs.front()].dtype; }
  bool isInteger() const { return type() == DType::int8 || type() == DType::int16; }
  const Shape& output() const { return graph[op.outputs.front()].shape; }
  std::vector<std::int64_t> forChannels(std::int64_t channels) const {
    return twice(checkedMul(4, channels));
  }

  /// Reference kernels (conv_common.cc, depthwise_conv_common.cc) allocate them for floats too.
  std::vector<std::int64_t> operator()(const Convolution&) const {
    if (!isInteger() && isCmsisNn(kernels)) return {};
    return forChannels(featureMap(output(), graph.layout()).channels);
  }
  std::vector<std::int64_t> operator()(const TransposedConvolution&) const {
    return forChannels(featureMap(output(), graph.layout()).channels);
  }
  std::vector<std::int64_t> operator()(const FullyConnected& dense) const {
    std::vector<std::int64_t> arrays;
    const Quantization* weights =
        op.inputs.size() > 1 ? graph[op.inputs[1]].quantization.get() : nullptr;
    if (isInteger() && weights != nullptr && weights->scales.size() > 1) {
      arrays = forChannels(static_cast<std::int64_t>(weights->scales.size()));
    }
    const bool sumsWeights = kernels == Kernels::cmsisNnMve && type() == DType::int8 &&
                             op.inputs.size() > 1 && !isCmsisPointwise(graph, op, dense);
    if (!sumsWeights) return arrays;
    const Tensor& filter = graph[op.inputs[1]];
    if (filter.role != TensorRole::activation && filter.dtype != DType::int4) {
      arrays.push_back(checkedMul(4, lastExtent(output())));
    }
    return arrays;
  }
  /// A transposed operand: its tensor, its shape and its elements. Of integers a struct of seven.
  std::vector<std::int64_t> operator()(const MatMul& product) const {
    std::vector<std::int64_t> arrays;
    const auto transposed = [&](std::size_t input) {
      const Tensor& tensor = graph[op.inputs[input]];
      const auto rank = static_cast<std::int64_t>(tensor.shape.rank());
      arrays.insert(arrays.end(), {12, 4 + 4 * rank, storageBytes(tensor).count()});
    };
    if (product.transposeA) transposed(0);
    if (!product.transposeB && op.inputs.size() > 1) transposed(1);
    if (isInteger()) arrays.push_back(28);
    return arrays;
  }
  std::vector<std::int64_t> operator()(const Softmax&) const {
    constexpr std::int64_t tableEntries = 513;
    return type() == DType::int16 ? twice(2 * tableEntries) : std::vector<std::int64_t>{};
  }
  std::vector<std::int64_t> operator()(const Recurrent& recurrent) const {
    if (op.type == "SVDF") {
      if (kernels != Kernels::cmsisNnMve || type() != DType::int8) return {};
      return {checkedMul(4, graph[op.inputs[1]].shape[0])};
    }
    if (op.type != "UNIDIRECTIONAL_SEQUENCE_LSTM" || !isCmsisNn(kernels) || !isInteger()) return {};
    constexpr std::size_t sums = 8;  // of four gates, of the input's weights and the state's
    const std::int64_t sumBytes = type() == DType::int16 ? 8 : 4;
    return std::vector<std::int64_t>(sums, checkedMul(sumBytes, recurrent.hiddenSize));
  }
  template <OneOf<Pool, GlobalPool, Elementwise, Activation, Concat, Split, Slice, Pad, Resize,
                  Reshape, Transpose, Reduce, LayerNormalization, BatchNormalization, Quantize,
                  Dequantize, Cast, Rearrange, Opaque>
                Kind>
  std::vector<std::int64_t> operator()(const Kind&) const {
    return {};
  }
};

}  // namespace

std::string_view tfliteName(const Graph& graph, const Operator& op) {
  if (graph.layout() == Layout::channelsLast || find(op.type) != nullptr) return op.type;
  return std::visit(TfliteName{graph, op}, op.attributes);
}

bool isRegistered(std::string_view op) { return find(op) != nullptr; }

TflmKernel tflmKernel(const Graph& graph, const Operator& op) {
  const std::string_view name = tfliteName(graph, op);
  const TflmKernel* known = find(name);
  if (known == nullptr) return assumedSize(name);
  TflmKernel kernel = *known;
  // log_softmax.cc keeps its data only where it computes in integers.
  const bool isReal = op.inputs.empty() || isFloat(graph[op.inputs.front()].dtype);
  if (name == "LOG_SOFTMAX" && isReal) kernel.reference = kernel.cmsisNn = 0;
  return kernel;
}

std::vector<std::int64_t> tflmPrepared(const Graph& graph, const Operator& op, Kernels kernels) {
  if (op.inputs.empty() || op.outputs.empty()) return {};
  return std::visit(Prepared{graph, op, kernels}, op.attributes);
}

}  // namespace tessera
