#include "core/checked.h"
#include "importers/onnx/attention_spec.h"
#include "importers/onnx/infer.h"

namespace tessera::onnx_import {
namespace {

/// Keys or values of all positions, to be the next run's past.
Shape present(const AttentionSpec& spec, std::int64_t size) {
  return Shape{spec.batch, spec.keyHeads, spec.total, size};
}

/// The result with its heads side by side.
Shape joinedHeads(const AttentionSpec& spec) {
  return Shape{spec.batch, spec.length, checkedMul(spec.heads, spec.valueSize)};
}

}  // namespace

namespace infer {

/// Attention (opset 23): inputs Q, K, V, mask, past key, past value; outputs Y, present key,
/// present value, the product of Q and K.
InferredOutputs attention(const NodeView& node) {
  const AttentionSpec spec = attentionSpec(node);
  const DType dtype = node.dtype(0);
  const Shape output = node.shape(0).rank() == 4
                           ? Shape{spec.batch, spec.heads, spec.length, spec.valueSize}
                           : joinedHeads(spec);
  return {{dtype, output},
          {node.dtype(1), present(spec, spec.keySize)},
          {node.dtype(2), present(spec, spec.valueSize)},
          {dtype, Shape{spec.batch, spec.heads, spec.length, spec.total}}};
}

/// Inputs x, weights, [bias], [mask], [past]; outputs y and past and present keys and values.
InferredOutputs contribAttention(const NodeView& node) {
  const AttentionSpec spec = contribAttentionSpec(node);
  const DType dtype = node.dtype(0);
  const Shape kept{2, spec.batch, spec.heads, spec.total, spec.keySize};
  return {{dtype, joinedHeads(spec)}, {dtype, kept}};
}

/// Inputs Q, K, V, [bias], [masks], [past key], [past value]; outputs y, present key and value.
InferredOutputs multiHeadAttention(const NodeView& node) {
  const AttentionSpec spec = multiHeadAttentionSpec(node);
  const DType dtype = node.dtype(0);
  return {{dtype, joinedHeads(spec)},
          {dtype, present(spec, spec.keySize)},
          {dtype, present(spec, spec.valueSize)}};
}

InferredOutputs rotaryEmbedding(const NodeView& node) {
  node.input(2);
  return likeFirst(node);
}

}  // namespace infer

}  // namespace tessera::onnx_import
