#include "importers/onnx/dtype.h"

#include <algorithm>
#include <array>
#include <utility>

namespace tessera::onnx_import {

namespace {

// The numbers of TensorProto.DataType (onnx.proto). Written out because libonnx 1.12 ends at 16.
constexpr std::array kDataTypes = {
    std::pair{1, DType::float32},    std::pair{2, DType::uint8},
    std::pair{3, DType::int8},       std::pair{4, DType::uint16},
    std::pair{5, DType::int16},      std::pair{6, DType::int32},
    std::pair{7, DType::int64},      std::pair{9, DType::boolean},
    std::pair{10, DType::float16},   std::pair{11, DType::float64},
    std::pair{12, DType::uint32},    std::pair{13, DType::uint64},
    std::pair{14, DType::complex64}, std::pair{15, DType::complex128},
    std::pair{16, DType::bfloat16},  std::pair{17, DType::float8},
    std::pair{18, DType::float8},    std::pair{19, DType::float8},
    std::pair{20, DType::float8},    std::pair{21, DType::uint4},
    std::pair{22, DType::int4},
};

}  // namespace

std::optional<DType> dtypeOf(int onnxDataType) {
  const auto found =
      std::ranges::find(kDataTypes, onnxDataType, [](auto& row) { return row.first; });
  if (found == kDataTypes.end()) return std::nullopt;
  return found->second;
}

int onnxDataType(DType dtype) {
  // Every DType has a row.
  return std::ranges::find(kDataTypes, dtype, [](auto& row) { return row.second; })->first;
}

}  // namespace tessera::onnx_import
