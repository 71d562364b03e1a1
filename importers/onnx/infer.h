#pragma once

#include <algorithm>
#include <optional>
#include <string_view>
#include <vector>

#include "importers/onnx/node_view.h"

namespace tessera::onnx_import {

/// What a rule knows of one output; either part may be unknown.
struct Inferred {
  std::optional<DType> dtype;
  std::optional<Shape> shape;
};

/// One entry for each output, in order; outputs beyond the end are unknown.
using InferredOutputs = std::vector<Inferred>;

/// Infers a node's outputs from its inputs' types, shapes and known values. Throws Error(input)
/// where the node contradicts its operator's definition.
using InferRule = InferredOutputs (*)(const NodeView& node);

/// Our rule for an operator (in any version), or null where we have none. `domain` is "" for the
/// default domain.
InferRule inferRule(std::string_view domain, std::string_view type);

// One table for each family of operators: the rule, or null. The shapes follow the operator
// definitions of ONNX (onnx.ai/onnx/operators) up to opset 24.
InferRule windowRule(std::string_view type);       // infer_window.cpp
InferRule elementwiseRule(std::string_view type);  // infer_elementwise.cpp
InferRule shapeRule(std::string_view type);        // infer_shape.cpp
InferRule joinRule(std::string_view type);         // infer_join.cpp
InferRule indexRule(std::string_view type);        // infer_index.cpp
InferRule reduceRule(std::string_view type);       // infer_reduce.cpp
InferRule matrixRule(std::string_view type);       // infer_matrix.cpp
InferRule attentionRule(std::string_view type);    // infer_attention.cpp
InferRule recurrentRule(std::string_view type);    // infer_recurrent.cpp
InferRule resizeRule(std::string_view type);       // infer_resize.cpp
InferRule quantizeRule(std::string_view type);     // infer_quantize.cpp
InferRule generateRule(std::string_view type);     // infer_generate.cpp
InferRule signalRule(std::string_view type);       // infer_signal.cpp
InferRule microsoftRule(std::string_view type);    // infer_microsoft.cpp: domain com.microsoft

/// One output of a known type and shape.
InferredOutputs one(DType dtype, Shape shape);
/// One output of a known type whose shape depends on values that are not known.
InferredOutputs unknownShape(DType dtype);
/// One output like input 0: the rule of most unary operators.
InferredOutputs likeFirst(const NodeView& node);

/// The shape to which `a` and `b` broadcast (numpy's rule); throws Error(input) where they do not.
Shape broadcast(const NodeView& node, const Shape& a, const Shape& b);
/// The same over all present inputs from `first` on, in steps of `step` inputs.
Shape broadcastInputs(const NodeView& node, std::size_t first = 0, std::size_t step = 1);

/// The type that attribute `name` (a TensorProto.DataType number) means, `otherwise` where absent.
DType dtypeAttribute(const NodeView& node, std::string_view name, DType otherwise);

/// The rule that `type` names in `table`, an array of {name, rule} pairs; null where none.
template <class Table>
InferRule ruleIn(const Table& table, std::string_view type) {
  for (const auto& [name, rule] : table) {
    if (name == type) return rule;
  }
  return nullptr;
}

/// True where `type` is among `names`.
template <class Names>
bool contains(const Names& names, std::string_view type) {
  return std::find(names.begin(), names.end(), type) != names.end();
}

struct NamedRule {
  std::string_view name;
  InferRule rule;
};

}  // namespace tessera::onnx_import
