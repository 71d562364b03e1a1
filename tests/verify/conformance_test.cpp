// The reference interpreter on ONNX's own backend tests (Debian's libonnx-testdata): every model
// with inputs and expected outputs either comes out as ONNX expects, or stands with its reason in
// a list beside this file. Each model runs as it is, and again with all inputs but the first as
// constants; both with every rewrite and with none.

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
#include "importers/lower/lowering.h"
#include "importers/tensor_file.h"
#include "sim/verify/element.h"
#include "sim/verify/execute.h"
#include "tests/support/temp_folder.h"
#include "tests/verify/frozen_model.h"

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
  if (tensor.shape != expected.shape) return "is " + tensor.shape.text();
  // NumPy, which wrote the files, has no bfloat16 and stores its bits as uint16.
  const DType written = tensor.dtype == DType::bfloat16 ? DType::uint16 : tensor.dtype;
  if (expected.dtype != written) return "is of type " + std::string(name(tensor.dtype));
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

/// The files of the inputs, in the order of the graph's inputs.
std::map<TensorId, TensorFile> inputFiles(const Graph& graph, const fs::path& folder) {
  std::map<TensorId, TensorFile> files;
  for (std::size_t i = 0; i < graph.inputs().size(); ++i) {
    if (!fs::exists(dataFile(folder, "input", i))) break;
    files[graph.inputs()[i]] = readTensorFile(dataFile(folder, "input", i));
  }
  return files;
}

/// The model with the shapes that its inputs have: some declare others.
Graph importedFor(const fs::path& folder, const fs::path& model, ImportOptions options) {
  Graph graph(importModel(model, options).network);
  for (const auto& [id, file] : inputFiles(graph, folder)) {
    if (graph[id].shape != file.shape) options.inputShapes[graph[id].name] = file.shape;
  }
  return options.inputShapes.empty() ? graph : Graph(importModel(model, options).network);
}

constexpr std::string_view cutOff =
    "the suite cuts the mantissa off; ONNX's text rounds to nearest even, as we do";

/// Models whose expected output is not what ONNX's text says, and why.
const std::map<std::string, std::string_view> deviations{
    {"node/test_cast_FLOAT_to_BFLOAT16", cutOff},
    {"node/test_castlike_FLOAT_to_BFLOAT16", cutOff},
    {"node/test_castlike_FLOAT_to_BFLOAT16_expanded", cutOff}};

/// "LSTM: it is recurrent": the operator's type, where the error names one, and what is missing.
std::string reasonOf(const Error& error) {
  const std::string prefix = "the interpreter cannot run it: ";
  std::string message = error.message();
  if (message.starts_with(prefix)) message.erase(0, prefix.size());
  const std::size_t open = error.where().rfind('(');
  if (open == std::string::npos || !error.where().ends_with(")")) return message;
  return error.where().substr(open + 1, error.where().size() - open - 2) + ": " + message;
}

/// "" where all outputs are right, else why the model did not come so far.
std::string outcomeOf(const fs::path& folder, const fs::path& model, const ImportOptions& options) {
  try {
    const Graph graph = importedFor(folder, model, options);
    TensorBytes inputs;
    for (auto& [id, file] : inputFiles(graph, folder)) inputs[id] = std::move(file.bytes);
    const TensorBytes run = plainRun(graph, inputs);
    for (std::size_t i = 0; i < graph.outputs().size(); ++i) {
      const TensorId id = graph.outputs()[i];
      const std::string fault = faultOf(graph[id], bytesOf(graph, run, id),
                                        readTensorFile(dataFile(folder, "output", i)));
      const auto known = deviations.find(folder.lexically_relative(kRoot).string());
      if (!fault.empty() && known != deviations.end()) return std::string(known->second);
      if (!fault.empty()) return "WRONG: " + graph[id].name + " " + fault;
    }
    return {};
  } catch (const Error& error) {
    return reasonOf(error);
  } catch (const std::exception& error) {
    return std::string("CRASH: ") + error.what();
  }
}

ImportOptions withoutRewrites() {
  ImportOptions options;
  options.rewrites.disabled.insert("fold-constants");
  for (const Rewrite& rewrite : allRewrites()) options.rewrites.disabled.emplace(rewrite.name);
  return options;
}

/// One line for each model that does not come out as ONNX expects.
std::vector<std::string> gaps(const ImportOptions& options, bool frozen) {
  const test::TempFolder temporary;
  std::vector<std::string> found;
  std::size_t passed = 0;
  for (const fs::path& folder : modelFolders()) {
    fs::path model = folder / "model.onnx";
    if (frozen) {
      model = temporary.path() / "frozen.onnx";
      if (!freezeModel(folder, model)) continue;
    }
    const std::string outcome = outcomeOf(folder, model, options);
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
  expectGaps(gaps(withoutRewrites(), false), "conformance_gaps.txt");
}

TEST(InterpreterConformance, RewritesDoNotChangeResults) {
  expectGaps(gaps({}, false), "conformance_gaps_rewritten.txt");
}

TEST(InterpreterConformance, ConstantsGiveWhatInputsGive) {
  expectGaps(gaps(withoutRewrites(), true), "conformance_gaps_frozen.txt");
}

TEST(InterpreterConformance, RewritesDoNotChangeResultsOfConstants) {
  expectGaps(gaps({}, true), "conformance_gaps_frozen_rewritten.txt");
}

}  // namespace
}  // namespace tessera::verify
