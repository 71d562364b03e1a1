#include <array>

#include "importers/onnx/translate.h"
#include "importers/onnx/window.h"

namespace tessera::onnx_import {
namespace {

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

Translation pool(const NodeView& node, PoolKind kind) {
  const auto inputs = spatialExtents(node, 0);
  Window window = placedWindow(node, inputs, poolKernel(node, inputs.size())).window;
  return withFirstInput(Pool{kind, std::move(window), node.integer("count_include_pad", 0) != 0});
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

template <PoolKind kind>
Translation globalPool(const NodeView&, const InferredOutputs&) {
  return withFirstInput(GlobalPool{kind});
}

constexpr auto windowTranslations = std::to_array<NamedTranslation>({
    {"Conv", conv},
    {"ConvTranspose", convTranspose},
    {"DeformConv", deformConv},
    {"MaxPool", maxPool},
    {"AveragePool", averagePool},
    {"LpPool", lpPool},
    {"GlobalMaxPool", globalPool<PoolKind::max>},
    {"GlobalAveragePool", globalPool<PoolKind::average>},
    {"GlobalLpPool", globalPool<PoolKind::lp>},
});

}  // namespace

TranslateRule windowTranslation(std::string_view type) {
  return translationIn(windowTranslations, type);
}

}  // namespace tessera::onnx_import
