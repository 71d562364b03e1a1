#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "importers/onnx/infer.h"

namespace tessera::onnx_import {

/// The values of a node's outputs where all its inputs are known (of Shape and Size only the
/// input's shape), its outputs are small and we can evaluate it; nothing otherwise.
///
/// `outputs` are the outputs' inferred types. Integers are evaluated as int64 and reals as double,
/// then brought to the output's type. What would overflow or divide by zero is not evaluated.
std::optional<std::vector<Value>> folded(const NodeView& node, const InferredOutputs& outputs);

/// True for operators whose outputs are the input's elements in the same order, so that a large
/// constant passes through with its stored bytes: Reshape, Squeeze, Identity, Cast, ...
bool keepsElements(std::string_view domain, std::string_view type);

/// Evaluates one node; `types` has one fully known entry for each output.
using FoldRule = std::optional<std::vector<Value>> (*)(const NodeView& node,
                                                       const std::vector<Inferred>& types);

FoldRule arithmeticFold(std::string_view type);  // fold_arithmetic.cpp
FoldRule layoutFold(std::string_view type);      // fold_layout.cpp
FoldRule reduceFold(std::string_view type);      // fold_reduce.cpp

/// For each element of `to` in row-major order, the element of `from` that broadcasting reads.
std::vector<std::size_t> broadcastIndices(const Shape& from, const Shape& to);

struct NamedFold {
  std::string_view name;
  FoldRule rule;
};

template <class Table>
FoldRule foldIn(const Table& table, std::string_view type) {
  for (const auto& [name, rule] : table) {
    if (name == type) return rule;
  }
  return nullptr;
}

}  // namespace tessera::onnx_import
