#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <utility>

#include "core/architecture/architecture_json_read.h"
#include "core/graph.h"
#include "core/work.h"
#include "importers/architecture/build_float.h"
#include "importers/importer.h"
#include "sample_models/build_qdq.h"
#include "tests/sample_models/architectures.h"
#include "tests/support/temp_folder.h"

namespace tessera::arch {
namespace {

TEST(Samples, AreTheNetworksOfTheLiterature) {
  EXPECT_THAT(test::architectureNames(),
              testing::ElementsAre("autoencoder", "ds-cnn", "mbv2-w0.35-r144", "mbv2-w0.35-r224",
                                   "mbv2-w0.5-r144", "mbv2-w0.5-r144-rd", "mbv2-w1.0-r224",
                                   "mbv2-w1.0-r224-rd", "mcunet-in0", "mcunet-in1", "mcunet-in2",
                                   "mcunet-vww0", "mcunet-vww1", "mobilenetv1-0.25-96",
                                   "proxyless-w0.3", "resnet8"));
}

/// What is counted in a model after it went through a file and the importer.
struct Counted {
  std::int64_t macs = 0;
  std::int64_t parameters = 0;
  std::size_t unknownOperators = 0;
  Shape output;
};

Counted counted(const onnx_import::ModelWriter& writer, const ImportOptions& options = {}) {
  const test::TempFolder folder;
  const auto file = folder.path() / "model.onnx";
  writer.save(file);
  const Graph graph(importModel(file, options).network);
  const ModelWork work = modelWork(graph);
  return {work.macs.count(), modelSize(graph).parameters, work.unknownOperators,
          graph[graph.outputs().front()].shape};
}

class Sample : public testing::TestWithParam<std::string> {
 protected:
  const Architecture architecture = readArchitecture(test::architectureFile(GetParam()));
  const Published published = architecture.published.value();
};

TEST_P(Sample, IsNamedAfterItsFileAndSaysItsSource) {
  EXPECT_EQ(architecture.name, GetParam());
  EXPECT_GT(architecture.source.size(), 10U);
}

TEST_P(Sample, HasThePublishedWorkAndParameters) {
  const Counted found = counted(buildFloat(architecture, {}));
  EXPECT_EQ(found.macs, published.macs);
  EXPECT_EQ(found.parameters, published.parametersFolded);
  EXPECT_EQ(found.unknownOperators, 0U);
}

TEST_P(Sample, HasThePublishedTrainedParametersWithoutFolding) {
  ImportOptions options;
  options.rewrites.disabled = {"fold-batch-norm"};
  const Counted found = counted(buildFloat(architecture, {}), options);
  EXPECT_EQ(found.macs, published.macs);
  EXPECT_EQ(found.parameters, published.parametersTrained.value_or(published.parametersFolded));
}

TEST_P(Sample, HasTheSameWorkAndParametersInInt8) {
  const Counted found = counted(buildQdq(architecture, {}));
  EXPECT_EQ(found.macs, published.macs);
  EXPECT_EQ(found.parameters, published.parametersFolded);
  EXPECT_EQ(found.unknownOperators, 0U);
  EXPECT_EQ(found.output, planOf(architecture).nodes.back().shape);
}

INSTANTIATE_TEST_SUITE_P(Architectures, Sample, testing::ValuesIn(test::architectureNames()),
                         [](const auto& info) { return test::testName(info.param); });

}  // namespace
}  // namespace tessera::arch
