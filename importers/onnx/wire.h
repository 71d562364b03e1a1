#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace tessera::onnx_import {

/// How a field's value is encoded (protobuf.dev/programming-guides/encoding). The two group types
/// are not here: ONNX has no groups.
enum class WireType : std::uint8_t { varint = 0, fixed64 = 1, bytes = 2, fixed32 = 5 };

/// One field of a message. The spans lie in the reader's message.
struct WireField {
  std::uint32_t number = 0;
  WireType type = WireType::varint;
  std::uint64_t value = 0;             ///< of a varint, fixed32 or fixed64
  std::span<const std::byte> payload;  ///< of type bytes
  std::span<const std::byte> whole;    ///< the field with its tag
};

/// What a serialised message can be found to be wrong with.
enum class WireFault : std::uint8_t {
  truncated,  ///< the message ends inside a field
  malformed,  ///< a number of over 10 bytes, field number 0, a group or an unknown wire type
};

/// Thrown by WireReader; `at` points at the field that is wrong.
struct WireError {
  WireFault fault;
  const std::byte* at;
};

/// Walks the fields of a serialised protobuf message without looking into them.
///
/// Of a bytes field only the tag and the length are read, so that a mapped file's pages which hold
/// nothing but payload are not touched.
class WireReader {
 public:
  explicit WireReader(std::span<const std::byte> message) : rest_(message) {}

  bool atEnd() const { return rest_.empty(); }

  /// The next field; not at the end. Throws WireError.
  WireField next();

 private:
  std::uint64_t readVarint(const std::byte* field);
  std::uint64_t readFixed(std::size_t bytes, const std::byte* field);
  std::span<const std::byte> take(std::uint64_t bytes, const std::byte* field);

  std::span<const std::byte> rest_;
};

/// Decodes a stream of varints that arrives in pieces.
class VarintDecoder {
 public:
  enum class Result : std::uint8_t { more, value, malformed };

  /// Takes one byte. `value` means that a number is complete, see `value()`.
  Result push(std::byte next);
  std::uint64_t value() const { return value_; }
  /// True between two numbers.
  bool idle() const { return shift_ == 0; }

 private:
  std::uint64_t value_ = 0;
  unsigned shift_ = 0;
};

}  // namespace tessera::onnx_import
