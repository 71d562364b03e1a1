#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "core/units.h"

namespace tessera {

/// The element types of ONNX and TFLite that hold numbers.
enum class DType : std::uint8_t {
  float32,
  float64,
  float16,
  bfloat16,
  float8,
  int4,
  uint4,
  int8,
  uint8,
  int16,
  uint16,
  int32,
  uint32,
  int64,
  uint64,
  boolean,
  complex64,
  complex128,
};

/// Bits of one element: 4 for int4 and uint4 (two share a byte), 8 for a boolean.
std::int64_t bitWidth(DType dtype);
/// "float32", "int8", "bool", ...
std::string_view name(DType dtype);
/// The type that `name` names, or nothing.
std::optional<DType> dtypeNamed(std::string_view name);
/// True for the real floating-point types (not the complex ones).
bool isFloat(DType dtype);
/// Bytes that `elements` elements take, packed; throws Error(input) on overflow.
Bytes storageBytes(DType dtype, std::int64_t elements);

}  // namespace tessera
