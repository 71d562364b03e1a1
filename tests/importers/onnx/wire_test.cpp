#include "importers/onnx/wire.h"

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>
#include <gtest/gtest.h>

#include <array>
#include <cstring>
#include <limits>
#include <string>
#include <vector>

namespace tessera::onnx_import {
namespace {

std::span<const std::byte> bytesOf(const std::string& text) {
  return std::as_bytes(std::span(text));
}

std::string encoded(std::uint64_t value) {
  std::string bytes;
  google::protobuf::io::StringOutputStream stream(&bytes);
  google::protobuf::io::CodedOutputStream(&stream).WriteVarint64(value);
  return bytes;
}

WireFault wireFaultOf(const std::string& message) {
  try {
    for (WireReader reader(bytesOf(message)); !reader.atEnd();) reader.next();
  } catch (const WireError& error) {
    return error.fault;
  }
  ADD_FAILURE() << "no fault";
  return WireFault::malformed;
}

TEST(WireReader, ReadsEveryVarintAsProtobufWritesIt) {
  for (unsigned shift = 0; shift < 64; ++shift) {
    for (const std::uint64_t value : {std::uint64_t{1} << shift, (std::uint64_t{1} << shift) - 1,
                                      std::numeric_limits<std::uint64_t>::max() >> shift}) {
      const std::string message = "\x08" + encoded(value);
      const WireField field = WireReader(bytesOf(message)).next();
      EXPECT_EQ(field.number, 1U);
      EXPECT_EQ(field.type, WireType::varint);
      EXPECT_EQ(field.value, value);
      EXPECT_EQ(field.whole.size(), message.size());
    }
  }
}

TEST(WireReader, ReadsFixedWidthFieldsAndPayloadsInOrder) {
  const std::string message(
      "\x15\x01\x02\x03\x04"
      "\x19\x01\x00\x00\x00\x00\x00\x00\x80"
      "\x22\x03"
      "abc",
      19);
  WireReader reader(bytesOf(message));
  const WireField first = reader.next();
  EXPECT_EQ(first.number, 2U);
  EXPECT_EQ(first.value, 0x04030201U);
  const WireField second = reader.next();
  EXPECT_EQ(second.number, 3U);
  EXPECT_EQ(second.value, 0x8000000000000001U);
  const WireField third = reader.next();
  EXPECT_EQ(third.type, WireType::bytes);
  EXPECT_EQ(std::memcmp(third.payload.data(), "abc", 3), 0);
  EXPECT_EQ(third.payload.size(), 3U);
  EXPECT_TRUE(reader.atEnd());
}

TEST(WireReader, RefusesFieldZeroGroupsAndUnknownTypes) {
  EXPECT_EQ(wireFaultOf(std::string("\x00\x01", 2)), WireFault::malformed);  // field number 0
  EXPECT_EQ(wireFaultOf("\x0b"), WireFault::malformed);                      // begins a group
  EXPECT_EQ(wireFaultOf("\x0c"), WireFault::malformed);                      // ends one
  EXPECT_EQ(wireFaultOf("\x0e"), WireFault::malformed);                      // type 6
  EXPECT_EQ(wireFaultOf("\x0f"), WireFault::malformed);                      // type 7
  EXPECT_EQ(wireFaultOf(encoded(std::uint64_t{1} << 32U) + "a"),
            WireFault::malformed);  // field 2^29
}

TEST(WireReader, RefusesNumbersOfMoreThanTenBytes) {
  EXPECT_EQ(wireFaultOf("\x08" + std::string(10, '\xff') + "\x01"), WireFault::malformed);
  EXPECT_EQ(wireFaultOf(std::string(11, '\x80')), WireFault::malformed);
}

TEST(WireReader, TellsWhereAMessageIsCut) {
  const std::vector<std::string> whole = {std::string("\x08\xac\x02"),
                                          std::string("\x15"
                                                      "1234"),
                                          std::string("\x11"
                                                      "12345678"),
                                          std::string("\x12\x02"
                                                      "ab")};
  for (const std::string& message : whole) {
    for (std::size_t length = 1; length < message.size(); ++length) {
      EXPECT_EQ(wireFaultOf(message.substr(0, length)), WireFault::truncated) << length;
    }
  }
}

TEST(WireReader, RefusesALengthThatIsLargerThanAnyFile) {
  EXPECT_EQ(wireFaultOf("\x12" + encoded(std::numeric_limits<std::uint64_t>::max()) + "ab"),
            WireFault::truncated);
}

TEST(VarintDecoder, IsIdleBetweenNumbersOnly) {
  VarintDecoder decoder;
  EXPECT_EQ(decoder.push(std::byte{0xac}), VarintDecoder::Result::more);
  EXPECT_FALSE(decoder.idle());
  EXPECT_EQ(decoder.push(std::byte{0x02}), VarintDecoder::Result::value);
  EXPECT_EQ(decoder.value(), 300U);
  EXPECT_TRUE(decoder.idle());
}

}  // namespace
}  // namespace tessera::onnx_import
