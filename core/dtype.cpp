#include "core/dtype.h"

#include <array>

namespace tessera {
namespace {

struct TypeRow {
  DType dtype;
  std::string_view name;
  std::int64_t bits;
};

constexpr std::array<TypeRow, 18> dtypes{{
    {DType::float32, "float32", 32},
    {DType::float64, "float64", 64},
    {DType::float16, "float16", 16},
    {DType::bfloat16, "bfloat16", 16},
    {DType::float8, "float8", 8},
    {DType::int4, "int4", 4},
    {DType::uint4, "uint4", 4},
    {DType::int8, "int8", 8},
    {DType::uint8, "uint8", 8},
    {DType::int16, "int16", 16},
    {DType::uint16, "uint16", 16},
    {DType::int32, "int32", 32},
    {DType::uint32, "uint32", 32},
    {DType::int64, "int64", 64},
    {DType::uint64, "uint64", 64},
    {DType::boolean, "bool", 8},
    {DType::complex64, "complex64", 64},
    {DType::complex128, "complex128", 128},
}};

const TypeRow& rowOf(DType dtype) { return dtypes.at(static_cast<std::size_t>(dtype)); }

}  // namespace

std::int64_t bitWidth(DType dtype) { return rowOf(dtype).bits; }

std::string_view name(DType dtype) { return rowOf(dtype).name; }

std::optional<DType> dtypeNamed(std::string_view name) {
  for (const TypeRow& entry : dtypes) {
    if (entry.name == name) return entry.dtype;
  }
  return std::nullopt;
}

bool isFloat(DType dtype) { return dtype <= DType::float8; }

Bytes storageBytes(DType dtype, std::int64_t elements) {
  return Bytes(ceilDiv(checkedMul(elements, bitWidth(dtype)), 8));
}

}  // namespace tessera
