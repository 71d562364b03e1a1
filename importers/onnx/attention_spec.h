#pragma once

#include <cstdint>

#include "importers/onnx/node_view.h"

namespace tessera::onnx_import {

/// The extents of an attention: queries attend to `total` positions, past ones included.
struct AttentionSpec {
  std::int64_t batch = 0;
  std::int64_t length = 0;      ///< of the queries
  std::int64_t total = 0;       ///< of keys and values
  std::int64_t heads = 0;       ///< of the queries
  std::int64_t keyHeads = 0;    ///< of keys and values, shared by groups of queries
  std::int64_t keySize = 0;     ///< of a query's and of a key's head
  std::int64_t valueSize = 0;   ///< of a value's head
  std::int64_t projection = 0;  ///< MACs that make queries, keys and values from the input

  /// The projection, the queries times the keys and their weights times the values: projection +
  /// batch x heads x length x total x (keySize + valueSize). Masks and the softmax count 0. Throws
  /// Error(input) on overflow.
  std::int64_t macs() const;
};

/// ONNX's own Attention (opset 23). All of these throw Error(input) where shapes and attributes
/// contradict each other.
AttentionSpec attentionSpec(const NodeView& node);

/// onnxruntime's (docs/ContribOperators.md): Attention projects its input [batch, length, features]
/// by weights [features, queries + keys + values].
AttentionSpec contribAttentionSpec(const NodeView& node);

/// onnxruntime's MultiHeadAttention: queries, keys and values are projected already. Keys and
/// values may be [batch, heads, length, size], or packed behind the queries or the keys.
AttentionSpec multiHeadAttentionSpec(const NodeView& node);

}  // namespace tessera::onnx_import
