// Every model of Debian's libonnx-testdata (ONNX's own backend tests) goes through the importer.
// What ONNX expects comes from the files beside each model: test_data_set_*/output_N.pb.

#include <gtest/gtest.h>
#include <onnx/onnx_pb.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/error.h"
#include "core/graph.h"
#include "importers/onnx/dtype.h"
#include "importers/onnx/onnx_importer.h"

namespace tessera::onnx_import {
namespace {

namespace fs = std::filesystem;

const fs::path kRoot = "/usr/share/libonnx-testdata/data";

std::vector<fs::path> modelFolders() {
  std::vector<fs::path> folders;
  for (const auto& entry : fs::recursive_directory_iterator(kRoot)) {
    if (entry.path().filename() == "model.onnx") folders.push_back(entry.path().parent_path());
  }
  std::sort(folders.begin(), folders.end());
  return folders;
}

std::string nameOf(const fs::path& folder) { return folder.lexically_relative(kRoot).string(); }

std::optional<::onnx::TensorProto> expectedOutput(const fs::path& folder, std::size_t index) {
  std::ifstream file(folder / "test_data_set_0" / ("output_" + std::to_string(index) + ".pb"),
                     std::ios::binary);
  ::onnx::TensorProto tensor;
  if (!file || !tensor.ParseFromIstream(&file)) return std::nullopt;
  return tensor;
}

/// How one import went: nothing wrong, a reason for the refusal, or what differs from ONNX.
struct Outcome {
  std::string refusal;
  std::string fault;
};

std::string mismatchOf(const Graph& graph, const fs::path& folder, bool compareTypes) {
  if (graph.outputs().empty()) return "no outputs";
  for (std::size_t i = 0; i < graph.outputs().size(); ++i) {
    const Tensor& output = graph[graph.outputs()[i]];
    const auto expected = expectedOutput(folder, i);
    if (!expected) return "no expected output " + std::to_string(i);
    const Shape shape(std::vector<std::int64_t>(expected->dims().begin(), expected->dims().end()));
    if (output.shape != shape) {
      return "output " + output.name + " is " + output.shape.text() + " and not " + shape.text();
    }
    // numpy, which wrote the files, has no bfloat16 and stores its bits as uint16.
    const DType written = output.dtype == DType::bfloat16 ? DType::uint16 : output.dtype;
    if (compareTypes && dtypeOf(expected->data_type()) != written) {
      return "output " + output.name + " is of type " + std::string(name(output.dtype));
    }
  }
  return {};
}

Outcome outcomeOf(const fs::path& folder, const ImportOptions& options, bool compareTypes) {
  try {
    const Imported imported = importOnnx(folder / "model.onnx", options);
    return {{}, mismatchOf(Graph(imported.network), folder, compareTypes)};
  } catch (const Error& error) {
    const std::string& message = error.message();
    if (error.code() != ErrorCode::unsupported) return {{}, error.what()};
    return {message.substr(0, message.find(':')), {}};
  } catch (const std::exception& error) {
    return {{}, error.what()};
  }
}

ImportOptions withoutRewrites() {
  ImportOptions options;
  options.rewrites.disabled.insert("fold-constants");
  for (const Rewrite& rewrite : allRewrites()) options.rewrites.disabled.emplace(rewrite.name);
  return options;
}

void expectNoFaults(const ImportOptions& options, bool compareTypes) {
  for (const fs::path& folder : modelFolders()) {
    const Outcome outcome = outcomeOf(folder, options, compareTypes);
    EXPECT_EQ(outcome.fault, "") << nameOf(folder);
  }
}

TEST(Conformance, AllModelsAreThere) { EXPECT_EQ(modelFolders().size(), 1072U); }

TEST(Conformance, OutputsHaveTheExpectedShapesAndTypes) { expectNoFaults(withoutRewrites(), true); }

TEST(Conformance, RewritesKeepTheShapesOfOutputs) { expectNoFaults({}, false); }

TEST(Conformance, RefusalsAreTheKnownOnes) {
  std::vector<std::string> refused;
  std::map<std::string, std::size_t> counts;
  for (const fs::path& folder : modelFolders()) {
    const Outcome outcome = outcomeOf(folder, {}, false);
    ++counts[outcome.refusal.empty() ? "imported" : outcome.refusal];
    if (!outcome.refusal.empty()) refused.push_back(nameOf(folder) + ": " + outcome.refusal);
  }
  for (const auto& [reason, count] : counts) std::cout << reason << ": " << count << '\n';
  std::vector<std::string> pinned;
  std::ifstream file(fs::path(TESSERA_SOURCE_DIR) / "tests/importers/onnx/refusals.txt");
  for (std::string line; std::getline(file, line);) pinned.push_back(line);
  EXPECT_EQ(refused, pinned);
}

}  // namespace
}  // namespace tessera::onnx_import
