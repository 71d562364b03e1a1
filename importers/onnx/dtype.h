#pragma once

#include <optional>

#include "core/dtype.h"

namespace tessera::onnx_import {

/// The element type that a TensorProto.DataType number means; nothing for undefined, strings and
/// types that we do not know. The four float8 formats (17 to 20) are one type to us.
std::optional<DType> dtypeOf(int onnxDataType);

/// The TensorProto.DataType number of a type (float8: 17, FLOAT8E4M3FN).
int onnxDataType(DType dtype);

}  // namespace tessera::onnx_import
