#include <algorithm>
#include <array>
#include <utility>

#include "importers/onnx/infer.h"

namespace tessera::onnx_import {
namespace {

/// Before opset 7 the second input of a binary operator was laid over the first from `axis` on,
/// and only with broadcast = 1: the result has the shape of the first.
bool legacyBroadcast(const NodeView& node) {
  return node.opset() < 7 && node.inputCount() == 2 &&
         (node.hasAttribute("broadcast") || node.hasAttribute("axis"));
}

Shape elementwiseShape(const NodeView& node) {
  if (legacyBroadcast(node)) return node.shape(0);
  return broadcastInputs(node);
}

}  // namespace

namespace infer {

InferredOutputs binary(const NodeView& node) {
  node.input(1);
  return one(node.dtype(0), elementwiseShape(node));
}

InferredOutputs variadic(const NodeView& node) {
  return one(node.dtype(0), elementwiseShape(node));
}

InferredOutputs comparison(const NodeView& node) {
  node.input(1);
  return one(DType::boolean, elementwiseShape(node));
}

InferredOutputs predicate(const NodeView& node) { return one(DType::boolean, node.shape(0)); }

InferredOutputs where(const NodeView& node) {
  node.input(2);
  return one(node.dtype(1), broadcastInputs(node));
}

InferredOutputs dropout(const NodeView& node) {
  const DType mask = node.opset() < 10 ? node.dtype(0) : DType::boolean;
  return {{node.dtype(0), node.shape(0)}, {mask, node.shape(0)}};
}

InferredOutputs prelu(const NodeView& node) {
  node.input(1);
  return likeFirst(node);
}

/// Opset 1 to 5 write the type's name, later ones its number.
InferredOutputs cast(const NodeView& node) {
  if (node.opset() >= 6) return one(dtypeAttribute(node, "to", node.dtype(0)), node.shape(0));
  std::string name = node.text("to", "");
  std::transform(name.begin(), name.end(), name.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  if (name == "float") name = "float32";
  if (name == "double") name = "float64";
  const std::optional<DType> dtype = dtypeNamed(name);
  if (!dtype) node.fail("'" + name + "' is no element type", "to");
  return one(*dtype, node.shape(0));
}

InferredOutputs castLike(const NodeView& node) { return one(node.dtype(1), node.shape(0)); }

/// LayerNormalization and RMSNormalization: the mean and the inverse deviation keep the axes, 1
/// long from `axis` on.
InferredOutputs layerNormalization(const NodeView& node) {
  const Shape& shape = node.shape(0);
  const std::size_t axis = shape.rank() == 0 ? 0 : node.axis("axis", -1, shape.rank());
  std::vector<std::int64_t> statistics = shape.extents();
  std::fill(statistics.begin() + static_cast<std::ptrdiff_t>(axis), statistics.end(), 1);
  const DType stash = dtypeAttribute(node, "stash_type", DType::float32);
  return {{node.dtype(0), shape}, {stash, Shape(statistics)}, {stash, Shape(statistics)}};
}

/// Outputs beyond the first (running or saved mean and variance) are one value a channel.
InferredOutputs batchNormalization(const NodeView& node) {
  const Shape& shape = node.shape(0);
  for (std::size_t i = 1; i < 5; ++i) node.input(i);
  const Shape channels{shape.rank() > 1 ? shape[1] : 1};
  const Shape& given = node.shape(1);
  // `spatial` = 0 (before opset 9) normalises each position with its own statistics.
  if (node.integer("spatial", 1) != 0 && given != channels) {
    node.fail("a scale of shape " + given.text() + " for " + channels.text() + " channels");
  }
  const DType statistic = node.dtype(3);
  InferredOutputs outputs{{node.dtype(0), shape}};
  for (std::size_t i = 1; i < node.outputCount(); ++i) outputs.push_back({statistic, given});
  return outputs;
}

InferredOutputs softmax(const NodeView& node) {
  const std::size_t rank = node.shape(0).rank();
  const std::int64_t otherwise = node.opset() < 13 ? 1 : -1;
  // Before opset 13 the axis may equal the rank: everything is flattened before it.
  const bool behind =
      node.opset() < 13 && node.integer("axis", otherwise) == static_cast<std::int64_t>(rank);
  if (rank > 0 && !behind) node.axis("axis", otherwise, rank);
  return likeFirst(node);
}

}  // namespace infer

bool isElementByElement(InferRule rule) {
  constexpr auto rules = std::to_array<InferRule>(
      {likeFirst, infer::binary, infer::variadic, infer::comparison, infer::predicate, infer::where,
       infer::dropout, infer::prelu, infer::cast, infer::castLike, infer::layerNormalization,
       infer::batchNormalization, infer::softmax});
  return std::find(rules.begin(), rules.end(), rule) != rules.end();
}

}  // namespace tessera::onnx_import
