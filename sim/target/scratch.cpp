#include "sim/target/scratch.h"

#include <algorithm>

#include "core/checked.h"
#include "core/depthwise.h"
#include "core/dtype.h"
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

/// TFLite Micro's portable kernels.
std::vector<Bytes> referenceScratch(const Graph& graph, const Operator& op,
                                    std::int64_t outElements) {
  const DType type = inputType(graph, op);
  if (is<TransposedConvolution>(op)) {
    if (type == DType::int8) return {Bytes(checkedMul(4, outElements))};
    if (type == DType::int16) return {Bytes(checkedMul(8, outElements))};
  }
  if (is<Recurrent>(op)) return recurrentScratch(graph, op, false);
  if (op.type == "MIRROR_PAD") {
    const auto rank = static_cast<std::int64_t>(graph[op.inputs.front()].shape.rank());
    return {Bytes(4 * rank), Bytes(4 * rank)};
  }
  const auto* reduce = std::get_if<Reduce>(&op.attributes);
  if (reduce == nullptr) return {};
  const auto axes = static_cast<std::int64_t>(reduce->axes.size());
  const auto rank = static_cast<std::int64_t>(graph[op.inputs.front()].shape.rank());
  std::vector<Bytes> scratch{Bytes(4 * rank), Bytes(4 * axes)};
  if (reduce->function == "mean" || reduce->function == "sum") {
    scratch.emplace_back(checkedMul(4, outElements));
    return scratch;
  }
  if (reduce->function == "max" || reduce->function == "min") return scratch;
  return {};
}

bool isAveragePool(const Operator& op) {
  const auto* pool = std::get_if<Pool>(&op.attributes);
  const auto* global = std::get_if<GlobalPool>(&op.attributes);
  return (pool != nullptr && pool->kind == PoolKind::average) ||
         (global != nullptr && global->kind == PoolKind::average);
}

std::vector<Bytes> onlyIfAny(std::int64_t bytes) {
  if (bytes == 0) return {};
  return {Bytes(bytes)};
}

std::vector<Bytes> cmsisScratch(const Graph& graph, const Operator& op, Kernels kernels,
                                std::int64_t outElements) {
  const DType type = inputType(graph, op);
  if (type != DType::int8 && type != DType::int16) return referenceScratch(graph, op, outElements);
  if (const auto* conv = std::get_if<Convolution>(&op.attributes)) {
    return onlyIfAny(cmsisConvolutionBytes(graph, op, *conv, kernels));
  }
  const auto* transposed = std::get_if<TransposedConvolution>(&op.attributes);
  if (transposed != nullptr && type == DType::int8) {
    return cmsisTransposedConvolution(graph, op, *transposed, kernels);
  }
  if (is<Recurrent>(op)) return recurrentScratch(graph, op, true);
  if (isAveragePool(op) && kernels == Kernels::cmsisNn) {
    return onlyIfAny(checkedMul(4, inputMap(graph, op).channels));
  }
  return referenceScratch(graph, op, outElements);
}

std::int64_t paddedExtent(std::int64_t extent, const WindowAxis& axis) {
  return checkedAdd(extent, 2 * (axis.kernel / 2));
}

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
  if (const auto* dense = std::get_if<FullyConnected>(&op.attributes)) {
    return {Bytes(checkedMul(4, dense->inFeatures)), {}};
  }
  const auto* conv = std::get_if<Convolution>(&op.attributes);
  if (conv == nullptr || conv->window.empty()) return {};
  if (isDepthwise(graph, op)) {
    const std::int64_t rows = paddedExtent(input.rows, conv->window.front());
    const std::int64_t columns =
        conv->window.size() > 1 ? paddedExtent(input.columns, conv->window[1]) : input.columns;
    return {Bytes(checkedMul(2, checkedMul(rows, columns))), {}};
  }
  std::int64_t column = inputMap(graph, op).channels / conv->groups;
  for (const WindowAxis& axis : conv->window) column = checkedMul(column, axis.kernel);
  const FeatureMap output = featureMap(graph[op.outputs.front()].shape, graph.layout());
  const std::int64_t weights =
      conv->window.front().kernel > 1 ? checkedMul(column, output.channels) : 0;
  return {Bytes(checkedMul(4, column)), Bytes(checkedMul(2, weights))};
}

}  // namespace tessera
