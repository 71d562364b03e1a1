#include "core/architecture/architecture_json_read.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/support/expect_error.h"
#include "tests/support/temp_folder.h"

namespace tessera::arch {
namespace {

using test::expectError;

std::string network(const std::string& layers, const std::string& more = "") {
  return R"({"schema": 1, "name": "n", "source": "s", "input": [3, 8, 8], )" + more +
         R"("layers": )" + layers + "}";
}

void expectFileRefused(const std::string& json, const std::vector<std::string>& words) {
  SCOPED_TRACE(json);
  expectError(ErrorCode::input, words, [&] { parseArchitecture(json, "net.json"); });
}

TEST(Architecture, KeepsWhatTheFileSays) {
  const Architecture read = parseArchitecture(
      network(R"([{"conv": {"name": "first", "out": 16, "kernel": [3, 5], "stride": 2}}])",
              R"("description": "d", "published": {"macs": 5, "parameters_folded": 6},)"),
      "net.json");
  EXPECT_EQ(read.name, "n");
  EXPECT_EQ(read.description, "d");
  EXPECT_EQ(read.source, "s");
  EXPECT_EQ(read.input, (Shape{1, 3, 8, 8}));
  ASSERT_TRUE(read.published);
  EXPECT_EQ(read.published->macs, 5);
  EXPECT_EQ(read.published->parametersFolded, 6);
  EXPECT_FALSE(read.published->parametersTrained);
  ASSERT_EQ(read.layers.size(), 1U);
  const auto& conv = std::get<ConvLayer>(read.layers[0]);
  EXPECT_EQ(conv.name, "first");
  EXPECT_EQ(conv.out, 16);
  EXPECT_EQ(conv.kernel, (std::array<std::int64_t, 2>{3, 5}));
  EXPECT_EQ(conv.stride, (std::array<std::int64_t, 2>{2, 2}));
}

TEST(Architecture, ALayerOverridesTheDefaults) {
  const Architecture read = parseArchitecture(
      network(
          R"([{"conv": {"name": "a", "out": 1, "kernel": 1}},
                  {"conv": {"name": "b", "out": 1, "kernel": 1, "activation": "none",
                            "batch_norm": false, "padding": "valid"}}])",
          R"("defaults": {"activation": "relu6", "batch_norm": true, "padding": "symmetric"},)"),
      "net.json");
  const auto& byDefault = std::get<ConvLayer>(read.layers[0]);
  EXPECT_EQ(byDefault.activation, LayerActivation::relu6);
  EXPECT_EQ(byDefault.padding, Padding::symmetric);
  EXPECT_TRUE(byDefault.batchNorm);
  const auto& own = std::get<ConvLayer>(read.layers[1]);
  EXPECT_EQ(own.activation, LayerActivation::none);
  EXPECT_EQ(own.padding, Padding::valid);
  EXPECT_FALSE(own.batchNorm);
}

TEST(Architecture, ABottleneckKeepsItsParts) {
  const Architecture read = parseArchitecture(
      network(R"([{"mb": {"name": "b", "expand": 18, "kernel": 3, "out": 3, "residual": true,
                          "squeeze": 4, "gate": "hardsigmoid", "activation": "relu6"}}])"),
      "net.json");
  const auto& block = std::get<BottleneckLayer>(read.layers.at(0));
  EXPECT_EQ(block.name, "b");
  EXPECT_EQ(block.expand, 18);
  EXPECT_EQ(block.depthwise.kernel, (std::array<std::int64_t, 2>{3, 3}));
  EXPECT_EQ(block.depthwise.activation, LayerActivation::relu6);
  EXPECT_FALSE(block.depthwise.out);
  EXPECT_EQ(block.squeeze, (SqueezeExcite{4, LayerActivation::hardSigmoid}));
  EXPECT_EQ(block.out, 3);
  EXPECT_TRUE(block.residual);
}

TEST(Architecture, RefusesBrokenFilesInOneLineThatNamesTheKey) {
  expectFileRefused("{", {"net.json", "not valid JSON", "line 1"});
  expectFileRefused("[]", {"net.json", "expected an object"});
  expectFileRefused(R"({"schema": 2})", {"net.json: schema", "schema 2 is not known", "schema 1"});
  expectFileRefused(R"({"schema": 1, "name": "n"})", {"net.json", "'source' is missing"});
  expectFileRefused(network("[]"), {"layers", "not empty"});
  expectFileRefused(network(R"([{"pool": {}}])", R"("inputs": 3,)"), {"'inputs' is not a key"});
  expectFileRefused(network(R"([{"convolution": {}}])"),
                    {"layers[0]", "'convolution'", "separable"});
  expectFileRefused(network(R"([{"pool": {}}, {"fc": {}}])"), {"layers[1].fc", "'out' is missing"});
  expectFileRefused(network(R"([{"pool": {}, "fc": {}}])"), {"layers[0]", "one key"});
  expectFileRefused(network(R"([{"conv": {"name": "c", "out": 1, "kernel": 0}}])"),
                    {"layers[0].conv.kernel", "1 to 255"});
  expectFileRefused(network(R"([{"conv": {"name": "c", "out": 1, "kernel": [1, 2, 3]}}])"),
                    {"layers[0].conv.kernel", "[rows, columns]"});
  expectFileRefused(network(R"([{"conv": {"name": "c", "out": 1e9, "kernel": 1}}])"),
                    {"layers[0].conv.out", "1 to 65536"});
  expectFileRefused(network(R"([{"fc": {"out": 18446744073709551615}}])"), {"layers[0].fc.out"});
  expectFileRefused(network(R"([{"fc": {"out": 1, "activation": "gelu"}}])"),
                    {"layers[0].fc.activation", "'gelu'", "none, relu, relu6"});
  expectFileRefused(network(R"([{"fc": {"out": 1, "activatoin": "relu"}}])"), {"'activatoin'"});
  expectFileRefused(network(R"([{"residual": {"name": "r", "branch": [{"fc": {"out": "x"}}]}}])"),
                    {"layers[0].residual.branch[0].fc.out"});
}

TEST(Architecture, IsToldFromSchedulesAndReports) {
  const test::TempFolder folder;
  const auto says = [&](const std::string& text) {
    return isArchitectureFile(folder.write("file.json", text));
  };
  EXPECT_TRUE(says(network("[]")));
  EXPECT_TRUE(says(R"({ "name": "n", "layers" : []})"));
  EXPECT_FALSE(says(R"({"name": "n", "tessera_schedule": 2, "blocks": [{"order": "layers"}]})"));
  EXPECT_FALSE(says(R"({"schema_version": 1, "architecture": {"layers": []}})"));
  EXPECT_FALSE(says("[]"));
  EXPECT_FALSE(isArchitectureFile(folder.path() / "nope.json"));
}

TEST(Architecture, RefusesResidualsWithoutEnd) {
  std::string layers = R"([{"pool": {}}])";
  for (int depth = 0; depth < 100; ++depth) {
    layers = R"([{"residual": {"name": "r", "branch": )" + layers + "}}]";
  }
  expectFileRefused(network(layers), {"nested too deeply"});
}

TEST(Architecture, RefusesFilesThatAreNotThereOrTooLarge) {
  const test::TempFolder folder;
  const auto large = folder.write("large.json", std::string((1 << 20) + 1, ' '));
  for (const auto& path : {folder.path() / "nope.json", folder.path(), large}) {
    expectError(ErrorCode::input, {path.string(), "cannot be read"},
                [&] { readArchitecture(path); });
  }
}

}  // namespace
}  // namespace tessera::arch
