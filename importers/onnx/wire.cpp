#include "importers/onnx/wire.h"

#include <bit>
#include <cstring>

namespace tessera::onnx_import {

static_assert(std::endian::native == std::endian::little, "fixed-width fields are little-endian");

VarintDecoder::Result VarintDecoder::push(std::byte next) {
  constexpr unsigned lastShift = 63;  // of the tenth byte
  if (shift_ == 0) value_ = 0;
  const auto bits = std::to_integer<std::uint64_t>(next);
  value_ |= (bits & 0x7fU) << shift_;
  const bool last = (bits & 0x80U) == 0;
  if (!last && shift_ == lastShift) return Result::malformed;
  shift_ = last ? 0 : shift_ + 7;
  return last ? Result::value : Result::more;
}

std::uint64_t WireReader::readVarint(const std::byte* field) {
  VarintDecoder decoder;
  for (std::size_t i = 0; i < rest_.size(); ++i) {
    const auto result = decoder.push(rest_[i]);
    if (result == VarintDecoder::Result::malformed) throw WireError{WireFault::malformed, field};
    if (result == VarintDecoder::Result::more) continue;
    rest_ = rest_.subspan(i + 1);
    return decoder.value();
  }
  throw WireError{WireFault::truncated, field};
}

std::span<const std::byte> WireReader::take(std::uint64_t bytes, const std::byte* field) {
  if (bytes > rest_.size()) throw WireError{WireFault::truncated, field};
  const auto taken = rest_.first(static_cast<std::size_t>(bytes));
  rest_ = rest_.subspan(taken.size());
  return taken;
}

std::uint64_t WireReader::readFixed(std::size_t bytes, const std::byte* field) {
  std::uint64_t value = 0;
  std::memcpy(&value, take(bytes, field).data(), bytes);
  return value;
}

WireField WireReader::next() {
  const std::byte* begin = rest_.data();
  const std::uint64_t tag = readVarint(begin);
  const std::uint64_t number = tag >> 3U;
  constexpr std::uint64_t maxNumber = (1U << 29U) - 1;
  if (number == 0 || number > maxNumber) throw WireError{WireFault::malformed, begin};
  WireField field;
  field.number = static_cast<std::uint32_t>(number);
  field.type = static_cast<WireType>(tag & 7U);
  switch (field.type) {
    case WireType::varint:
      field.value = readVarint(begin);
      break;
    case WireType::fixed64:
      field.value = readFixed(8, begin);
      break;
    case WireType::bytes:
      field.payload = take(readVarint(begin), begin);
      break;
    case WireType::fixed32:
      field.value = readFixed(4, begin);
      break;
    default:
      throw WireError{WireFault::malformed, begin};
  }
  field.whole = {begin, rest_.data()};
  return field;
}

}  // namespace tessera::onnx_import
