// Registered only where TensorFlow Lite Micro's reference vectors and their models are.
#if defined(TESSERA_TFLITE_VECTORS) && defined(TESSERA_DATA_DIR)
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstring>

#include "tests/verify/tflite_vector.h"

namespace tessera::verify {
namespace {

using Bytes8 = std::vector<std::byte>;

/// Whether real numbers are equal but for what TFLite's kernels round to float32 on the way: a few
/// units in the last place of the largest among them.
bool closeReals(const Bytes8& a, const Bytes8& b) {
  for (std::size_t at = 0; at + sizeof(float) <= a.size(); at += sizeof(float)) {
    float x = 0;
    float y = 0;
    std::memcpy(&x, a.data() + at, sizeof x);
    std::memcpy(&y, b.data() + at, sizeof y);
    if (!(std::fabs(x - y) <= 0x1p-18F * std::max(1.0F, std::fabs(y)))) return false;
  }
  return true;
}

class TfliteVectors : public testing::TestWithParam<std::string> {};

TEST_P(TfliteVectors, EveryOperatorWritesItsBytes) {
  const test::TfliteVector vector(GetParam());
  const TensorBytes run = plainRun(vector.graph, vector.inputs);
  for (const nlohmann::json& tensor : vector.tensors) {
    const Bytes8 expected = test::contentOfFile(vector.folder / std::string(tensor.at("file")));
    const Bytes8& actual = bytesOf(vector.graph, run, vector.find(tensor.at("index")));
    const std::string where = "operator " + tensor.at("op").dump() + " (" +
                              std::string(tensor.at("operator")) + "), tensor '" +
                              std::string(tensor.at("name")) + "'";
    ASSERT_EQ(actual.size(), expected.size()) << where;
    // A dequantised integer is one product.
    if (tensor.at("dtype") == "float32" && tensor.at("operator") != "DEQUANTIZE") {
      ASSERT_TRUE(closeReals(actual, expected)) << where;
      continue;
    }
    const auto [first, other] = std::mismatch(actual.begin(), actual.end(), expected.begin());
    ASSERT_EQ(first, actual.end()) << where << " differs first in byte " << first - actual.begin();
  }
}

INSTANTIATE_TEST_SUITE_P(All, TfliteVectors, testing::ValuesIn(test::tfliteVectors()),
                         [](const auto& vector) { return vector.param; });

}  // namespace
}  // namespace tessera::verify
#endif
