#include "importers/onnx/translate.h"
#include "importers/onnx/window.h"

namespace tessera::onnx_import {
namespace {

Translation pool(const NodeView& node, PoolKind kind) {
  const auto inputs = spatialExtents(node, 0);
  Window window = placedWindow(node, inputs, poolKernel(node, inputs.size())).window;
  return withFirstInput(Pool{kind, std::move(window), node.integer("count_include_pad", 0) != 0});
}

}  // namespace

namespace translate {

Translation conv(const NodeView& node, const InferredOutputs&) {
  const auto kernel = convolutionKernel(node, 0, 1);
  Window window = placedWindow(node, spatialExtents(node, 0), kernel).window;
  return {
      Convolution{std::move(window), node.integer("group", 1)}, {{0}, {1, weight}, {2, bias}}, {}};
}

Translation convTranspose(const NodeView& node, const InferredOutputs&) {
  const auto kernel = convolutionKernel(node, 0, 1);
  Window window = placedTransposedWindow(node, spatialExtents(node, 0), kernel).window;
  return {TransposedConvolution{std::move(window), node.integer("group", 1)},
          {{0}, {1, weight}, {2, bias}},
          {}};
}

/// Its taps move with the offsets of input 2, so that no window describes it.
Translation deformConv(const NodeView&, const InferredOutputs&) {
  return {Opaque{}, {{0}, {2}, {4}, {1, weight}, {3, bias}}, {}};
}

Translation maxPool(const NodeView& node, const InferredOutputs&) {
  return pool(node, PoolKind::max);
}

Translation averagePool(const NodeView& node, const InferredOutputs&) {
  return pool(node, PoolKind::average);
}

Translation lpPool(const NodeView& node, const InferredOutputs&) {
  return pool(node, PoolKind::lp);
}

Translation globalMaxPool(const NodeView&, const InferredOutputs&) {
  return withFirstInput(GlobalPool{PoolKind::max});
}

Translation globalAveragePool(const NodeView&, const InferredOutputs&) {
  return withFirstInput(GlobalPool{PoolKind::average});
}

Translation globalLpPool(const NodeView&, const InferredOutputs&) {
  return withFirstInput(GlobalPool{PoolKind::lp});
}

}  // namespace translate

}  // namespace tessera::onnx_import
