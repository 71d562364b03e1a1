#include "importers/onnx/tensor_values.h"

#include <fmt/core.h>
#include <onnx/onnx_pb.h>

#include <charconv>
#include <cstring>
#include <string_view>
#include <type_traits>
#include <vector>

#include "core/error.h"
#include "importers/onnx/wire.h"

namespace tessera::onnx_import {
namespace {

constexpr std::string_view kLeftKey = "tessera:left-in-file";

/// What the shape asks for: so many numbers of so many bytes each in the field for the type.
struct Expected {
  ValueField field = ValueField::raw;
  std::uint64_t entryBytes = 1;
  std::uint64_t bytes = 0;
  DType dtype = DType::float32;
  const Shape* shape = nullptr;

  std::uint64_t entries() const { return bytes / entryBytes; }
};

ValueField typedField(DType dtype) {
  switch (dtype) {
    case DType::float32:
    case DType::complex64:
      return ValueField::floats;
    case DType::float64:
    case DType::complex128:
      return ValueField::doubles;
    case DType::int64:
      return ValueField::int64s;
    case DType::uint32:
    case DType::uint64:
      return ValueField::uint64s;
    default:
      return ValueField::int32s;
  }
}

/// Bytes of one number of a typed field: a complex element is two of them, two 4-bit ones share
/// one.
std::uint64_t entryBytes(DType dtype) {
  const auto bits = static_cast<std::uint64_t>(bitWidth(dtype));
  if (dtype == DType::complex64 || dtype == DType::complex128) return bits / 16;
  return bits < 8 ? 1 : bits / 8;
}

Expected expectedOf(DType dtype, const Shape& shape) {
  const Bytes bytes = storageBytes(dtype, shape.elements());
  return {typedField(dtype), entryBytes(dtype), static_cast<std::uint64_t>(bytes.count()), dtype,
          &shape};
}

[[noreturn]] void throwMismatch(const Expected& expected, std::uint64_t found,
                                std::string_view unit) {
  const std::uint64_t needed = unit == "bytes" ? expected.bytes : expected.entries();
  throw Error(ErrorCode::input,
              fmt::format("holds {} {} of values, but its shape {} of {} needs {}", found, unit,
                          expected.shape->text(), name(expected.dtype), needed),
              {}, "export the model again");
}

[[noreturn]] void throwAmbiguous() {
  throw Error(ErrorCode::input, "its values are stored twice, or not in the field for its type", {},
              "export the model again");
}

/// Stores the low bytes of each number, and refuses one that has more.
class Narrower {
 public:
  Narrower(const Expected& expected, std::uint64_t available) : expected_(expected) {
    // A number takes at least one byte of the file: what is allocated is bounded by the file.
    if (expected.entries() > available) throwMismatch(expected, available, "numbers");
    bytes_.resize(static_cast<std::size_t>(expected.bytes));
  }

  void add(std::uint64_t number) {
    if (used_ == bytes_.size()) throwMismatch(expected_, count() + 1, "or more numbers");
    if (!fits(number)) {
      throw Error(ErrorCode::input,
                  fmt::format("value {} does not fit its type {}", count(), name(expected_.dtype)),
                  {}, "export the model again");
    }
    std::memcpy(bytes_.data() + used_, &number, expected_.entryBytes);
    used_ += expected_.entryBytes;
  }

  ConstantData finish() && {
    if (used_ != bytes_.size()) throwMismatch(expected_, count(), "numbers");
    return {std::make_shared<const std::vector<std::byte>>(std::move(bytes_)), expected_.dtype,
            nullptr};
  }

 private:
  std::uint64_t count() const { return used_ / expected_.entryBytes; }
  bool fits(std::uint64_t number) const {
    if (expected_.entryBytes == 8) return true;
    const auto above = static_cast<std::int64_t>(number) >> (8 * expected_.entryBytes);
    return above == 0 || above == -1;
  }

  const Expected& expected_;
  std::vector<std::byte> bytes_;
  std::size_t used_ = 0;
};

/// Sign-extends as protobuf does for an int32 field: only the low 32 bits count.
std::uint64_t asEntry(ValueField field, std::uint64_t varint) {
  if (field != ValueField::int32s) return varint;
  return static_cast<std::uint64_t>(std::int64_t{static_cast<std::int32_t>(varint)});
}

template <class Numbers>
ConstantData fromNumbers(const Numbers& numbers, const Expected& expected) {
  using Number = typename Numbers::value_type;
  const auto count = static_cast<std::uint64_t>(numbers.size());
  if (count != expected.entries()) throwMismatch(expected, count, "numbers");
  if constexpr (std::is_floating_point_v<Number>) {
    return inlineConstant(std::span<const Number>(numbers.data(), count), expected.dtype);
  } else {
    Narrower narrower(expected, count);
    for (const Number number : numbers) narrower.add(static_cast<std::uint64_t>(number));
    return std::move(narrower).finish();
  }
}

ConstantData fromRaw(const std::string& raw, const Expected& expected) {
  if (raw.size() != expected.bytes) throwMismatch(expected, raw.size(), "bytes");
  return inlineConstant(std::span<const char>(raw), expected.dtype);
}

/// Decodes a packed field of varints, a piece of the file at a time.
ConstantData fromVarints(const FileRange& range, ValueField field, const Expected& expected) {
  Narrower narrower(expected, range.bytes);
  VarintDecoder decoder;
  forEachChunk({range, expected.dtype, nullptr}, [&](std::span<const std::byte> chunk) {
    for (const std::byte next : chunk) {
      const auto result = decoder.push(next);
      if (result == VarintDecoder::Result::malformed)
        throwMismatch(expected, 0, "readable numbers");
      if (result == VarintDecoder::Result::value) narrower.add(asEntry(field, decoder.value()));
    }
    return true;
  });
  if (!decoder.idle()) throwMismatch(expected, 0, "complete numbers");
  return std::move(narrower).finish();
}

ConstantData fromFile(const LeftInFile& left, const Expected& expected, const ModelBytes& file) {
  if (left.offset > file.size || left.bytes > file.size - left.offset) {
    throw Error(ErrorCode::input, "its values lie beyond the end of the file", {},
                "export the model again");
  }
  const FileRange range{file.path, left.offset, left.bytes};
  const bool varints = left.field == ValueField::int32s || left.field == ValueField::int64s ||
                       left.field == ValueField::uint64s;
  if (varints) return fromVarints(range, left.field, expected);
  if (left.bytes != expected.bytes) throwMismatch(expected, left.bytes, "bytes");
  return {range, expected.dtype, nullptr};
}

ConstantData fromTypedField(const ::onnx::TensorProto& tensor, const Expected& expected) {
  switch (expected.field) {
    case ValueField::floats:
      return fromNumbers(tensor.float_data(), expected);
    case ValueField::doubles:
      return fromNumbers(tensor.double_data(), expected);
    case ValueField::int64s:
      return fromNumbers(tensor.int64_data(), expected);
    case ValueField::uint64s:
      return fromNumbers(tensor.uint64_data(), expected);
    default:
      return fromNumbers(tensor.int32_data(), expected);
  }
}

/// The mark, or nothing. Two of them mean that a field came twice.
std::optional<LeftInFile> leftInFile(const ::onnx::TensorProto& tensor) {
  std::optional<LeftInFile> left;
  for (const auto& entry : tensor.external_data()) {
    if (entry.key() != kLeftKey) continue;
    std::uint32_t number = 0;
    LeftInFile found;
    const char* at = entry.value().data();
    const char* end = at + entry.value().size();
    const auto read = [&](auto& into) {
      const auto result = std::from_chars(at, end, into);
      if (result.ec != std::errc{}) throwAmbiguous();
      at = result.ptr == end ? end : result.ptr + 1;
    };
    read(number);
    read(found.offset);
    read(found.bytes);
    const auto field = valueField(number);
    if (left || !field) throwAmbiguous();
    found.field = *field;
    left = found;
  }
  return left;
}

/// The fields that hold values in the proto itself.
std::vector<ValueField> filledFields(const ::onnx::TensorProto& tensor) {
  std::vector<ValueField> filled;
  if (tensor.has_raw_data()) filled.push_back(ValueField::raw);
  if (tensor.float_data_size() > 0) filled.push_back(ValueField::floats);
  if (tensor.int32_data_size() > 0) filled.push_back(ValueField::int32s);
  if (tensor.int64_data_size() > 0) filled.push_back(ValueField::int64s);
  if (tensor.double_data_size() > 0) filled.push_back(ValueField::doubles);
  if (tensor.uint64_data_size() > 0) filled.push_back(ValueField::uint64s);
  return filled;
}

}  // namespace

std::optional<ValueField> valueField(std::uint32_t number) {
  switch (number) {
    case 4:
    case 5:
    case 7:
    case 9:
    case 10:
    case 11:
      return static_cast<ValueField>(number);
    default:
      return std::nullopt;
  }
}

void markLeftInFile(::onnx::TensorProto& tensor, const LeftInFile& left) {
  auto* entry = tensor.add_external_data();
  entry->set_key(std::string(kLeftKey));
  entry->set_value(
      fmt::format("{}:{}:{}", static_cast<unsigned>(left.field), left.offset, left.bytes));
}

ConstantData storedValues(const ::onnx::TensorProto& tensor, DType dtype, const Shape& shape,
                          const ModelBytes& file) {
  const Expected expected = expectedOf(dtype, shape);
  const auto left = leftInFile(tensor);
  auto filled = filledFields(tensor);
  if (left) filled.push_back(left->field);
  if (filled.empty()) {
    if (expected.bytes > 0) return {std::monostate{}, dtype, nullptr};
    return {std::make_shared<const std::vector<std::byte>>(), dtype, nullptr};
  }
  // Some exporters write raw_data as an empty string beside a typed field.
  if (filled.size() == 2 && !left && tensor.has_raw_data() && tensor.raw_data().empty()) {
    filled.erase(filled.begin());
  }
  const ValueField field = filled.front();
  if (filled.size() > 1 || (field != ValueField::raw && field != expected.field)) throwAmbiguous();
  if (left) return fromFile(*left, expected, file);
  return field == ValueField::raw ? fromRaw(tensor.raw_data(), expected)
                                  : fromTypedField(tensor, expected);
}

}  // namespace tessera::onnx_import
