#include "importers/onnx/schema_inference.h"

#include <onnx/defs/schema.h>
#include <onnx/defs/shape_inference.h>
#include <onnx/onnx_pb.h>

#include <algorithm>
#include <exception>

#include "importers/onnx/dtype.h"

namespace tessera::onnx_import {
namespace {

::onnx::TensorProto asProto(const Value& value) {
  ::onnx::TensorProto tensor;
  tensor.set_data_type(onnxDataType(value.dtype));
  for (const std::int64_t extent : value.shape.extents()) tensor.add_dims(extent);
  const ConstantData data = encode(value);
  const std::vector<std::byte> bytes = loadBytes(data);
  tensor.set_raw_data(bytes.data(), bytes.size());
  return tensor;
}

/// libonnx's view of one node.
class NodeContext final : public ::onnx::InferenceContext {
 public:
  explicit NodeContext(const NodeView& node)
      : node_(node),
        types_(node.inputCount()),
        values_(node.inputCount()),
        outputs_(node.outputCount()) {
    for (std::size_t i = 0; i < node.inputCount(); ++i) {
      if (!node.hasInput(i)) continue;
      auto* type = types_[i].mutable_tensor_type();
      type->set_elem_type(onnxDataType(node.dtype(i)));
      type->mutable_shape();
      for (const std::int64_t extent : node.shape(i).extents()) {
        type->mutable_shape()->add_dim()->set_dim_value(extent);
      }
      const Value* value = node.value(i);
      if (value != nullptr && encode(*value).storedAs == value->dtype) values_[i] = asProto(*value);
    }
  }

  const ::onnx::AttributeProto* getAttribute(const std::string& name) const override {
    for (const auto& attribute : node_.proto().attribute()) {
      if (attribute.name() == name) return &attribute;
    }
    return nullptr;
  }
  std::size_t getNumInputs() const override { return types_.size(); }
  const ::onnx::TypeProto* getInputType(std::size_t i) const override {
    return node_.hasInput(i) ? &types_[i] : nullptr;
  }
  const ::onnx::TensorProto* getInputData(std::size_t i) const override {
    return node_.hasInput(i) && values_[i].has_data_type() ? &values_[i] : nullptr;
  }
  std::size_t getNumOutputs() const override { return outputs_.size(); }
  ::onnx::TypeProto* getOutputType(std::size_t i) override { return &outputs_.at(i); }
  ::onnx::GraphInferencer* getGraphAttributeInferencer(const std::string&) override {
    return nullptr;
  }
  const ::onnx::SparseTensorProto* getInputSparseData(std::size_t) const override {
    return nullptr;
  }
  const ::onnx::TensorShapeProto* getSymbolicInput(std::size_t) const override { return nullptr; }

  const std::vector<::onnx::TypeProto>& outputs() const { return outputs_; }

 private:
  const NodeView& node_;
  std::vector<::onnx::TypeProto> types_;
  std::vector<::onnx::TensorProto> values_;
  std::vector<::onnx::TypeProto> outputs_;
};

Inferred fromProto(const ::onnx::TypeProto& type) {
  if (!type.has_tensor_type()) return {};
  Inferred result{dtypeOf(type.tensor_type().elem_type()), std::nullopt};
  if (!type.tensor_type().has_shape()) return result;
  std::vector<std::int64_t> extents;
  for (const auto& dimension : type.tensor_type().shape().dim()) {
    if (!dimension.has_dim_value() || dimension.dim_value() < 0) return result;
    extents.push_back(dimension.dim_value());
  }
  result.shape = Shape(std::move(extents));
  return result;
}

}  // namespace

InferredOutputs schemaInference(const NodeView& node) {
  constexpr int newestKnown = 17;
  const auto version = static_cast<int>(std::min<std::int64_t>(node.opset(), newestKnown));
  const ::onnx::OpSchema* schema =
      ::onnx::OpSchemaRegistry::Schema(node.type(), version, std::string(node.domain()));
  if (schema == nullptr || !schema->has_type_and_shape_inference_function()) return {};
  InferredOutputs result;
  try {
    schema->Verify(node.proto());
    NodeContext context(node);
    schema->GetTypeAndShapeInferenceFunction()(context);
    for (const ::onnx::TypeProto& type : context.outputs()) result.push_back(fromProto(type));
  } catch (const std::exception&) {
    // Whatever libonnx objects to, the file may still declare the shape.
    return {};
  }
  return result;
}

}  // namespace tessera::onnx_import
