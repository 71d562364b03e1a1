#pragma once

#include <cstdint>
#include <filesystem>

#include "core/constant_data.h"

namespace onnx {
class TensorProto;
}  // namespace onnx

namespace tessera::onnx_import {

/// True where the tensor says that its values are in another file.
bool isExternal(const ::onnx::TensorProto& tensor);

/// The name of an external tensor's file where nothing is at that place beside `model`; else "".
/// Throws Error(input) where the location is not allowed, as below.
std::string missingFile(const ::onnx::TensorProto& tensor, const std::filesystem::path& model);

/// Where the values of an external tensor are, `bytes` of them: its entries `location`, `offset`
/// and `length` resolved against the folder of `model` (the checksum is not verified).
///
/// Throws Error(input) where the location, after following links, is not a regular file inside that
/// folder, where the entries are no numbers or the range is not within the file, and where its
/// length is not `bytes`.
FileRange externalRange(const ::onnx::TensorProto& tensor, std::uint64_t bytes,
                        const std::filesystem::path& model);

}  // namespace tessera::onnx_import
