#include <gtest/gtest.h>

#include <string>

#include "core/architecture/architecture_json_read.h"
#include "importers/architecture/build_float.h"
#include "sample_models/build_qdq.h"
#include "sample_models/synthetic.h"
#include "tests/sample_models/architectures.h"
#include "tests/support/expect_error.h"

namespace tessera::arch {
namespace {

std::size_t occurrences(const std::string& text, const std::string& word) {
  std::size_t count = 0;
  for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) ++count;
  return count;
}

Architecture known(const std::string& name) {
  return readArchitecture(test::architectureFile(name));
}

// libonnx's checker and strict shape inference judge each model inside checkedBytes.
TEST(Build, WritesEveryOpset) {
  const Architecture architecture = known("mcunet-vww0");
  for (int opset = 7; opset <= 17; ++opset) {
    EXPECT_GT(buildFloat(architecture, {opset, 0}).checkedBytes().size(), 1'000'000U) << opset;
  }
  for (int opset = 13; opset <= 17; ++opset) {
    EXPECT_GT(buildQdq(architecture, {opset, 0}).checkedBytes().size(), 300'000U) << opset;
  }
}

TEST(Build, RefusesOtherOpsets) {
  const Architecture architecture = known("resnet8");
  for (const int opset : {-1, 0, 6, 18}) {
    test::expectError(ErrorCode::usage, {"--opset", "7 to 17"}, [&] {
      buildFloat(architecture, {opset, 0});
    });
  }
  test::expectError(ErrorCode::usage, {"--opset", "13 to 17"}, [&] {
    buildQdq(architecture, {12, 0});
  });
}

TEST(Build, IsDeterministicAndKeyedBySeed) {
  const Architecture architecture = known("ds-cnn");
  const std::string bytes = buildFloat(architecture, {13, 5}).checkedBytes();
  EXPECT_EQ(bytes, buildFloat(architecture, {13, 5}).checkedBytes());
  EXPECT_NE(bytes, buildFloat(architecture, {13, 6}).checkedBytes());
}

TEST(Build, EveryActivationOfAQdqModelIsQuantised) {
  const Architecture architecture = known("resnet8");
  const std::string bytes = buildQdq(architecture, {}).checkedBytes();
  const std::size_t nodes = planOf(architecture).nodes.size();
  const std::size_t weighted = 10;  // 9 convolutions and the fully connected layer
  EXPECT_EQ(occurrences(bytes, "QuantizeLinear"), nodes - 1) << "all but the input, which is int8";
  EXPECT_EQ(occurrences(bytes, "DequantizeLinear"), nodes - 1 + 2 * weighted)
      << "all but the output";
}

TEST(Synthetic, AChainHasAsManyOperatorsAsAsked) {
  for (const std::int64_t operators : {1, 2, 3, 100, 1000}) {
    const std::string bytes = buildChain(operators, {}).checkedBytes();
    const auto nodes = occurrences(bytes,
                                   "\"\x04"
                                   "Conv") +
                       occurrences(bytes,
                                   "\"\x04"
                                   "Relu") +
                       occurrences(bytes,
                                   "\"\x03"
                                   "Add");  // the field op_type of a node
    EXPECT_EQ(static_cast<std::int64_t>(nodes), operators);
    EXPECT_EQ(occurrences(bytes,
                          "\"\x04"
                          "Conv"),
              static_cast<std::size_t>(operators + 2) / 3);
    EXPECT_LT(bytes.size(), 8192U + 100U * static_cast<std::size_t>(operators));
  }
}

TEST(Synthetic, AWideModelWeighsWhatWasAsked) {
  for (const std::int64_t mebibytes : {1, 5}) {
    const std::size_t bytes = buildWide(mebibytes, {}).checkedBytes().size();
    const auto weights = static_cast<std::size_t>(mebibytes) << 20U;
    EXPECT_GT(bytes, weights);
    EXPECT_LT(bytes, weights + 16384U);
  }
}

TEST(Synthetic, RefusesSizesOutOfRange) {
  using test::expectError;
  expectError(ErrorCode::usage, {"--chain", "0", "1 to 1000000"}, [] { buildChain(0, {}); });
  expectError(ErrorCode::usage, {"--chain"}, [] { buildChain(1'000'001, {}); });
  expectError(ErrorCode::usage, {"--wide", "-1", "1 to 1024"}, [] { buildWide(-1, {}); });
  expectError(ErrorCode::usage, {"--wide"}, [] { buildWide(1025, {}); });
}

}  // namespace
}  // namespace tessera::arch
