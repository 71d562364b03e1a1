#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "core/constant_data.h"

namespace onnx {
class ModelProto;
class TensorProto;
}  // namespace onnx

namespace tessera::onnx_import {

/// An ONNX model in memory without the bytes of its large tensors.
///
/// The file is mapped and its wire format walked field by field; an initializer's values above a
/// small threshold are left in the file (the TensorProto then says where, see `constant`). So the
/// memory needed is that of the nodes, whatever the weights weigh, and a file may exceed protobuf's
/// 2 GB.
class ModelFile {
 public:
  /// Throws Error(input) where the file cannot be read, is truncated or is not an ONNX model.
  explicit ModelFile(const std::filesystem::path& path);

  const ::onnx::ModelProto& model() const { return *model_; }
  const std::filesystem::path& path() const { return path_; }

  /// Where the values of a tensor of this model (initializer or attribute) are, checked against
  /// dims x dtype: raw bytes, typed fields (converted), external data, or left in the model file.
  ///
  /// External data must be a regular file inside the model's folder, also after links are followed.
  /// An initializer that carries no values yields absent data. Throws Error(input) where the size
  /// does not match or the location is not allowed, Error(unsupported) for strings.
  ///
  /// What `missingFile` names is an Error(input), too.
  ConstantData constant(const ::onnx::TensorProto& tensor) const;

  /// The external file that has the tensor's values, where it is not there; else "".
  std::string missingFile(const ::onnx::TensorProto& tensor) const;

 private:
  std::filesystem::path path_;
  std::shared_ptr<const std::string> pathText_;  // shared by all ranges of this file
  std::uint64_t fileBytes_ = 0;
  std::shared_ptr<const ::onnx::ModelProto> model_;
};

}  // namespace tessera::onnx_import
