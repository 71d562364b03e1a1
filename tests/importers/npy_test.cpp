#include "importers/npy.h"

#include <gtest/gtest.h>

#include <cstring>

#include "core/error.h"

namespace tessera {
namespace {

std::string npy(const std::string& header, const std::string& values, char version = 1) {
  std::string text = "\x93NUMPY";
  text += version;
  text += '\0';
  text += static_cast<char>(header.size() & 0xFFU);
  text += static_cast<char>(header.size() >> 8U);
  if (version > 1) text += std::string(2, '\0');
  return text + header + values;
}

const std::string header = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }\n";

TEST(Npy, ReadsTypeShapeAndValues) {
  const float values[6] = {1, 2, 3, 4, 5, 6};
  const std::string bytes(reinterpret_cast<const char*>(values), sizeof(values));
  for (const char version : {'\1', '\2', '\3'}) {
    const TensorFile read = readNpy(npy(header, bytes, version), "x.npy");
    EXPECT_EQ(read.dtype, DType::float32);
    EXPECT_EQ(read.shape, (Shape{2, 3}));
    ASSERT_EQ(read.bytes.size(), sizeof(values));
    EXPECT_EQ(std::memcmp(read.bytes.data(), values, sizeof(values)), 0);
  }
}

TEST(Npy, KnowsScalarsVectorsAndBytes) {
  const std::string one = "{'descr': '|i1', 'fortran_order': False, 'shape': (3,), }";
  EXPECT_EQ(readNpy(npy(one, "abc"), "x").shape, (Shape{3}));
  const std::string scalar = "{'descr': '<i8', 'fortran_order': False, 'shape': (), }";
  EXPECT_EQ(readNpy(npy(scalar, "12345678"), "x").shape, Shape());
}

std::string fault(const std::string& content) {
  try {
    readNpy(content, "x.npy");
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

TEST(Npy, SaysWhatIsWrong) {
  const auto has = [](const std::string& text, const std::string& part) {
    return text.find("x.npy") != std::string::npos && text.find(part) != std::string::npos;
  };
  EXPECT_TRUE(has(fault(npy(header, "1234")), "4 bytes of values for a shape of 24"));
  EXPECT_TRUE(has(fault("\x93NUMPY\x01"), "cut off"));
  EXPECT_TRUE(has(fault(npy("{}", "")), "no 'descr'"));
  EXPECT_TRUE(
      has(fault(npy("{'descr': '>f4', 'fortran_order': False, 'shape': ()}", "")), "'>f4'"));
  EXPECT_TRUE(
      has(fault(npy("{'descr': '<f4', 'fortran_order': True, 'shape': (1,)}", "1234")), "Fortran"));
  EXPECT_TRUE(
      has(fault(npy("{'descr': '<f4', 'fortran_order': False, 'shape': (-1,)}", "")), "no extent"));
  EXPECT_TRUE(has(fault(npy("{'descr': '<f4', 'fortran_order': False, 'shape': 5}", "")), "tuple"));
}

TEST(Npy, HostileShapesAreErrors) {
  const std::string huge =
      "{'descr': '<f8', 'fortran_order': False, 'shape': (9999999999, 9999999999, 9999999999)}";
  EXPECT_NE(fault(npy(huge, "")), "");
  for (std::size_t cut = 0; cut < npy(header, std::string(24, 'x')).size(); ++cut) {
    EXPECT_NE(fault(npy(header, std::string(24, 'x')).substr(0, cut)), "") << cut;
  }
}

}  // namespace
}  // namespace tessera
