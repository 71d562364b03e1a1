#include "importers/onnx/attention_spec.h"

#include "core/checked.h"

namespace tessera::onnx_import {
namespace {

/// One of Q, K, V as [batch, heads, length, size]; rank 3 is [batch, length, heads x size].
struct Heads {
  std::int64_t batch = 0;
  std::int64_t heads = 0;
  std::int64_t length = 0;
  std::int64_t size = 0;
};

std::int64_t headSize(const NodeView& node, std::int64_t size, std::string_view attribute) {
  const std::int64_t heads = node.requiredInteger(attribute);
  if (heads < 1 || size % heads != 0) {
    node.fail("does not divide " + std::to_string(size), attribute);
  }
  return size / heads;
}

Heads headsOf(const NodeView& node, std::size_t i, std::string_view attribute) {
  const Shape& shape = node.shapeOfRank(i, 3);
  if (shape.rank() == 4) return {shape[0], shape[1], shape[2], shape[3]};
  if (shape.rank() == 5) return {shape[0], shape[2], shape[1], shape[4]};  // packed
  const std::int64_t size = headSize(node, shape[2], attribute);
  return {shape[0], node.integer(attribute, 0), shape[1], size};
}

/// The widths of queries, keys and values behind the projection.
std::vector<std::int64_t> widths(const NodeView& node, std::int64_t all) {
  if (auto given = node.integers("qkv_hidden_sizes"); given && !given->empty()) {
    if (given->size() != 3) node.fail("needs three entries", "qkv_hidden_sizes");
    std::int64_t sum = 0;
    for (const std::int64_t width : *given) {
      if (width < 1) node.fail("has an entry below 1", "qkv_hidden_sizes");
      sum = checkedAdd(sum, width);
    }
    if (sum != all) node.fail("does not add up to " + std::to_string(all), "qkv_hidden_sizes");
    return *given;
  }
  if (all % 3 != 0) node.fail("weights of " + node.shape(1).text() + " are not three matrices");
  return {all / 3, all / 3, all / 3};
}

/// The length of past keys, which input `i` has on `axis`; 0 without.
std::int64_t pastLength(const NodeView& node, std::size_t i, std::size_t axis) {
  return node.hasInput(i) ? node.shapeOfRank(i, axis + 1)[axis] : 0;
}

}  // namespace

std::int64_t AttentionSpec::macs() const {
  const std::int64_t pairs = checkedMul(checkedMul(batch, heads), checkedMul(length, total));
  return checkedAdd(projection, checkedMul(pairs, checkedAdd(keySize, valueSize)));
}

AttentionSpec attentionSpec(const NodeView& node) {
  const Heads query = headsOf(node, 0, "q_num_heads");
  const Heads key = headsOf(node, 1, "kv_num_heads");
  const Heads value = headsOf(node, 2, "kv_num_heads");
  return {query.batch, query.length, checkedAdd(pastLength(node, 4, 2), key.length),
          query.heads, key.heads,    key.size,
          value.size};
}

AttentionSpec contribAttentionSpec(const NodeView& node) {
  const Shape& x = node.shapeOfRank(0, 3);
  const Shape& weights = node.shapeOfRank(1, 2);
  if (weights[0] != x[2]) node.fail("weights of " + weights.text() + " do not fit " + x.text());
  const std::vector<std::int64_t> width = widths(node, weights[1]);
  const std::int64_t heads = node.requiredInteger("num_heads");
  const std::int64_t keys = headSize(node, width[1], "num_heads");
  const std::int64_t values = headSize(node, width[2], "num_heads");
  const std::int64_t projection = checkedMul(checkedMul(x[0], x[1]), weights.elements());
  return {x[0],   x[1],      checkedAdd(pastLength(node, 4, 3), x[1]), heads, heads, keys,
          values, projection};
}

AttentionSpec multiHeadAttentionSpec(const NodeView& node) {
  const std::size_t keyInput = node.hasInput(1) ? 1 : 0;
  const std::size_t valueInput = node.hasInput(2) ? 2 : keyInput;
  const Heads query = headsOf(node, 0, "num_heads");
  const Heads key = headsOf(node, keyInput, "num_heads");
  const Heads value = headsOf(node, valueInput, "num_heads");
  return {query.batch, query.length, checkedAdd(pastLength(node, 6, 2), key.length),
          query.heads, key.heads,    key.size,
          value.size};
}

}  // namespace tessera::onnx_import
