#include "importers/tflite/element_type.h"

#include "importers/refusal.h"
#include "importers/tflite/schema_generated.h"

namespace tessera::tflite_import {

DType elementType(schema::TensorType type, const std::string& where) {
  using Type = schema::TensorType;
  switch (type) {
    case Type::FLOAT32:
      return DType::float32;
    case Type::FLOAT16:
      return DType::float16;
    case Type::BFLOAT16:
      return DType::bfloat16;
    case Type::FLOAT64:
      return DType::float64;
    case Type::FLOAT8_E4M3FN:
    case Type::FLOAT8_E5M2:
      return DType::float8;
    case Type::INT4:
      return DType::int4;
    case Type::UINT4:
      return DType::uint4;
    case Type::INT8:
      return DType::int8;
    case Type::UINT8:
      return DType::uint8;
    case Type::INT16:
      return DType::int16;
    case Type::UINT16:
      return DType::uint16;
    case Type::INT32:
    case Type::RESOURCE:
      return DType::int32;
    case Type::UINT32:
      return DType::uint32;
    case Type::INT64:
      return DType::int64;
    case Type::UINT64:
      return DType::uint64;
    case Type::BOOL:
      return DType::boolean;
    case Type::COMPLEX64:
      return DType::complex64;
    case Type::COMPLEX128:
      return DType::complex128;
    case Type::STRING:
      throw refusal(Refusal::string, "a tensor of strings", where,
                    "keep this part of the processing outside the model");
    case Type::VARIANT:
    case Type::INT2:
      break;
  }
  const std::string name = schema::EnumNameTensorType(type);
  throw refusal(Refusal::elementType, name.empty() ? std::to_string(static_cast<int>(type)) : name,
                where, "convert the model to a type that Tessera knows");
}

}  // namespace tessera::tflite_import
