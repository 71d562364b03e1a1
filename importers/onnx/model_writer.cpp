#include "importers/onnx/model_writer.h"

// The macro comes from sys/mman.h where a unity build includes that first; ONNX has an enumerator.
#undef MAP_TYPE

#include <fmt/core.h>
#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>
#include <onnx/checker.h>
#include <onnx/onnx_pb.h>
#include <onnx/shape_inference/implementation.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <system_error>

#include "core/error.h"
#include "importers/onnx/dtype.h"

namespace tessera::onnx_import {
namespace {

void describe(onnx::ValueInfoProto& info, const std::string& name, DType dtype,
              const Shape& shape) {
  info.set_name(name);
  auto* tensor = info.mutable_type()->mutable_tensor_type();
  tensor->set_elem_type(onnxDataType(dtype));
  auto* dims = tensor->mutable_shape();
  for (const std::int64_t extent : shape.extents()) dims->add_dim()->set_dim_value(extent);
}

void setValue(onnx::AttributeProto& attribute, std::int64_t value) {
  attribute.set_type(onnx::AttributeProto::INT);
  attribute.set_i(value);
}

void setValue(onnx::AttributeProto& attribute, float value) {
  attribute.set_type(onnx::AttributeProto::FLOAT);
  attribute.set_f(value);
}

void setValue(onnx::AttributeProto& attribute, const std::string& value) {
  attribute.set_type(onnx::AttributeProto::STRING);
  attribute.set_s(value);
}

void setValue(onnx::AttributeProto& attribute, const std::vector<std::int64_t>& values) {
  attribute.set_type(onnx::AttributeProto::INTS);
  for (const std::int64_t value : values) attribute.add_ints(value);
}

void setValue(onnx::AttributeProto& attribute, const std::vector<float>& values) {
  attribute.set_type(onnx::AttributeProto::FLOATS);
  for (const float value : values) attribute.add_floats(value);
}

std::string serialised(const onnx::ModelProto& model) {
  std::string bytes;
  {
    google::protobuf::io::StringOutputStream stream(&bytes);
    google::protobuf::io::CodedOutputStream coded(&stream);
    coded.SetSerializationDeterministic(true);
    model.SerializeToCodedStream(&coded);
  }
  return bytes;
}

/// What protobuf writes at most.
constexpr std::size_t mostProtobufBytes = std::size_t{1} << 31U;

/// libonnx on the whole model: the checker, then shape inference that fails on any contradiction.
void check(onnx::ModelProto model) {
  try {
    onnx::checker::check_model(model);
    const onnx::ShapeInferenceOptions strict{/*check_type=*/true, /*error_mode=*/1,
                                             /*data_prop=*/true};
    onnx::shape_inference::InferShapes(model, onnx::OpSchemaRegistry::Instance(), strict);
  } catch (const std::exception& rejected) {
    throw Error(ErrorCode::internal, fmt::format("libonnx rejects the model: {}", rejected.what()),
                model.graph().name(), "the network description or the writer is wrong");
  }
}

[[noreturn]] void throwUnwritable(const std::filesystem::path& path, const std::string& reason) {
  throw Error(ErrorCode::input, "cannot write the model: " + reason, path.string(),
              "check the folder, its permissions and the free space");
}

}  // namespace

struct ModelWriter::Impl {
  onnx::ModelProto model;

  onnx::GraphProto& graph() { return *model.mutable_graph(); }

  void importDomain(const std::string& domain, std::int64_t version) {
    const auto known = std::ranges::any_of(
        model.opset_import(), [&](const auto& opset) { return opset.domain() == domain; });
    if (known) return;
    auto* opset = model.add_opset_import();
    opset->set_domain(domain);
    opset->set_version(version);
  }
};

ModelWriter::ModelWriter(std::string graphName, int irVersion, int opset, std::string producer)
    : impl_(std::make_unique<Impl>()) {
  impl_->model.set_ir_version(irVersion);
  impl_->model.set_producer_name(std::move(producer));
  impl_->graph().set_name(std::move(graphName));
  impl_->importDomain("", opset);
}

ModelWriter::~ModelWriter() = default;
ModelWriter::ModelWriter(ModelWriter&&) noexcept = default;
ModelWriter& ModelWriter::operator=(ModelWriter&&) noexcept = default;

void ModelWriter::addInput(const std::string& name, DType dtype, const Shape& shape) {
  describe(*impl_->graph().add_input(), name, dtype, shape);
}

void ModelWriter::addOutput(const std::string& name, DType dtype, const Shape& shape) {
  describe(*impl_->graph().add_output(), name, dtype, shape);
}

void ModelWriter::addInitializer(const std::string& name, DType dtype, const Shape& shape,
                                 std::span<const std::byte> rawLittleEndian) {
  const Bytes needed = storageBytes(dtype, shape.elements());
  if (static_cast<std::uint64_t>(needed.count()) != rawLittleEndian.size()) {
    throw Error(ErrorCode::internal,
                fmt::format("{} bytes are given where {} of {} needs {}", rawLittleEndian.size(),
                            shape.text(), tessera::name(dtype), needed.count()),
                name, "the writer's caller is wrong");
  }
  auto* tensor = impl_->graph().add_initializer();
  tensor->set_name(name);
  tensor->set_data_type(onnxDataType(dtype));
  for (const std::int64_t extent : shape.extents()) tensor->add_dims(extent);
  tensor->set_raw_data(rawLittleEndian.data(), rawLittleEndian.size());
}

void ModelWriter::addNode(const std::string& opType, const std::string& name,
                          const std::vector<std::string>& inputs,
                          const std::vector<std::string>& outputs, const NodeAttributes& attributes,
                          const std::string& domain) {
  auto* node = impl_->graph().add_node();
  node->set_op_type(opType);
  node->set_name(name);
  for (const std::string& input : inputs) node->add_input(input);
  for (const std::string& output : outputs) node->add_output(output);
  for (const auto& [key, value] : attributes) {
    auto* attribute = node->add_attribute();
    attribute->set_name(key);
    std::visit([&](const auto& held) { setValue(*attribute, held); }, value);
  }
  if (domain.empty()) return;
  node->set_domain(domain);
  impl_->importDomain(domain, 1);
}

std::string ModelWriter::checkedBytes() const {
  if (impl_->model.ByteSizeLong() >= mostProtobufBytes) {
    throw Error(ErrorCode::input, "its weights exceed the 2 GiB of an ONNX file",
                impl_->model.graph().name(), "make its layers narrower");
  }
  check(impl_->model);
  return serialised(impl_->model);
}

void ModelWriter::save(const std::filesystem::path& path) const {
  if (std::filesystem::exists(path) && !std::filesystem::is_regular_file(path)) {
    throwUnwritable(path, "it is no regular file");
  }
  const std::string bytes = checkedBytes();
  // Two processes may write the same sample at once (a parallel build): each has its own name.
  std::filesystem::path temporary = path;
  temporary += fmt::format(".{}.tmp", ::getpid());
  std::ofstream file(temporary, std::ios::binary);
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  file.close();
  std::error_code failed;
  if (file) {
    std::filesystem::rename(temporary, path, failed);
    if (!failed) return;
  }
  std::error_code ignored;
  std::filesystem::remove(temporary, ignored);
  throwUnwritable(path, failed ? failed.message() : "the file system refuses");
}

}  // namespace tessera::onnx_import
