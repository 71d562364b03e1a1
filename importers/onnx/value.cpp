#include "importers/onnx/value.h"

#include <bit>
#include <cmath>
#include <cstring>
#include <limits>

#include "core/checked.h"

namespace tessera::onnx_import {
namespace {

template <class Stored>
std::vector<Stored> elementsOf(const std::vector<std::byte>& bytes) {
  std::vector<Stored> elements(bytes.size() / sizeof(Stored));
  if (!elements.empty())
    std::memcpy(elements.data(), bytes.data(), elements.size() * sizeof(Stored));
  return elements;
}

double halfToReal(std::uint16_t bits) {
  const int exponent = (bits >> 10) & 0x1f;
  const int fraction = bits & 0x3ff;
  const double sign = (bits & 0x8000) != 0 ? -1.0 : 1.0;
  if (exponent == 0x1f) {
    return fraction != 0 ? std::numeric_limits<double>::quiet_NaN()
                         : sign * std::numeric_limits<double>::infinity();
  }
  if (exponent == 0) return sign * std::ldexp(fraction, -24);
  return sign * std::ldexp(1024 + fraction, exponent - 25);
}

double bfloatToReal(std::uint16_t bits) {
  return std::bit_cast<float>(static_cast<std::uint32_t>(bits) << 16U);
}

/// Two elements share a byte, the first in the low half.
std::vector<std::int64_t> nibbles(const std::vector<std::byte>& bytes, std::size_t count,
                                  bool isSigned) {
  std::vector<std::int64_t> values;
  for (std::size_t i = 0; i < count && i / 2 < bytes.size(); ++i) {
    const auto byte = std::to_integer<int>(bytes[i / 2]);
    const int nibble = i % 2 == 0 ? byte & 0xf : byte >> 4;
    values.push_back(isSigned && nibble > 7 ? nibble - 16 : nibble);
  }
  return values;
}

template <class Stored>
void decodeInts(const std::vector<std::byte>& bytes, Value& value) {
  for (const Stored element : elementsOf<Stored>(bytes)) {
    value.ints.push_back(static_cast<std::int64_t>(element));
  }
}

template <class Stored, class Convert>
void decodeReals(const std::vector<std::byte>& bytes, Value& value, Convert convert) {
  for (const Stored element : elementsOf<Stored>(bytes)) value.reals.push_back(convert(element));
}

bool decodeBytes(const std::vector<std::byte>& bytes, DType dtype, Value& value) {
  const auto same = [](auto element) { return static_cast<double>(element); };
  const auto count = static_cast<std::size_t>(value.shape.elements());
  switch (dtype) {
    case DType::float32:
      decodeReals<float>(bytes, value, same);
      return true;
    case DType::float64:
      decodeReals<double>(bytes, value, same);
      return true;
    case DType::float16:
      decodeReals<std::uint16_t>(bytes, value, halfToReal);
      return true;
    case DType::bfloat16:
      decodeReals<std::uint16_t>(bytes, value, bfloatToReal);
      return true;
    case DType::int4:
      value.ints = nibbles(bytes, count, true);
      return true;
    case DType::uint4:
      value.ints = nibbles(bytes, count, false);
      return true;
    case DType::int8:
      decodeInts<std::int8_t>(bytes, value);
      return true;
    case DType::uint8:
      decodeInts<std::uint8_t>(bytes, value);
      return true;
    case DType::int16:
      decodeInts<std::int16_t>(bytes, value);
      return true;
    case DType::uint16:
      decodeInts<std::uint16_t>(bytes, value);
      return true;
    case DType::int32:
      decodeInts<std::int32_t>(bytes, value);
      return true;
    case DType::uint32:
      decodeInts<std::uint32_t>(bytes, value);
      return true;
    case DType::int64:
      decodeInts<std::int64_t>(bytes, value);
      return true;
    case DType::uint64:
      decodeInts<std::uint64_t>(bytes, value);
      return true;
    case DType::boolean:
      decodeInts<std::uint8_t>(bytes, value);
      return true;
    default:
      return false;
  }
}

template <class Stored>
ConstantData encodedInts(const Value& value, DType storedAs) {
  std::vector<Stored> stored;
  stored.reserve(value.ints.size());
  for (const std::int64_t element : value.ints) stored.push_back(static_cast<Stored>(element));
  return inlineConstant(std::span<const Stored>(stored), storedAs);
}

ConstantData encodedReals(const Value& value) {
  const std::vector<float> stored(value.reals.begin(), value.reals.end());
  return inlineConstant(std::span<const float>(stored), DType::float32);
}

std::int64_t wrapped(std::int64_t value, DType dtype) {
  switch (dtype) {
    case DType::int8:
      return static_cast<std::int8_t>(value);
    case DType::uint8:
      return static_cast<std::uint8_t>(value);
    case DType::int16:
      return static_cast<std::int16_t>(value);
    case DType::uint16:
      return static_cast<std::uint16_t>(value);
    case DType::int32:
      return static_cast<std::int32_t>(value);
    case DType::uint32:
      return static_cast<std::uint32_t>(value);
    case DType::boolean:
      return value != 0 ? 1 : 0;
    default:
      return value;
  }
}

}  // namespace

std::int64_t truncated(double value) {
  constexpr double limit = 9223372036854775808.0;  // 2^63
  if (std::isnan(value)) return 0;
  if (value >= limit) return std::numeric_limits<std::int64_t>::max();
  if (value < -limit) return std::numeric_limits<std::int64_t>::min();
  return static_cast<std::int64_t>(value);
}

std::int64_t Value::asInt(std::size_t i) const { return real() ? truncated(reals[i]) : ints[i]; }

std::optional<Value> decode(const ConstantData& data, DType dtype, const Shape& shape) {
  if (!data.present() || data.scale != nullptr) return std::nullopt;
  Value stored{data.storedAs, shape, {}, {}};
  if (!decodeBytes(loadBytes(data), data.storedAs, stored)) return std::nullopt;
  if (stored.size() != static_cast<std::size_t>(shape.elements())) return std::nullopt;
  return dtype == data.storedAs ? stored : converted(stored, dtype);
}

ConstantData encode(const Value& value) {
  if (value.dtype == DType::float64) {
    return inlineConstant(std::span<const double>(value.reals), value.dtype);
  }
  if (value.real()) return encodedReals(value);
  switch (value.dtype) {
    case DType::boolean:
    case DType::uint8:
      return encodedInts<std::uint8_t>(value, value.dtype);
    case DType::int8:
      return encodedInts<std::int8_t>(value, value.dtype);
    case DType::int16:
      return encodedInts<std::int16_t>(value, value.dtype);
    case DType::uint16:
      return encodedInts<std::uint16_t>(value, value.dtype);
    case DType::int32:
      return encodedInts<std::int32_t>(value, value.dtype);
    case DType::uint32:
      return encodedInts<std::uint32_t>(value, value.dtype);
    case DType::uint64:
      return encodedInts<std::uint64_t>(value, value.dtype);
    default:
      return encodedInts<std::int64_t>(value, DType::int64);
  }
}

Value converted(const Value& value, DType dtype) {
  Value result{dtype, value.shape, {}, {}};
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (result.real()) {
      const double element = value.asReal(i);
      result.reals.push_back(dtype == DType::float32 ? static_cast<float>(element) : element);
    } else if (dtype == DType::boolean) {
      result.ints.push_back(value.asReal(i) != 0.0 ? 1 : 0);
    } else {
      result.ints.push_back(wrapped(value.asInt(i), dtype));
    }
  }
  return result;
}

Value picked(const Value& value, const std::vector<std::size_t>& indices, Shape shape) {
  Value result{value.dtype, std::move(shape), {}, {}};
  for (const std::size_t index : indices) {
    if (value.real()) {
      result.reals.push_back(value.reals.at(index));
    } else {
      result.ints.push_back(value.ints.at(index));
    }
  }
  return result;
}

std::vector<std::int64_t> strides(const Shape& shape) {
  std::vector<std::int64_t> result(shape.rank(), 1);
  for (std::size_t axis = shape.rank(); axis-- > 1;) {
    result[axis - 1] = checkedMul(result[axis], shape[axis]);
  }
  return result;
}

}  // namespace tessera::onnx_import
