#include "importers/onnx/model_file.h"

#include <fmt/core.h>
#include <google/protobuf/arena.h>
#include <onnx/onnx_pb.h>

#include <algorithm>

#include "core/error.h"
#include "importers/mapped_file.h"
#include "importers/onnx/dtype.h"
#include "importers/onnx/external_data.h"
#include "importers/onnx/model_reader.h"
#include "importers/onnx/onnx_importer.h"
#include "importers/onnx/tensor_values.h"

namespace tessera::onnx_import {
namespace {

std::shared_ptr<google::protobuf::Arena> makeArena() {
  google::protobuf::ArenaOptions options;
  options.start_block_size = 16U << 10U;
  options.max_block_size = 1U << 20U;
  return std::make_shared<google::protobuf::Arena>(options);
}

void checkModel(const ::onnx::ModelProto& model) {
  if (!model.has_graph()) {
    throw Error(ErrorCode::input, "not an ONNX model: it has no graph", {},
                "check that the file is a complete .onnx file");
  }
  // Optional before IR version 3. It follows the graph: a file cut just there ends without it.
  if (model.ir_version() >= 3 && model.opset_import_size() == 0) {
    throw Error(ErrorCode::input, "the model does not say which opset it uses", {},
                "the file may be truncated: copy, download or export it again");
  }
}

std::shared_ptr<const ::onnx::ModelProto> load(const MappedFile& file) {
  const auto bytes = file.bytes();
  if (!looksLikeOnnx(bytes.first(std::min<std::size_t>(bytes.size(), 16)))) {
    throw Error(ErrorCode::input, "not an ONNX model", {},
                "check that the file is a complete .onnx file");
  }
  const auto arena = makeArena();
  const ::onnx::ModelProto& model = readModel(file, *arena);
  checkModel(model);
  return {arena, &model};
}

DType requireDType(const ::onnx::TensorProto& tensor) {
  const int number = tensor.data_type();
  if (const auto dtype = dtypeOf(number)) return *dtype;
  if (number == ::onnx::TensorProto::STRING) {
    throw Error(ErrorCode::unsupported, "string tensors are not supported", {},
                "keep text processing outside the model");
  }
  if (number <= 0) {
    throw Error(ErrorCode::input, "the tensor has no element type", {}, "export the model again");
  }
  throw Error(ErrorCode::unsupported, fmt::format("element type {} is not supported", number), {},
              "types up to int4 (22) are");
}

Shape requireShape(const ::onnx::TensorProto& tensor) {
  if (std::ranges::any_of(tensor.dims(), [](std::int64_t extent) { return extent < 0; })) {
    throw Error(ErrorCode::input, "the tensor has a negative dimension", {},
                "export the model again");
  }
  return Shape(std::vector<std::int64_t>(tensor.dims().begin(), tensor.dims().end()));
}

}  // namespace

ModelFile::ModelFile(const std::filesystem::path& path)
    : path_(path), pathText_(std::make_shared<const std::string>(path.string())) {
  const MappedFile file(path);
  fileBytes_ = file.bytes().size();
  try {
    model_ = load(file);
  } catch (const Error& error) {
    throw error.within(*pathText_);
  }
}

ConstantData ModelFile::constant(const ::onnx::TensorProto& tensor) const {
  try {
    const DType dtype = requireDType(tensor);
    const Shape shape = requireShape(tensor);
    if (tensor.has_segment()) {
      throw Error(ErrorCode::unsupported, "tensors in segments are not supported", {},
                  "export the model again");
    }
    if (!isExternal(tensor)) {
      return storedValues(tensor, dtype, shape, {pathText_, fileBytes_});
    }
    const auto bytes = static_cast<std::uint64_t>(storageBytes(dtype, shape.elements()).count());
    return {externalRange(tensor, bytes, path_), dtype, nullptr};
  } catch (const Error& error) {
    throw error.within(fmt::format("{}: tensor '{}'", *pathText_, tensor.name()));
  }
}

std::string ModelFile::missingFile(const ::onnx::TensorProto& tensor) const {
  try {
    return onnx_import::missingFile(tensor, path_);
  } catch (const Error& error) {
    throw error.within(fmt::format("{}: tensor '{}'", *pathText_, tensor.name()));
  }
}

}  // namespace tessera::onnx_import
