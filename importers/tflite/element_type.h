#pragma once

#include <cstdint>
#include <string>

#include "core/dtype.h"

namespace tessera::tflite_import {

namespace schema {
enum class TensorType : std::int8_t;
}

/// The element type that the schema's number means. A resource is a 4-byte handle (int32), as
/// TFLite Micro stores it. Throws Error(unsupported) for strings, variants, 2-bit integers and
/// unknown numbers.
DType elementType(schema::TensorType type, const std::string& where);

}  // namespace tessera::tflite_import
