#pragma once

#include "importers/mapped_file.h"

namespace google::protobuf {
class Arena;
}  // namespace google::protobuf
namespace onnx {
class ModelProto;
}  // namespace onnx

namespace tessera::onnx_import {

/// Parses a serialised ModelProto, all but the large values of its tensors (see `markLeftInFile`),
/// whose bytes are not even touched. `offset` 0 of the marks is the first byte of `file`.
///
/// The result lives on `arena`. Throws Error(input) where the bytes are no complete model, and
/// where the model without its weights takes more memory than a real one could.
const ::onnx::ModelProto& readModel(const MappedFile& file, ::google::protobuf::Arena& arena);

}  // namespace tessera::onnx_import
