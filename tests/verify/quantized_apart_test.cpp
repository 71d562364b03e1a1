#include <gtest/gtest.h>

#include <array>
#include <cstring>

#include "importers/importer.h"
#include "sim/verify/execute.h"

namespace tessera::verify {
namespace {

/// Conv -> Q/DQ under 0.01 -> Relu -> Q/DQ under 0.05, with weights that keep the values: 1.27 is
/// the largest value between them. Expected is what onnxruntime gives.
TEST(QuantizedApart, AConvolutionSaturatesBeforeItsActivation) {
  const Graph graph(importModel(TESSERA_SOURCE_DIR "/tests/cli/models/minq_relu.onnx").network);
  std::array<float, 16> image{0.1F, -5.7F, 2.5F, 3.3F, 0.05F, 1.05F};
  std::vector<std::byte> bytes(sizeof image);
  std::memcpy(bytes.data(), image.data(), bytes.size());
  const TensorBytes run = plainRun(graph, {{graph.inputs()[0], bytes}});
  const std::vector<std::byte> result = bytesOf(graph, run, graph.outputs()[0]);
  const std::vector<float> expected{0.1F, 0.0F, 1.25F, 1.25F, 0.05F, 1.05F};
  for (std::size_t i = 0; i < expected.size(); ++i) {
    float value = 0;
    std::memcpy(&value, &result.at(i * sizeof value), sizeof value);
    EXPECT_NEAR(value, expected[i], 1e-6F) << i;
  }
}

}  // namespace
}  // namespace tessera::verify
