#include "importers/onnx/tensor_proto_file.h"

#include <onnx/onnx_pb.h>

#include "core/constant_data.h"
#include "core/error.h"
#include "importers/onnx/dtype.h"
#include "importers/onnx/tensor_values.h"

namespace tessera::onnx_import {
namespace {

constexpr int mostDimensions = 32;

}  // namespace

TensorFile readTensorProto(const std::string& content, const std::filesystem::path& path) {
  ::onnx::TensorProto proto;
  const bool parsed = !content.empty() && proto.ParseFromString(content);
  if (!parsed || proto.data_type() == 0 || proto.dims_size() > mostDimensions) {
    throw Error(ErrorCode::input, "holds neither a .npy array nor an ONNX tensor", path.string(),
                "save it with numpy.save or onnx.save_tensor");
  }
  try {
    TensorFile tensor;
    tensor.name = proto.name();
    const auto dtype = dtypeOf(proto.data_type());
    if (!dtype) {
      throw Error(ErrorCode::unsupported, "holds elements that are no numbers", {},
                  "give a tensor of numbers");
    }
    tensor.dtype = *dtype;
    tensor.shape = Shape(std::vector<std::int64_t>(proto.dims().begin(), proto.dims().end()));
    const ModelBytes file{std::make_shared<const std::string>(path.string()), content.size()};
    tensor.bytes = loadBytes(storedValues(proto, tensor.dtype, tensor.shape, file));
    const Bytes wanted = storageBytes(tensor.dtype, tensor.shape.elements());
    if (static_cast<std::int64_t>(tensor.bytes.size()) != wanted.count()) {
      throw Error(ErrorCode::input,
                  "has " + std::to_string(tensor.bytes.size()) +
                      " bytes of values for a shape of " + std::to_string(wanted.count()),
                  {}, "the file is cut off or not written by ONNX");
    }
    return tensor;
  } catch (const Error& error) {
    throw error.within(path.string());
  }
}

}  // namespace tessera::onnx_import
