// The reference interpreter on ONNX's own backend tests (Debian's libonnx-testdata): every model
// with inputs and expected outputs either comes out as ONNX expects, or stands with its reason in
// conformance_gaps.txt.

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <string>
#include <vector>

#include "core/error.h"
#include "core/graph.h"
#include "importers/importer.h"
#include "importers/tensor_file.h"
#include "sim/verify/element.h"
#include "sim/verify/execute.h"

namespace tessera::verify {
namespace {

namespace fs = std::filesystem;

const fs::path kRoot = "/usr/share/libonnx-testdata/data";
constexpr double relativeTolerance = 1e-3;  // of ONNX's own backend tests
constexpr double absoluteTolerance = 1e-7;

std::vector<fs::path> modelFolders() {
  std::vector<fs::path> folders;
  for (const auto& entry : fs::recursive_directory_iterator(kRoot)) {
    if (entry.path().filename() != "model.onnx") continue;
    if (fs::exists(entry.path().parent_path() / "test_data_set_0")) {
      folders.push_back(entry.path().parent_path());
    }
  }
  std::sort(folders.begin(), folders.end());
  return folders;
}

/// The values as reals, in order.
std::vector<double> reals(const Tensor& tensor, const std::vector<std::byte>& bytes) {
  std::vector<double> values;
  withElementType(tensor, [&](auto type) {
    using Element = typename decltype(type)::Type;
    for (std::size_t at = 0; at + sizeof(Element) <= bytes.size(); at += sizeof(Element)) {
      values.push_back(toReal(loadElement<Element>(bytes.data() + at)));
    }
  });
  return values;
}

bool close(double actual, double expected, bool exact) {
  if (std::isnan(expected)) return std::isnan(actual);
  if (exact || std::isinf(expected)) return actual == expected;
  return std::abs(actual - expected) <= absoluteTolerance + relativeTolerance * std::abs(expected);
}

/// What is wrong with one output; empty where it is as ONNX expects.
std::string faultOf(const Tensor& tensor, const std::vector<std::byte>& actual,
                    const TensorFile& expected) {
  if (actual.size() != expected.bytes.size()) return "has another size";
  const std::vector<double> left = reals(tensor, actual);
  const std::vector<double> right = reals(tensor, expected.bytes);
  for (std::size_t i = 0; i < left.size(); ++i) {
    if (close(left[i], right[i], !isFloat(tensor.dtype))) continue;
    return "element " + std::to_string(i) + " is " + std::to_string(left[i]) + " and not " +
           std::to_string(right[i]);
  }
  return {};
}

fs::path dataFile(const fs::path& folder, const std::string& kind, std::size_t index) {
  return folder / "test_data_set_0" / (kind + "_" + std::to_string(index) + ".pb");
}

/// The inputs by name; files without one are in the order of the graph's inputs.
TensorBytes inputsOf(const Graph& graph, const fs::path& folder) {
  TensorBytes inputs;
  for (std::size_t i = 0; fs::exists(dataFile(folder, "input", i)); ++i) {
    const TensorFile file = readTensorFile(dataFile(folder, "input", i));
    for (std::size_t j = 0; j < graph.inputs().size(); ++j) {
      const TensorId id = graph.inputs()[j];
      if (file.name.empty() ? i == j : graph[id].name == file.name) inputs[id] = file.bytes;
    }
  }
  return inputs;
}

/// Models whose expected output is not what ONNX's text says, and why.
const std::map<std::string, std::string> deviations{
    {"node/test_cast_FLOAT_to_BFLOAT16",
     "the suite cuts the mantissa off; ONNX's text rounds to nearest even, as we do"}};

/// "" where all outputs are right, else why the model did not come so far.
std::string outcomeOf(const fs::path& folder, const ImportOptions& options) {
  try {
    const Graph graph(importModel(folder / "model.onnx", options).network);
    const TensorBytes run = plainRun(graph, inputsOf(graph, folder));
    for (std::size_t i = 0; i < graph.outputs().size(); ++i) {
      const TensorId id = graph.outputs()[i];
      const std::string fault = faultOf(graph[id], bytesOf(graph, run, id),
                                        readTensorFile(dataFile(folder, "output", i)));
      const auto known = deviations.find(folder.lexically_relative(kRoot).string());
      if (!fault.empty() && known != deviations.end()) return known->second;
      if (!fault.empty()) return "WRONG: " + graph[id].name + " " + fault;
    }
    return {};
  } catch (const Error& error) {
    return error.message();
  } catch (const std::exception& error) {
    return std::string("CRASH: ") + error.what();
  }
}

ImportOptions withoutRewrites() {
  ImportOptions options;
  for (const Rewrite& rewrite : allRewrites()) options.lowering.disabled.emplace(rewrite.name);
  return options;
}

std::vector<std::string> gaps(const ImportOptions& options) {
  std::vector<std::string> found;
  std::size_t passed = 0;
  for (const fs::path& folder : modelFolders()) {
    const std::string outcome = outcomeOf(folder, options);
    passed += outcome.empty() ? 1 : 0;
    if (!outcome.empty()) {
      found.push_back(folder.lexically_relative(kRoot).string() + ": " + outcome);
    }
  }
  std::cout << passed << " models come out as ONNX expects, " << found.size() << " do not run\n";
  return found;
}

/// With TESSERA_REWRITE_CASES set (script/rewrite-cases) the list is written instead, for review.
void expectGaps(const std::vector<std::string>& found, const std::string& name) {
  const fs::path path = fs::path(TESSERA_SOURCE_DIR) / "tests/verify" / name;
  if (std::getenv("TESSERA_REWRITE_CASES") != nullptr) {
    std::ofstream file(path);
    for (const std::string& line : found) file << line << '\n';
  }
  std::ifstream file(path);
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);) lines.push_back(line);
  EXPECT_EQ(found, lines);
}

TEST(InterpreterConformance, EveryModelThatRunsComesOutAsOnnxExpects) {
  expectGaps(gaps(withoutRewrites()), "conformance_gaps.txt");
}

TEST(InterpreterConformance, RewritesDoNotChangeResults) {
  expectGaps(gaps({}), "conformance_gaps_rewritten.txt");
}

}  // namespace
}  // namespace tessera::verify
