#include "core/dtype.h"

#include <gtest/gtest.h>

#include "tests/support/expect_error.h"

namespace tessera {
namespace {

TEST(DType, NamesReadBack) {
  for (int i = 0; i <= static_cast<int>(DType::complex128); ++i) {
    const auto dtype = static_cast<DType>(i);
    EXPECT_EQ(dtypeNamed(name(dtype)), dtype);
  }
  EXPECT_EQ(name(DType::boolean), "bool");
  EXPECT_FALSE(dtypeNamed("float").has_value());
}

TEST(DType, StorageIsPacked) {
  EXPECT_EQ(storageBytes(DType::int4, 3), Bytes(2));
  EXPECT_EQ(storageBytes(DType::boolean, 3), Bytes(3));
  EXPECT_EQ(storageBytes(DType::float16, 3), Bytes(6));
  EXPECT_EQ(storageBytes(DType::float32, 0), Bytes(0));
  EXPECT_EQ(storageBytes(DType::complex128, 1), Bytes(16));
  test::expectError(ErrorCode::input, {"64 bits"},
                    [] { storageBytes(DType::float32, INT64_MAX / 8); });
}

TEST(DType, OnlyRealTypesAreFloat) {
  EXPECT_TRUE(isFloat(DType::bfloat16));
  EXPECT_TRUE(isFloat(DType::float8));
  EXPECT_FALSE(isFloat(DType::int4));
  EXPECT_FALSE(isFloat(DType::complex64));
}

}  // namespace
}  // namespace tessera
