#include "importers/onnx/infer.h"

#include <utility>

#include "importers/onnx/dtype.h"
#include "importers/refusal.h"
#include "importers/shapes.h"

namespace tessera::onnx_import {

InferredOutputs one(DType dtype, Shape shape) { return {{dtype, std::move(shape)}}; }

InferredOutputs unknownShape(DType dtype) { return {{dtype, std::nullopt}}; }

InferredOutputs likeFirst(const NodeView& node) { return one(node.dtype(0), node.shape(0)); }

Shape broadcast(const NodeView& node, const Shape& a, const Shape& b) {
  const std::optional<Shape> shape = broadcastShape(a, b);
  if (!shape) node.fail("shapes " + a.text() + " and " + b.text() + " do not broadcast");
  return *shape;
}

Shape broadcastInputs(const NodeView& node, std::size_t first, std::size_t step) {
  Shape shape = node.shape(first);
  for (std::size_t i = first + step; i < node.inputCount(); i += step) {
    if (node.hasInput(i)) shape = broadcast(node, shape, node.shape(i));
  }
  return shape;
}

DType dtypeAttribute(const NodeView& node, std::string_view name, DType otherwise) {
  if (!node.hasAttribute(name)) return otherwise;
  const std::int64_t number = node.integer(name, 0);
  if (number == 8) {
    throw refusal(Refusal::string, "an output of strings", node.where(),
                  "remove the node from the model");
  }
  const std::optional<DType> dtype =
      number < 0 || number > 1000 ? std::nullopt : dtypeOf(static_cast<int>(number));
  if (!dtype) {
    throw refusal(Refusal::elementType, "element type " + std::to_string(number), node.where(),
                  "convert the model to a type that Tessera knows");
  }
  return *dtype;
}

}  // namespace tessera::onnx_import
