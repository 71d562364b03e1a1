#include "importers/tensor_file.h"

#include <fstream>
#include <iterator>

#include "core/error.h"
#include "importers/npy.h"
#include "importers/onnx/tensor_proto_file.h"

namespace tessera {

TensorFile readTensorFile(const std::filesystem::path& path) {
  std::error_code failed;
  const bool regular = std::filesystem::is_regular_file(path, failed);
  std::ifstream file(regular ? path : std::filesystem::path(), std::ios::binary);
  const std::string content((std::istreambuf_iterator<char>(file)),
                            std::istreambuf_iterator<char>());
  if (!file.is_open() || file.bad()) {
    throw Error(ErrorCode::input, "cannot read the tensor", path.string(),
                "give a .npy file or an ONNX tensor (.pb)");
  }
  if (looksLikeNpy(content)) return readNpy(content, path.string());
  return onnx_import::readTensorProto(content, path);
}

}  // namespace tessera
