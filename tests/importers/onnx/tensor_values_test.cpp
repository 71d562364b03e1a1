#include <gtest/gtest.h>

#include <cstring>
#include <functional>
#include <string>
#include <vector>

#include "importers/onnx/model_file.h"
#include "tests/support/expect_error.h"
#include "tests/support/onnx_bytes.h"
#include "tests/support/temp_folder.h"

namespace tessera::onnx_import {
namespace {

using onnx::TensorProto;
using test::expectError;

/// Loads a model with that one initializer and returns the constant's data.
ConstantData constantOf(const std::string& tensor) {
  static const test::TempFolder folder;
  const ModelFile file(folder.write("m.onnx", test::modelWithInitializer(tensor)));
  return file.constant(file.model().graph().initializer(0));
}

ConstantData constantOf(const TensorProto& tensor) {
  return constantOf(tensor.SerializeAsString());
}

TensorProto emptyTensor(int dataType, std::int64_t elements) {
  TensorProto tensor;
  tensor.set_name("w");
  tensor.set_data_type(dataType);
  tensor.add_dims(elements);
  return tensor;
}

/// How one ONNX type stores its i-th value in a typed field, and as raw bytes.
struct TypedCase {
  const char* name;
  int dataType;
  DType dtype;
  std::function<void(TensorProto&, int)> add;
  std::function<std::string(int)> raw;
};

template <class Value>
std::string rawOf(Value value) {
  std::string bytes(sizeof value, '\0');
  std::memcpy(bytes.data(), &value, sizeof value);
  return bytes;
}

/// A type of at most 32 bits that is stored in int32_data.
template <class Value>
TypedCase inInt32(const char* name, int dataType, DType dtype) {
  const auto at = [](int i) { return static_cast<Value>(i * 37 - 91); };
  return {name, dataType, dtype, [at](TensorProto& t, int i) { t.add_int32_data(at(i)); },
          [at](int i) { return rawOf(at(i)); }};
}

std::string asText(const std::vector<std::byte>& bytes) {
  std::string all;
  for (const std::byte byte : bytes) all += static_cast<char>(byte);
  return all;
}

float real(int i) { return static_cast<float>(i) * 0.75F - 3; }

std::vector<TypedCase> typedCases() {
  return {
      {"float32", TensorProto::FLOAT, DType::float32,
       [](TensorProto& t, int i) { t.add_float_data(real(i)); },
       [](int i) { return rawOf(real(i)); }},
      {"float64", TensorProto::DOUBLE, DType::float64,
       [](TensorProto& t, int i) { t.add_double_data(1.0 / (i + 1)); },
       [](int i) { return rawOf(1.0 / (i + 1)); }},
      {"complex64", TensorProto::COMPLEX64, DType::complex64,
       [](TensorProto& t, int i) {
         t.add_float_data(real(i));
         t.add_float_data(-real(i));
       },
       [](int i) { return rawOf(real(i)) + rawOf(-real(i)); }},
      {"complex128", TensorProto::COMPLEX128, DType::complex128,
       [](TensorProto& t, int i) {
         t.add_double_data(i + 0.5);
         t.add_double_data(-i - 0.5);
       },
       [](int i) { return rawOf(i + 0.5) + rawOf(-i - 0.5); }},
      {"int64", TensorProto::INT64, DType::int64,
       [](TensorProto& t, int i) { t.add_int64_data((std::int64_t{i} << 40U) - 5); },
       [](int i) { return rawOf((std::int64_t{i} << 40U) - 5); }},
      {"uint64", TensorProto::UINT64, DType::uint64,
       [](TensorProto& t, int i) {
         t.add_uint64_data(~std::uint64_t{0} - static_cast<unsigned>(i));
       },
       [](int i) { return rawOf(~std::uint64_t{0} - static_cast<unsigned>(i)); }},
      {"uint32", TensorProto::UINT32, DType::uint32,
       [](TensorProto& t, int i) {
         t.add_uint64_data(~std::uint32_t{0} - static_cast<unsigned>(i));
       },
       [](int i) { return rawOf(~std::uint32_t{0} - static_cast<unsigned>(i)); }},
      inInt32<std::int32_t>("int32", TensorProto::INT32, DType::int32),
      inInt32<std::int16_t>("int16", TensorProto::INT16, DType::int16),
      inInt32<std::uint16_t>("uint16", TensorProto::UINT16, DType::uint16),
      inInt32<std::int8_t>("int8", TensorProto::INT8, DType::int8),
      inInt32<std::uint8_t>("uint8", TensorProto::UINT8, DType::uint8),
      inInt32<std::uint8_t>("bool", TensorProto::BOOL, DType::boolean),
      inInt32<std::uint16_t>("float16", TensorProto::FLOAT16, DType::float16),
      inInt32<std::uint16_t>("bfloat16", TensorProto::BFLOAT16, DType::bfloat16),
      inInt32<std::uint8_t>("float8", 17, DType::float8),
  };
}

class TypedValues : public testing::TestWithParam<TypedCase> {};

INSTANTIATE_TEST_SUITE_P(EveryType, TypedValues, testing::ValuesIn(typedCases()),
                         [](const auto& info) { return std::string(info.param.name); });

TEST_P(TypedValues, AreTheRawBytesOfTheType) {
  // Below and above the size from which values stay in the file.
  for (const int count : {0, 1, 7, 2000}) {
    TensorProto typed = emptyTensor(GetParam().dataType, count);
    TensorProto raw = typed;
    std::string expected;
    for (int i = 0; i < count; ++i) {
      GetParam().add(typed, i);
      expected += GetParam().raw(i);
    }
    raw.set_raw_data(expected);
    for (const TensorProto& tensor : {typed, raw}) {
      const ConstantData data = constantOf(tensor);
      EXPECT_TRUE(data.present());
      EXPECT_EQ(data.storedAs, GetParam().dtype);
      EXPECT_EQ(asText(loadBytes(data)), expected) << count;
    }
  }
}

TEST_P(TypedValues, MustBeAsManyAsTheShapeSays) {
  for (const int count : {5, 2000}) {
    for (const int wrong : {count - 1, count + 1}) {
      TensorProto tensor = emptyTensor(GetParam().dataType, wrong);
      for (int i = 0; i < count; ++i) GetParam().add(tensor, i);
      expectError(ErrorCode::input, {"tensor 'w'", "needs"}, [&] { constantOf(tensor); });
    }
  }
}

TEST(TensorValues, FourBitTypesShareAByte) {
  for (const int dataType : {21, 22}) {
    TensorProto tensor = emptyTensor(dataType, 5);
    tensor.set_raw_data("\x21\x43\x05");
    EXPECT_EQ(storedBytes(constantOf(tensor)), 3U);
    tensor.clear_raw_data();
    for (const int pair : {0x21, 0x43, 0x05}) tensor.add_int32_data(pair);
    EXPECT_EQ(loadBytes(constantOf(tensor)),
              (std::vector{std::byte{0x21}, std::byte{0x43}, std::byte{0x05}}));
    tensor.add_int32_data(0);
    expectError(ErrorCode::input, {"4 numbers", "needs 3"}, [&] { constantOf(tensor); });
  }
}

TEST(TensorValues, UnpackedFieldsAreRead) {
  for (const int count : {3, 1000}) {
    std::string floats = emptyTensor(TensorProto::FLOAT, count).SerializeAsString();
    std::string longs = emptyTensor(TensorProto::INT64, count).SerializeAsString();
    std::string expectedFloats;
    std::string expectedLongs;
    for (int i = 0; i < count; ++i) {
      floats += test::tag(TensorProto::kFloatDataFieldNumber, 5) + rawOf(real(i));
      expectedFloats += rawOf(real(i));
      longs += test::tag(TensorProto::kInt64DataFieldNumber, 0) +
               test::varint(static_cast<std::uint64_t>(std::int64_t{-i}));
      expectedLongs += rawOf(std::int64_t{-i});
    }
    EXPECT_EQ(asText(loadBytes(constantOf(floats))), expectedFloats);
    EXPECT_EQ(asText(loadBytes(constantOf(longs))), expectedLongs);
  }
}

TEST(TensorValues, RawBytesMustBeAsManyAsTheShapeSays) {
  for (const int bytes : {0, 3, 5, 5000}) {
    TensorProto tensor = emptyTensor(TensorProto::FLOAT, 1);
    tensor.set_raw_data(std::string(static_cast<std::size_t>(bytes), 'r'));
    expectError(ErrorCode::input, {"tensor 'w'", std::to_string(bytes) + " bytes", "needs 4"},
                [&] { constantOf(tensor); });
  }
}

TEST(TensorValues, MayBeAbsent) {
  EXPECT_FALSE(constantOf(emptyTensor(TensorProto::FLOAT, 3)).present());
  EXPECT_TRUE(constantOf(emptyTensor(TensorProto::FLOAT, 0)).present());
  // Absent also where nobody could store them.
  EXPECT_FALSE(constantOf(emptyTensor(TensorProto::INT8, std::int64_t{1} << 50U)).present());
}

TEST(TensorValues, AScalarHasOneValue) {
  TensorProto tensor = emptyTensor(TensorProto::INT32, 1);
  tensor.clear_dims();
  tensor.add_int32_data(-2);
  EXPECT_EQ(storedBytes(constantOf(tensor)), 4U);
}

TEST(TensorValues, HostileShapesAreRefusedBeforeAnyAllocation) {
  TensorProto tensor = emptyTensor(TensorProto::FLOAT, -1);
  tensor.set_raw_data("abcd");
  expectError(ErrorCode::input, {"tensor 'w'", "negative"}, [&] { constantOf(tensor); });
  tensor.set_dims(0, std::int64_t{1} << 62U);
  expectError(ErrorCode::input, {"tensor 'w'"}, [&] { constantOf(tensor); });
  tensor.add_dims(std::int64_t{1} << 62U);
  expectError(ErrorCode::input, {"tensor 'w'"}, [&] { constantOf(tensor); });
  TensorProto typed = emptyTensor(TensorProto::INT8, std::int64_t{1} << 55U);
  for (int i = 0; i < 2000; ++i) typed.add_int32_data(1);
  expectError(ErrorCode::input, {"tensor 'w'", "needs"}, [&] { constantOf(typed); });
}

TEST(TensorValues, MustFitTheirType) {
  for (const int count : {1, 2000}) {
    TensorProto tensor = emptyTensor(TensorProto::UINT8, count);
    for (int i = 0; i < count; ++i) tensor.add_int32_data(256);
    expectError(ErrorCode::input, {"value 0", "uint8"}, [&] { constantOf(tensor); });
    TensorProto wide = emptyTensor(TensorProto::UINT32, count);
    for (int i = 0; i < count; ++i) wide.add_uint64_data(std::uint64_t{1} << 32U);
    expectError(ErrorCode::input, {"value 0", "uint32"}, [&] { constantOf(wide); });
  }
}

TEST(TensorValues, MustBeInTheFieldOfTheirTypeAndInOneOnly) {
  TensorProto wrongField = emptyTensor(TensorProto::FLOAT, 1);
  wrongField.add_int32_data(1);
  expectError(ErrorCode::input, {"not in the field"}, [&] { constantOf(wrongField); });
  TensorProto twice = emptyTensor(TensorProto::FLOAT, 1);
  twice.add_float_data(1);
  twice.set_raw_data("abcd");
  expectError(ErrorCode::input, {"twice"}, [&] { constantOf(twice); });
  // An empty raw_data beside the values is a known habit of exporters.
  twice.set_raw_data("");
  EXPECT_EQ(storedBytes(constantOf(twice)), 4U);
}

TEST(TensorValues, BrokenPackedNumbersAreRefused) {
  std::string unfinished(2000, '\x01');
  unfinished.back() = '\x81';
  const std::string endless(2000, '\xff');
  for (const std::string& payload : {unfinished, endless}) {
    const std::string tensor = emptyTensor(TensorProto::INT64, 2000).SerializeAsString() +
                               test::field(TensorProto::kInt64DataFieldNumber, payload);
    expectError(ErrorCode::input, {"tensor 'w'"}, [&] { constantOf(tensor); });
  }
}

TEST(TensorValues, TypesWithoutNumbersAreNamed) {
  expectError(ErrorCode::unsupported, {"tensor 'w'", "string"},
              [] { constantOf(emptyTensor(TensorProto::STRING, 1)); });
  expectError(ErrorCode::unsupported, {"type 23"}, [] { constantOf(emptyTensor(23, 1)); });
  expectError(ErrorCode::input, {"no element type"}, [] { constantOf(emptyTensor(0, 1)); });
  TensorProto segment = emptyTensor(TensorProto::FLOAT, 1);
  segment.mutable_segment()->set_begin(0);
  expectError(ErrorCode::unsupported, {"segments"}, [&] { constantOf(segment); });
}

}  // namespace
}  // namespace tessera::onnx_import
