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

using Values = std::optional<std::vector<Value>>;

/// Evaluates one node; `types` has one fully known entry for each output.
using FoldRule = Values (*)(const NodeView& node, const std::vector<Inferred>& types);

/// Rules of operators in any version: the rows of operators.cpp name them.
namespace fold {

using Function = Values(const NodeView& node, const std::vector<Inferred>& types);

// fold_arithmetic.cpp
Function add, sub, mul, div, mod, pow, maximum, minimum, equal, greater, less, greaterOrEqual,
    lessOrEqual, bothHold, eitherHolds, oneHolds, invert, negate, absolute, sign, realFunction,
    cast, where;
// fold_layout.cpp
Function same, shape, size, slice, split, transpose, expand, tile, gather, concat, constantOfShape,
    range, nonZero;
// fold_reduce.cpp
Function reduceSum, reduceProduct, reduceMax, reduceMin, reduceMean;

}  // namespace fold

/// For each element of `to` in row-major order, the element of `from` that broadcasting reads.
std::vector<std::size_t> broadcastIndices(const Shape& from, const Shape& to);

}  // namespace tessera::onnx_import
