#pragma once

#include <filesystem>
#include <string>

#include "importers/tensor_file.h"

namespace tessera::onnx_import {

/// The tensor in the content of a file with a serialised TensorProto, as ONNX's tests keep their
/// inputs and outputs. Throws like `readTensorFile`.
TensorFile readTensorProto(const std::string& content, const std::filesystem::path& path);

}  // namespace tessera::onnx_import
