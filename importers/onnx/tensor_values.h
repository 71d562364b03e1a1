#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "core/constant_data.h"
#include "core/shape.h"

namespace onnx {
class TensorProto;
}  // namespace onnx

namespace tessera::onnx_import {

/// The value fields of a TensorProto, by their numbers in onnx.proto.
enum class ValueField : std::uint8_t {
  floats = 4,    ///< float32, complex64
  int32s = 5,    ///< int32 and everything narrower, one number an element (4-bit types: one a pair)
  int64s = 7,    ///< int64
  raw = 9,       ///< any type, packed
  doubles = 10,  ///< float64, complex128
  uint64s = 11,  ///< uint32, uint64
};

/// The field that a wire format's number names, or nothing where it holds no (numeric) values.
std::optional<ValueField> valueField(std::uint32_t number);

/// A value field that was not copied out of the model file: its payload there.
struct LeftInFile {
  ValueField field = ValueField::raw;
  std::uint64_t offset = 0;
  std::uint64_t bytes = 0;
};

/// Records in the tensor (as an external_data entry with a key of our own) where a field's payload
/// is. A file may contain such an entry of its own: it cannot show more than that same file.
void markLeftInFile(::onnx::TensorProto& tensor, const LeftInFile& left);

/// The model file as `storedValues` needs it.
struct ModelBytes {
  std::shared_ptr<const std::string> path;
  std::uint64_t size = 0;
};

/// The values that the model file itself holds for a tensor of type `dtype` and shape `shape`:
/// absent where there are none. Throws Error(input) where their number is not that of the shape or
/// where one does not fit the type.
ConstantData storedValues(const ::onnx::TensorProto& tensor, DType dtype, const Shape& shape,
                          const ModelBytes& file);

}  // namespace tessera::onnx_import
