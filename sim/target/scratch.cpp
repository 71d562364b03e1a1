#include "sim/target/scratch.h"

#include <algorithm>

#include "core/checked.h"
#include "core/depthwise.h"
#include "core/dtype.h"
#include "core/kinds.h"
#include "sim/target/cmsis_scratch.h"

namespace tessera {
namespace {

DType inputType(const Graph& graph, const Operator& op) { return graph[op.inputs.front()].dtype; }

FeatureMap inputMap(const Graph& graph, const Operator& op) {
  return featureMap(graph[op.inputs.front()].shape, graph.layout());
}

/// Kernels that keep state: those of svdf_common.cc and unidirectional_sequence_lstm.cc.
std::vector<Bytes> recurrentScratch(const Graph& graph, const Operator& op, bool cmsisNn) {
  const Tensor& input = graph[op.inputs.front()];
  if (op.type == "SVDF" && op.inputs.size() > 1) {
    const std::int64_t filters = graph[op.inputs[1]].shape[0];
    std::vector<Bytes> scratch{Bytes(checkedMul(4, checkedMul(input.shape[0], filters)))};
    if (input.dtype == DType::int8) {
      scratch.emplace_back(checkedMul(4, graph[op.outputs.front()].shape.elements()));
    }
    return scratch;
  }
  if (op.type != "UNIDIRECTIONAL_SEQUENCE_LSTM") return {};
  // The states are its last variables: of the output, then of the cell.
  const auto state = std::find_if(op.inputs.rbegin(), op.inputs.rend(),
                                  [&](TensorId id) { return graph[id].variable; });
  if (state == op.inputs.rend()) return {};
  const std::size_t buffers = cmsisNn && !isFloat(input.dtype) ? 3 : 4;
  return std::vector<Bytes>(buffers, storageBytes(graph[*state]));
}

const Tensor* weightsOf(const Graph& graph, const Operator& op) {
  return op.inputs.size() > 1 ? &graph[op.inputs[1]] : nullptr;
}

bool hasInt4Weights(const Graph& graph, const Operator& op) {
  const Tensor* weights = weightsOf(graph, op);
  return weights != nullptr && weights->dtype == DType::int4;
}

std::int64_t optionOf(const Opaque& opaque, const std::string& key) {
  const auto option = opaque.options.find(key);
  return option == opaque.options.end() ? 0 : std::max<std::int64_t>(0, option->second);
}

/// The buffers of boxes, scores, and their order (detection_postprocess.cc, Prepare). Without
/// options the detections are those of the output.
std::vector<Bytes> detectionScratch(const Graph& graph, const Operator& op, const Opaque& opaque) {
  if (op.inputs.size() < 2) return {};
  const Shape& encodings = graph[op.inputs[0]].shape;
  const Shape& predictions = graph[op.inputs[1]].shape;
  const Shape& found = graph[op.outputs[0]].shape;
  if (encodings.rank() != 3 || predictions.rank() != 3 || found.rank() != 3) return {};
  const std::int64_t boxes = encodings[1];
  const std::int64_t detections =
      opaque.options.contains("max_detections") ? optionOf(opaque, "max_detections") : found[1];
  const std::int64_t classes = optionOf(opaque, "num_classes");
  const auto words = [](std::int64_t a, std::int64_t b) {
    return Bytes(checkedMul(4, checkedMul(a, b)));
  };
  return {Bytes(boxes),
          words(boxes, 4),
          words(predictions[1], predictions[2]),
          words(boxes, 1),
          words(boxes, 1),
          words(detections, boxes),
          words(detections, boxes),
          words(boxes, 1),
          words(detections, boxes),
          words(std::max(classes, detections), boxes),
          words(std::min(boxes, detections), boxes)};
}

/// TFLite Micro's portable kernels.
struct ReferenceScratch {
  const Graph& graph;
  const Operator& op;
  std::int64_t outElements;

  std::int64_t rank() const {
    return static_cast<std::int64_t>(graph[op.inputs.front()].shape.rank());
  }

  std::vector<Bytes> operator()(const TransposedConvolution&) const {
    const DType type = inputType(graph, op);
    if (type == DType::int8) return {Bytes(checkedMul(4, outElements))};
    if (type == DType::int16) return {Bytes(checkedMul(8, outElements))};
    return {};
  }
  std::vector<Bytes> operator()(const Recurrent&) const {
    return recurrentScratch(graph, op, false);
  }
  std::vector<Bytes> operator()(const Reduce& reduce) const {
    const auto axes = static_cast<std::int64_t>(reduce.axes.size());
    std::vector<Bytes> scratch{Bytes(4 * rank()), Bytes(4 * axes)};
    if (reduce.function == "max" || reduce.function == "min") return scratch;
    if (reduce.function != "mean" && reduce.function != "sum") return {};
    const DType type = inputType(graph, op);
    if (type == DType::int8 || type == DType::uint8 || type == DType::int16) {
      scratch.emplace_back(checkedMul(4, outElements));
    }
    return scratch;
  }
  /// Weights of 4 bits are unpacked to a byte each.
  template <OneOf<Convolution, FullyConnected> Kind>
  std::vector<Bytes> operator()(const Kind&) const {
    if (!hasInt4Weights(graph, op)) return {};
    return {Bytes(weightsOf(graph, op)->shape.elements())};
  }
  std::vector<Bytes> operator()(const Opaque& opaque) const {
    if (op.type == "TFLite_Detection_PostProcess") return detectionScratch(graph, op, opaque);
    return {};
  }
  template <OneOf<MatMul, Pool, GlobalPool, Elementwise, Activation, Concat, Split, Slice, Pad,
                  Resize, Reshape, Transpose, Softmax, LayerNormalization, BatchNormalization,
                  Quantize, Dequantize, Cast, Rearrange>
                Kind>
  std::vector<Bytes> operator()(const Kind&) const {
    if (op.type == "MIRROR_PAD") return {Bytes(4 * rank()), Bytes(4 * rank())};
    return {};
  }
};

std::vector<Bytes> referenceScratch(const Graph& graph, const Operator& op,
                                    std::int64_t outElements) {
  return std::visit(ReferenceScratch{graph, op, outElements}, op.attributes);
}

std::vector<Bytes> onlyIfAny(std::int64_t bytes) {
  if (bytes == 0) return {};
  return {Bytes(bytes)};
}

/// CMSIS-NN's kernels, of int8 and int16; of other kinds the portable ones.
struct CmsisScratch {
  const Graph& graph;
  const Operator& op;
  Kernels kernels;
  std::int64_t outElements;

  std::vector<Bytes> operator()(const Convolution& conv) const {
    return onlyIfAny(cmsisConvolutionBytes(graph, op, conv, kernels));
  }
  std::vector<Bytes> operator()(const TransposedConvolution& conv) const {
    if (inputType(graph, op) != DType::int8) return referenceScratch(graph, op, outElements);
    return cmsisTransposedConvolution(graph, op, conv, kernels);
  }
  std::vector<Bytes> operator()(const FullyConnected& dense) const {
    return onlyIfAny(cmsisFullyConnectedBytes(graph, op, dense, kernels));
  }
  std::vector<Bytes> operator()(const Recurrent&) const {
    return recurrentScratch(graph, op, true);
  }
  template <OneOf<Pool, GlobalPool> Kind>
  std::vector<Bytes> operator()(const Kind& pool) const {
    if (pool.kind != PoolKind::average || kernels != Kernels::cmsisNn) {
      return referenceScratch(graph, op, outElements);
    }
    return onlyIfAny(checkedMul(4, inputMap(graph, op).channels));
  }
  /// With Helium an int8 product sums the columns of its right operand.
  std::vector<Bytes> operator()(const MatMul&) const {
    if (kernels != Kernels::cmsisNnMve || inputType(graph, op) != DType::int8) return {};
    const Shape& output = graph[op.outputs.front()].shape;
    if (output.rank() == 0) return {};
    return {Bytes(checkedMul(4, lastExtent(output)))};
  }
  template <OneOf<Elementwise, Activation, Concat, Split, Slice, Pad, Resize, Reshape, Transpose,
                  Reduce, Softmax, LayerNormalization, BatchNormalization, Quantize, Dequantize,
                  Cast, Rearrange, Opaque>
                Kind>
  std::vector<Bytes> operator()(const Kind&) const {
    return referenceScratch(graph, op, outElements);
  }
};

std::vector<Bytes> cmsisScratch(const Graph& graph, const Operator& op, Kernels kernels,
                                std::int64_t outElements) {
  const DType type = inputType(graph, op);
  if (type != DType::int8 && type != DType::int16) return referenceScratch(graph, op, outElements);
  return std::visit(CmsisScratch{graph, op, kernels, outElements}, op.attributes);
}

std::int64_t paddedExtent(std::int64_t extent, const WindowAxis& axis) {
  return checkedAdd(extent, 2 * (axis.kernel / 2));
}

/// TinyEngine's int8 kernels.
struct TinyengineWorkspace {
  const Graph& graph;
  const Operator& op;
  Extent input;

  Workspace operator()(const FullyConnected& dense) const {
    return {Bytes(checkedMul(4, dense.inFeatures)), {}};
  }
  Workspace operator()(const Convolution& conv) const {
    if (conv.window.empty()) return {};
    return isDepthwise(graph, op) ? ofPlane(conv.window) : ofColumns(conv);
  }
  template <
      OneOf<TransposedConvolution, MatMul, Pool, GlobalPool, Elementwise, Activation, Concat, Split,
            Slice, Pad, Resize, Reshape, Transpose, Reduce, Softmax, LayerNormalization,
            BatchNormalization, Quantize, Dequantize, Cast, Rearrange, Recurrent, Opaque>
          Kind>
  Workspace operator()(const Kind&) const {
    return {};
  }

 private:
  /// One padded channel plane of the input.
  Workspace ofPlane(const Window& window) const {
    const std::int64_t rows = paddedExtent(input.rows, window.front());
    const std::int64_t columns =
        window.size() > 1 ? paddedExtent(input.columns, window[1]) : input.columns;
    return {Bytes(checkedMul(2, checkedMul(rows, columns))), {}};
  }
  /// Two columns of int16 and, of kernels with rows, the weights.
  Workspace ofColumns(const Convolution& conv) const {
    std::int64_t column = inputMap(graph, op).channels / conv.groups;
    for (const WindowAxis& axis : conv.window) column = checkedMul(column, axis.kernel);
    const FeatureMap output = featureMap(graph[op.outputs.front()].shape, graph.layout());
    const std::int64_t weights =
        conv.window.front().kernel > 1 ? checkedMul(column, output.channels) : 0;
    return {Bytes(checkedMul(4, column)), Bytes(checkedMul(2, weights))};
  }
};

}  // namespace

std::vector<Bytes> callScratch(const Graph& graph, const Operator& op, Kernels kernels,
                               std::int64_t outElements) {
  if (kernels == Kernels::none || kernels == Kernels::tinyengine) return {};
  if (op.inputs.empty() || op.outputs.empty()) return {};
  if (kernels == Kernels::reference) return referenceScratch(graph, op, outElements);
  return cmsisScratch(graph, op, kernels, outElements);
}

Workspace tinyengineWorkspace(const Graph& graph, const Operator& op, Extent input) {
  if (op.inputs.empty() || op.outputs.empty() || inputType(graph, op) != DType::int8) return {};
  return std::visit(TinyengineWorkspace{graph, op, input}, op.attributes);
}

}  // namespace tessera
