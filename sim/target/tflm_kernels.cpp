#include "sim/target/tflm_kernels.h"

#include <algorithm>
#include <array>
#include <optional>

#include "core/checked.h"
#include "core/depthwise.h"
#include "core/dtype.h"

namespace tessera {
namespace {

/// In alphabetical order of the source files.
constexpr auto known = std::to_array<TflmKernel>({
    {"RELU", 28, 28, 0, 1},  // activations.h
    {"RELU6", 8, 8, 0, 1},
    {"ADD", 60, 60, 2, 1},    // add.h
    {"ARG_MAX", 0, 0, 1, 1},  // arg_min_max.cc
    {"ARG_MIN", 0, 0, 1, 1},
    {"ASSIGN_VARIABLE", 0, 0, 0, 1},
    {"BATCH_MATMUL", 16, 36, 3, 1},
    {"BATCH_TO_SPACE_ND", 0, 0, 0, 1},
    {"BROADCAST_ARGS", 0, 0, 0, 1},
    {"BROADCAST_TO", 0, 0, 0, 1},
    {"CALL_ONCE", 8, 8, 4, 4},
    {"CAST", 0, 0, 2, 1},
    {"CEIL", 0, 0, 0, 1},
    {"EQUAL", 32, 32, 0, 1},  // comparisons.cc
    {"GREATER", 32, 32, 0, 1},
    {"GREATER_EQUAL", 32, 32, 0, 1},
    {"LESS", 32, 32, 0, 1},
    {"LESS_EQUAL", 32, 32, 0, 1},
    {"NOT_EQUAL", 32, 32, 0, 1},
    {"CONCATENATION", 24, 24, 8, 4},
    {"CONV_2D", 56, 60, 28, 4},  // conv.h
    {"DEPTH_TO_SPACE", 0, 0, 4, 4},
    {"DEPTHWISE_CONV_2D", 56, 60, 28, 4},
    {"DEQUANTIZE", 24, 24, 0, 1},
    {"TFLite_Detection_PostProcess", 112, 112, 0, 1},
    {"DIV", 28, 28, 1, 1},
    {"ABS", 20, 20, 0, 1},  // elementwise.cc
    {"COS", 0, 0, 0, 1},
    {"LOG", 0, 0, 0, 1},
    {"LOGICAL_NOT", 0, 0, 0, 1},
    {"RSQRT", 20, 20, 0, 1},
    {"SIN", 0, 0, 0, 1},
    {"SQRT", 0, 0, 0, 1},
    {"SQUARE", 0, 0, 0, 1},
    {"ELU", 256, 256, 0, 1},
    {"EXP", 0, 0, 0, 1},
    {"EXPAND_DIMS", 0, 0, 0, 1},
    {"FILL", 0, 0, 0, 1},
    {"FLOOR", 0, 0, 0, 1},
    {"FULLY_CONNECTED", 48, 76, 5, 1},
    {"GATHER", 0, 0, 8, 4},
    {"GATHER_ND", 0, 0, 0, 1},
    {"HARD_SWISH", 20, 20, 0, 1},
    {"L2_NORMALIZATION", 4, 4, 1, 1},
    {"LEAKY_RELU", 24, 24, 4, 4},
    {"LOG_SOFTMAX", 28, 28, 0, 1},
    {"LOGICAL_AND", 0, 0, 0, 1},
    {"LOGICAL_OR", 0, 0, 0, 1},
    {"LOGISTIC", 16, 16, 0, 1},
    {"MAXIMUM", 0, 0, 0, 1},
    {"MINIMUM", 0, 0, 0, 1},
    {"MIRROR_PAD", 20, 20, 1, 1},
    {"MUL", 36, 36, 1, 1},
    {"NEG", 0, 0, 0, 1},
    {"PACK", 0, 0, 8, 4},
    {"PAD", 56, 56, 0, 1},
    {"PADV2", 56, 56, 0, 1},
    {"AVERAGE_POOL_2D", 32, 36, 40, 4},  // pooling.h
    {"MAX_POOL_2D", 32, 36, 40, 4},
    {"PRELU", 28, 28, 0, 1},
    {"QUANTIZE", 32, 32, 0, 1},
    {"READ_VARIABLE", 0, 0, 0, 1},
    {"MEAN", 40, 40, 1, 1},  // reduce.h
    {"REDUCE_MAX", 40, 40, 1, 1},
    {"REDUCE_MIN", 40, 40, 1, 1},
    {"SUM", 40, 40, 1, 1},
    {"RESHAPE", 0, 0, 36, 4},
    {"RESIZE_BILINEAR", 0, 0, 2, 1},
    {"RESIZE_NEAREST_NEIGHBOR", 0, 0, 2, 1},
    {"ROUND", 0, 0, 0, 1},
    {"SELECT_V2", 2, 2, 0, 1},
    {"SHAPE", 0, 0, 1, 1},
    {"SLICE", 0, 0, 0, 1},
    {"SOFTMAX", 56, 64, 4, 4},
    {"SPACE_TO_BATCH_ND", 4, 4, 0, 1},
    {"SPACE_TO_DEPTH", 0, 0, 4, 4},
    {"SPLIT", 0, 0, 4, 4},
    {"SPLIT_V", 0, 0, 4, 4},
    {"SQUARED_DIFFERENCE", 112, 112, 0, 1},
    {"SQUEEZE", 0, 0, 36, 4},
    {"STRIDED_SLICE", 84, 84, 24, 4},
    {"SUB", 60, 60, 2, 1},
    {"SVDF", 36, 40, 8, 4},
    {"TANH", 16, 16, 0, 1},
    {"TRANSPOSE", 0, 0, 0, 1},
    {"TRANSPOSE_CONV", 72, 76, 16, 4},
    {"UNIDIRECTIONAL_SEQUENCE_LSTM", 688, 912, 16, 4},  // lstm_shared.h
    {"UNPACK", 0, 0, 8, 4},
    {"VAR_HANDLE", 4, 4, 8, 4},
    {"ZEROS_LIKE", 0, 0, 0, 1},
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
    if (elementwise.function == "add") return "ADD";
    if (elementwise.function == "mul") return "MUL";
    if (elementwise.function == "sub") return "SUB";
    return elementwise.function == "div" ? "DIV" : "";
  }
  std::string_view operator()(const Activation& activation) const {
    if (activation.function == "relu") return "RELU";
    if (activation.function == "relu6") return "RELU6";
    if (activation.function == "hardswish") return "HARD_SWISH";
    if (activation.function == "sigmoid") return "LOGISTIC";
    return activation.function == "tanh" ? "TANH" : "";
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
  template <class Other>
  std::string_view operator()(const Other&) const {
    return {};
  }
};

bool isCmsisNn(Kernels kernels) {
  return kernels == Kernels::cmsisNn || kernels == Kernels::cmsisNnC ||
         kernels == Kernels::cmsisNnMve;
}

/// The last extent, where there is one.
std::int64_t lastExtent(const Shape& shape) {
  return shape.rank() == 0 ? 1 : shape[shape.rank() - 1];
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
    if (!isCmsisNn(kernels) || type() != DType::int8) return arrays;
    const std::int64_t depth = lastExtent(output());
    if (output().rank() > 2 && dense.inFeatures % 4 == 0) {
      arrays.insert(arrays.end(), 2, checkedMul(4, depth));
    } else if (kernels == Kernels::cmsisNnMve) {
      arrays.push_back(checkedMul(4, depth));
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
  template <class Other>
  std::vector<std::int64_t> operator()(const Other&) const {
    return {};
  }
};

}  // namespace

TflmKernel tflmKernel(const Graph& graph, const Operator& op) {
  if (const TflmKernel* kernel = find(op.type)) return *kernel;
  if (graph.layout() == Layout::channelsFirst) {
    if (const TflmKernel* kernel = find(std::visit(TfliteName{graph, op}, op.attributes))) {
      return *kernel;
    }
  }
  return {{}, 32, 32, 8, 4, true};
}

std::vector<std::int64_t> tflmPrepared(const Graph& graph, const Operator& op, Kernels kernels) {
  if (op.inputs.empty() || op.outputs.empty()) return {};
  return std::visit(Prepared{graph, op, kernels}, op.attributes);
}

}  // namespace tessera
