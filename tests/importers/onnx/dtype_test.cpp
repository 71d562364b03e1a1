#include "importers/onnx/dtype.h"

#include <gtest/gtest.h>
#include <onnx/onnx_pb.h>

namespace tessera::onnx_import {
namespace {

TEST(OnnxDType, AgreesWithTheNamesOfOnnx) {
  using Proto = ::onnx::TensorProto;
  EXPECT_EQ(dtypeOf(Proto::FLOAT), DType::float32);
  EXPECT_EQ(dtypeOf(Proto::UINT8), DType::uint8);
  EXPECT_EQ(dtypeOf(Proto::INT8), DType::int8);
  EXPECT_EQ(dtypeOf(Proto::UINT16), DType::uint16);
  EXPECT_EQ(dtypeOf(Proto::INT16), DType::int16);
  EXPECT_EQ(dtypeOf(Proto::INT32), DType::int32);
  EXPECT_EQ(dtypeOf(Proto::INT64), DType::int64);
  EXPECT_EQ(dtypeOf(Proto::BOOL), DType::boolean);
  EXPECT_EQ(dtypeOf(Proto::FLOAT16), DType::float16);
  EXPECT_EQ(dtypeOf(Proto::DOUBLE), DType::float64);
  EXPECT_EQ(dtypeOf(Proto::UINT32), DType::uint32);
  EXPECT_EQ(dtypeOf(Proto::UINT64), DType::uint64);
  EXPECT_EQ(dtypeOf(Proto::COMPLEX64), DType::complex64);
  EXPECT_EQ(dtypeOf(Proto::COMPLEX128), DType::complex128);
  EXPECT_EQ(dtypeOf(Proto::BFLOAT16), DType::bfloat16);
}

TEST(OnnxDType, KnowsTheTypesThatAreNewerThanLibonnx) {
  for (int float8 = 17; float8 <= 20; ++float8) EXPECT_EQ(dtypeOf(float8), DType::float8);
  EXPECT_EQ(dtypeOf(21), DType::uint4);
  EXPECT_EQ(dtypeOf(22), DType::int4);
}

TEST(OnnxDType, HasNothingForTheOthers) {
  for (const int number : {-1, 0, 8, 23, 24, 1000}) EXPECT_EQ(dtypeOf(number), std::nullopt);
}

TEST(OnnxDType, NumbersReadBackAsTheSameType) {
  for (int number = 0; number <= 22; ++number) {
    const auto dtype = dtypeOf(number);
    if (!dtype) continue;
    EXPECT_EQ(dtypeOf(onnxDataType(*dtype)), dtype) << number;
  }
}

}  // namespace
}  // namespace tessera::onnx_import
