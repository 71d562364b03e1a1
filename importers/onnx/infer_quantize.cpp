#include "importers/onnx/infer.h"

namespace tessera::onnx_import {
namespace infer {

InferredOutputs quantize(const NodeView& node) {
  const DType otherwise = node.hasInput(2) ? node.dtype(2) : DType::uint8;
  node.input(1);
  return one(dtypeAttribute(node, "output_dtype", otherwise), node.shape(0));
}

InferredOutputs dequantize(const NodeView& node) {
  return one(dtypeAttribute(node, "output_dtype", node.dtype(1)), node.shape(0));
}

InferredOutputs dynamicQuantize(const NodeView& node) {
  return {{DType::uint8, node.shape(0)}, {DType::float32, Shape{}}, {DType::uint8, Shape{}}};
}

}  // namespace infer

}  // namespace tessera::onnx_import
