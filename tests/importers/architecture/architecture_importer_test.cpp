#include "importers/architecture/architecture_importer.h"

#include <gtest/gtest.h>

#include <memory>
#include <set>

#include "core/architecture/architecture_json_write.h"
#include "core/architecture/plan_network.h"
#include "core/architecture/recover.h"
#include "core/graph.h"
#include "core/work.h"
#include "importers/architecture/build_float.h"
#include "importers/importer.h"
#include "tests/support/expect_error.h"
#include "tests/support/random_architecture.h"
#include "tests/support/temp_folder.h"

namespace tessera::arch {
namespace {

void expectSameNetwork(const Network& a, const Network& b) {
  ASSERT_EQ(a.operators.size(), b.operators.size());
  for (std::size_t i = 0; i < a.operators.size(); ++i) {
    const Operator& one = a.operators[i];
    const Operator& other = b.operators[i];
    EXPECT_EQ(one.name, other.name);
    EXPECT_EQ(one.type, other.type);
    EXPECT_EQ(one.attributes.index(), other.attributes.index());
    EXPECT_EQ(one.fusedActivation, other.fusedActivation) << one.name;
    ASSERT_EQ(one.inputs.size(), other.inputs.size()) << one.name;
    for (std::size_t k = 0; k < one.inputs.size(); ++k) {
      EXPECT_EQ(a.tensor(one.inputs[k]).shape, b.tensor(other.inputs[k]).shape) << one.name;
      EXPECT_EQ(a.tensor(one.inputs[k]).role, b.tensor(other.inputs[k]).role) << one.name;
    }
    EXPECT_EQ(a.tensor(one.outputs[0]).shape, b.tensor(other.outputs[0]).shape) << one.name;
    EXPECT_EQ(a.tensor(one.outputs[0]).aliasOf.has_value(),
              b.tensor(other.outputs[0]).aliasOf.has_value());
  }
}

/// The network of the same architecture three ways: from its ONNX model, its file, and directly.
TEST(ArchitectureImporter, EqualsTheImportedOnnxModel) {
  const test::TempFolder folder;
  const auto model = folder.path() / "model.onnx";
  for (std::uint32_t seed = 0; seed < 60; ++seed) {
    const Architecture made = test::randomArchitecture(seed);
    SCOPED_TRACE(architectureJson(made));
    buildFloat(made, {}).save(model);
    const auto file = folder.write("net.json", architectureJson(made));
    const Imported fromOnnx = importModel(model);
    const Imported fromJson = importModel(file);
    expectSameNetwork(fromOnnx.network, fromJson.network);
    EXPECT_EQ(fromJson.deployment, fromOnnx.deployment);
    for (std::size_t i = 0; i < fromOnnx.network.tensors.size(); ++i) {
      const Tensor& weight = fromOnnx.network.tensors[i];
      if (weight.role != TensorRole::weight) continue;
      for (const Tensor& other : fromJson.network.tensors) {
        if (other.name != weight.name) continue;
        EXPECT_EQ(loadBytes(weight.data), loadBytes(other.data)) << weight.name;
      }
    }
    ImportOptions real;
    real.deployment = Deployment::asStored;
    const auto plan = std::make_shared<const Plan>(planOf(made));
    expectSameNetwork(importModel(file, real).network, networkOf(plan, NetworkForm::lowered));
  }
}

TEST(ArchitectureImporter, ANetworkThatWentThroughOnnxIsRecovered) {
  const test::TempFolder folder;
  const auto model = folder.path() / "model.onnx";
  ImportOptions options;
  options.rewrites.disabled = {"fold-batch-norm"};
  options.deployment = Deployment::float32;
  for (std::uint32_t seed = 0; seed < 60; ++seed) {
    const Architecture made = test::randomArchitecture(seed);
    buildFloat(made, {}).save(model);
    const Architecture found = architectureOf(Graph(importModel(model, options).network));
    const auto plan = std::make_shared<const Plan>(planOf(found));
    const auto other = std::make_shared<const Plan>(planOf(made));
    expectSameNetwork(networkOf(plan, NetworkForm::exported),
                      networkOf(other, NetworkForm::exported));
  }
}

TEST(ArchitectureImporter, SaysTheShapeOfItsInputItself) {
  const test::TempFolder folder;
  const auto file = folder.write("net.json", architectureJson(test::randomArchitecture(1)));
  ImportOptions options;
  options.inputShapes["input"] = Shape{1, 3, 8, 8};
  test::expectError(ErrorCode::usage, {"--input-shape", "\"input\""},
                    [&] { importModel(file, options); });
}

}  // namespace
}  // namespace tessera::arch
