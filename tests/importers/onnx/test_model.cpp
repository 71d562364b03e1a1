#include "tests/importers/onnx/test_model.h"

#include "core/error.h"
#include "importers/lower/lowering.h"
#include "tests/support/temp_folder.h"

namespace tessera::onnx_import {
namespace {

::onnx::AttributeProto& attribute(::onnx::NodeProto& node, const std::string& name,
                                  ::onnx::AttributeProto::AttributeType type) {
  ::onnx::AttributeProto& added = *node.add_attribute();
  added.set_name(name);
  added.set_type(type);
  return added;
}

::onnx::TensorProto& initializer(::onnx::GraphProto& graph, const std::string& name,
                                 const Ints& extents, int type) {
  ::onnx::TensorProto& tensor = *graph.add_initializer();
  tensor.set_name(name);
  tensor.set_data_type(type);
  for (const std::int64_t extent : extents) tensor.add_dims(extent);
  return tensor;
}

}  // namespace

void set(::onnx::NodeProto& node, const std::string& name, std::int64_t value) {
  attribute(node, name, ::onnx::AttributeProto::INT).set_i(value);
}

void set(::onnx::NodeProto& node, const std::string& name, float value) {
  attribute(node, name, ::onnx::AttributeProto::FLOAT).set_f(value);
}

void set(::onnx::NodeProto& node, const std::string& name, const char* value) {
  attribute(node, name, ::onnx::AttributeProto::STRING).set_s(value);
}

void set(::onnx::NodeProto& node, const std::string& name, const Ints& values) {
  auto& added = attribute(node, name, ::onnx::AttributeProto::INTS);
  for (const std::int64_t value : values) added.add_ints(value);
}

void set(::onnx::NodeProto& node, const std::string& name, const std::vector<float>& values) {
  auto& added = attribute(node, name, ::onnx::AttributeProto::FLOATS);
  for (const float value : values) added.add_floats(value);
}

TestModel::TestModel(std::int64_t opset, std::int64_t ir) {
  proto.set_ir_version(ir);
  proto.set_producer_name("test");
  proto.add_opset_import()->set_version(opset);
  graph().set_name("test");
}

TestModel& TestModel::input(const std::string& name, const Ints& extents, int type) {
  auto& added = *graph().add_input();
  added.set_name(name);
  auto& tensor = *added.mutable_type()->mutable_tensor_type();
  tensor.set_elem_type(type);
  tensor.mutable_shape();
  for (const std::int64_t extent : extents) {
    tensor.mutable_shape()->add_dim()->set_dim_value(extent);
  }
  return *this;
}

TestModel& TestModel::symbolicInput(const std::string& name, const std::vector<std::string>& dims) {
  input(name, {});
  auto& shape = *graph().mutable_input()->rbegin()->mutable_type()->mutable_tensor_type();
  for (const std::string& dim : dims) {
    auto& added = *shape.mutable_shape()->add_dim();
    const bool number = !dim.empty() && dim.find_first_not_of("0123456789") == std::string::npos;
    if (number) {
      added.set_dim_value(std::stoll(dim));
    } else if (!dim.empty()) {
      added.set_dim_param(dim);
    }
  }
  return *this;
}

TestModel& TestModel::output(const std::string& name, int type) {
  auto& added = *graph().add_output();
  added.set_name(name);
  added.mutable_type()->mutable_tensor_type()->set_elem_type(type);
  return *this;
}

TestModel& TestModel::ints(const std::string& name, const Ints& values) {
  return ints(name, values, {static_cast<std::int64_t>(values.size())});
}

TestModel& TestModel::ints(const std::string& name, const Ints& values, const Ints& extents) {
  auto& tensor = initializer(graph(), name, extents, ::onnx::TensorProto::INT64);
  for (const std::int64_t value : values) tensor.add_int64_data(value);
  return *this;
}

TestModel& TestModel::floats(const std::string& name, const Ints& extents,
                             const std::vector<float>& values) {
  auto& tensor = initializer(graph(), name, extents, ::onnx::TensorProto::FLOAT);
  const std::int64_t count = Shape(extents).elements();
  for (std::int64_t i = 0; i < count; ++i) {
    tensor.add_float_data(values[static_cast<std::size_t>(i) % values.size()]);
  }
  return *this;
}

TestModel& TestModel::bytes(const std::string& name, const Ints& extents, int type) {
  auto& tensor = initializer(graph(), name, extents, type);
  tensor.set_raw_data(std::string(static_cast<std::size_t>(Shape(extents).elements()), '\1'));
  return *this;
}

::onnx::NodeProto& TestModel::node(const std::string& type, const std::vector<std::string>& inputs,
                                   const std::vector<std::string>& outputs) {
  ::onnx::NodeProto& added = *graph().add_node();
  added.set_op_type(type);
  for (const std::string& name : inputs) added.add_input(name);
  for (const std::string& name : outputs) added.add_output(name);
  return added;
}

Imported TestModel::import(const ImportOptions& options) const {
  const test::TempFolder folder;
  return importOnnx(folder.write("model.onnx", proto.SerializeAsString()), options);
}

Graph TestModel::unlowered() const { return Graph(import(withoutLowering()).network); }

Shape TestModel::outputShape() const {
  const Graph graph = unlowered();
  return graph[graph.outputs().front()].shape;
}

std::string TestModel::error(const ImportOptions& options) const {
  try {
    import(options);
    return {};
  } catch (const Error& error) {
    return error.what();
  }
}

ImportOptions withoutLowering() {
  ImportOptions options;
  for (const Rewrite& rewrite : allRewrites()) options.rewrites.disabled.emplace(rewrite.name);
  return options;
}

}  // namespace tessera::onnx_import
