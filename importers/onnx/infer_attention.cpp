#include "core/checked.h"
#include "importers/onnx/infer.h"

namespace tessera::onnx_import {
namespace {

/// One of Q, K, V as [batch, heads, length, size]; rank 3 is [batch, length, heads x size].
struct Heads {
  std::int64_t batch = 0;
  std::int64_t heads = 0;
  std::int64_t length = 0;
  std::int64_t size = 0;
};

Heads headsOf(const NodeView& node, std::size_t i, std::string_view attribute) {
  const Shape& shape = node.shapeOfRank(i, 3);
  if (shape.rank() == 4) return {shape[0], shape[1], shape[2], shape[3]};
  const std::int64_t heads = node.requiredInteger(attribute);
  if (heads < 1 || shape[2] % heads != 0) node.fail("does not divide " + shape.text(), attribute);
  return {shape[0], heads, shape[1], shape[2] / heads};
}

}  // namespace

namespace infer {

/// Attention (opset 23): inputs Q, K, V, mask, past key, past value; outputs Y, present key,
/// present value, the product of Q and K.
InferredOutputs attention(const NodeView& node) {
  const Heads query = headsOf(node, 0, "q_num_heads");
  const Heads key = headsOf(node, 1, "kv_num_heads");
  const Heads value = headsOf(node, 2, "kv_num_heads");
  const std::int64_t past = node.hasInput(4) ? node.shapeOfRank(4, 4)[2] : 0;
  const std::int64_t total = checkedAdd(past, key.length);
  const DType dtype = node.dtype(0);
  const Shape output = node.shape(0).rank() == 4
                           ? Shape{query.batch, query.heads, query.length, value.size}
                           : Shape{query.batch, query.length, checkedMul(query.heads, value.size)};
  return {{dtype, output},
          {node.dtype(1), Shape{key.batch, key.heads, total, key.size}},
          {node.dtype(2), Shape{value.batch, value.heads, total, value.size}},
          {dtype, Shape{query.batch, query.heads, query.length, total}}};
}

InferredOutputs rotaryEmbedding(const NodeView& node) {
  node.input(2);
  return likeFirst(node);
}

}  // namespace infer

}  // namespace tessera::onnx_import
