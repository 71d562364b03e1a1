#include <gtest/gtest.h>

#include "importers/importer.h"
#include "sim/verify/execute.h"

namespace tessera::verify {
namespace {

/// Conv -> Q/DQ under 0.01 -> Relu -> Q/DQ under 0.05, with weights that keep the values: 1.27 is
/// the largest value between them. Expected is what onnxruntime gives.
TEST(QuantizedApart, AConvolutionSaturatesBeforeItsActivation) {
  const Graph graph(importModel(TESSERA_SOURCE_DIR "/tests/cli/models/minq_relu.onnx").network);
  std::vector<std::byte> image(16);
  const std::vector<int> given{2, -114, 50, 66, 1, 21};  // 0.1, -5.7, 2.5, 3.3, 0.05, 1.05
  for (std::size_t i = 0; i < given.size(); ++i) image[i] = static_cast<std::byte>(given[i]);
  const TensorBytes run = plainRun(graph, {{graph.inputs()[0], image}});
  const std::vector<std::byte> bytes = bytesOf(graph, run, graph.outputs()[0]);
  const std::vector<int> expected{2, 0, 25, 25, 1, 21};  // 0.1, 0, 1.25, 1.25, 0.05, 1.05
  for (std::size_t i = 0; i < expected.size(); ++i) {
    EXPECT_EQ(static_cast<std::int8_t>(bytes.at(i)), expected[i]) << i;
  }
}

}  // namespace
}  // namespace tessera::verify
