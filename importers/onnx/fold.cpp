#include "importers/onnx/fold.h"

#include <algorithm>

#include "importers/onnx/operators.h"

namespace tessera::onnx_import {
namespace {

bool small(const std::optional<Shape>& shape) { return shape && shape->elements() <= valueLimit; }

/// Where each output is empty; nothing where only some are.
std::optional<std::vector<Value>> emptyValues(const std::vector<Inferred>& types) {
  std::vector<Value> values;
  for (const Inferred& type : types) {
    if (type.shape->elements() != 0) return std::nullopt;
    values.push_back({*type.dtype, *type.shape, {}, {}});
  }
  return values;
}

bool inputsKnown(const NodeView& node, FoldRule rule) {
  // These read only the shape, which is always known.
  if (rule == fold::shape || rule == fold::size) return true;
  for (std::size_t i = 0; i < node.inputCount(); ++i) {
    if (node.hasInput(i) && node.value(i) == nullptr) return false;
  }
  return node.inputCount() > 0;
}

}  // namespace

std::optional<std::vector<Value>> folded(const NodeView& node, const InferredOutputs& outputs) {
  const OnnxOperator* row = findOperator(node.domain(), node.type());
  const FoldRule rule = row != nullptr ? row->fold : notFolded;
  if (rule == notFolded || outputs.size() < node.outputCount()) return std::nullopt;
  std::vector<Inferred> types(outputs.begin(),
                              outputs.begin() + static_cast<std::ptrdiff_t>(node.outputCount()));
  const bool known = std::all_of(types.begin(), types.end(), [](const Inferred& type) {
    return type.dtype.has_value() && small(type.shape);
  });
  if (!known || !inputsKnown(node, rule)) return std::nullopt;
  // Nothing to compute; and the extents beside a 0 may be too large to walk over.
  const bool empty = std::any_of(types.begin(), types.end(),
                                 [](const Inferred& type) { return type.shape->elements() == 0; });
  if (empty) return emptyValues(types);
  auto values = rule(node, types);
  if (!values || values->size() < types.size()) return std::nullopt;
  for (std::size_t i = 0; i < types.size(); ++i) {
    Value& value = (*values)[i];
    value.shape = *types[i].shape;
    if (value.size() != static_cast<std::size_t>(value.shape.elements())) return std::nullopt;
    if (value.dtype != *types[i].dtype) value = converted(value, *types[i].dtype);
  }
  return values;
}

bool keepsElements(std::string_view domain, std::string_view type) {
  const OnnxOperator* row = findOperator(domain, type);
  return row != nullptr && (row->fold == fold::same || row->fold == fold::cast);
}

std::vector<std::size_t> broadcastIndices(const Shape& from, const Shape& to) {
  const std::vector<std::int64_t> steps = strides(from);
  const std::size_t lead = to.rank() - from.rank();
  std::vector<std::size_t> indices{0};
  for (std::size_t axis = 0; axis < to.rank(); ++axis) {
    const bool moves = axis >= lead && from[axis - lead] != 1;
    const auto step = static_cast<std::size_t>(moves ? steps[axis - lead] : 0);
    std::vector<std::size_t> finer;
    for (const std::size_t base : indices) {
      for (std::int64_t i = 0; i < to[axis]; ++i) {
        finer.push_back(base + static_cast<std::size_t>(i) * step);
      }
    }
    indices = std::move(finer);
  }
  return indices;
}

}  // namespace tessera::onnx_import
