// Registered only where TensorFlow Lite Micro's reference vectors and their models are.
#if defined(TESSERA_TFLITE_VECTORS) && defined(TESSERA_DATA_DIR)
#include <gtest/gtest.h>
#include <zlib.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "importers/importer.h"
#include "sim/verify/execute.h"

namespace tessera::verify {
namespace {

using Json = nlohmann::json;
using Bytes8 = std::vector<std::byte>;
namespace fs = std::filesystem;

std::vector<std::string> vectorNames() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(TESSERA_TFLITE_VECTORS)) {
    if (entry.is_directory()) names.push_back(entry.path().filename());
  }
  std::sort(names.begin(), names.end());
  return names;
}

/// What a file holds, which may be packed by gzip.
Bytes8 contentOfFile(const fs::path& path) {
  Bytes8 bytes;
  gzFile file = gzopen(path.c_str(), "rb");
  if (file == nullptr) throw std::runtime_error("cannot read " + path.string());
  constexpr unsigned piece = 1U << 16U;
  int got = 0;
  do {
    bytes.resize(bytes.size() + piece);
    got = gzread(file, bytes.data() + bytes.size() - piece, piece);
    bytes.resize(bytes.size() - piece + static_cast<std::size_t>(std::max(got, 0)));
  } while (got > 0);
  gzclose(file);
  return bytes;
}

/// One vector: a network, its inputs and what each of its operators writes.
struct Vector {
  fs::path folder;
  Json tensors;
  Imported imported;
  Graph graph;
  TensorBytes inputs;

  explicit Vector(const std::string& name) : Vector(fs::path(TESSERA_TFLITE_VECTORS) / name) {}

  TensorId find(std::size_t index) const {
    const std::string& name = imported.fileTensors.at(index);
    const auto all = graph.tensors();
    const auto at = std::find_if(all.begin(), all.end(),
                                 [&](const Tensor& tensor) { return tensor.name == name; });
    if (at == all.end()) throw std::runtime_error("the network has no tensor '" + name + "'");
    return TensorId(static_cast<std::size_t>(at - all.begin()));
  }

 private:
  explicit Vector(const fs::path& path) : Vector(path, read(path / "info.json")) {}
  Vector(const fs::path& path, const Json& info)
      : folder(path),
        tensors(read(path / "tensors.json")),
        imported(importModel(modelOf(path, info.at("model")))),
        graph(imported.network) {
    for (const Json& input : info.at("inputs")) {
      inputs[find(input.at("index"))] = contentOfFile(path / std::string(input.at("file")));
    }
  }

  static Json read(const fs::path& path) {
    std::ifstream file(path);
    return Json::parse(file);
  }
  static fs::path modelOf(const fs::path& folder, const std::string& name) {
    const fs::path own = folder / name;
    return fs::exists(own) ? own : fs::path(TESSERA_DATA_DIR) / "models" / name;
  }
};

/// Whether real numbers are equal but for the order of a sum and the C library's functions.
bool closeReals(const Bytes8& a, const Bytes8& b) {
  for (std::size_t at = 0; at + sizeof(float) <= a.size(); at += sizeof(float)) {
    float x = 0;
    float y = 0;
    std::memcpy(&x, a.data() + at, sizeof x);
    std::memcpy(&y, b.data() + at, sizeof y);
    if (!(std::fabs(x - y) <= 1e-6F * std::max(1.0F, std::fabs(y)))) return false;
  }
  return true;
}

class TfliteVector : public testing::TestWithParam<std::string> {};

TEST_P(TfliteVector, EveryOperatorWritesItsBytes) {
  const Vector vector(GetParam());
  const TensorBytes run = plainRun(vector.graph, vector.inputs);
  for (const Json& tensor : vector.tensors) {
    const Bytes8 expected = contentOfFile(vector.folder / std::string(tensor.at("file")));
    const Bytes8& actual = bytesOf(vector.graph, run, vector.find(tensor.at("index")));
    const std::string where = "operator " + tensor.at("op").dump() + " (" +
                              std::string(tensor.at("operator")) + "), tensor '" +
                              std::string(tensor.at("name")) + "'";
    ASSERT_EQ(actual.size(), expected.size()) << where;
    if (tensor.at("dtype") == "float32") {
      ASSERT_TRUE(closeReals(actual, expected)) << where;
      continue;
    }
    const auto [first, other] = std::mismatch(actual.begin(), actual.end(), expected.begin());
    ASSERT_EQ(first, actual.end()) << where << " differs first in byte " << first - actual.begin();
  }
}

INSTANTIATE_TEST_SUITE_P(All, TfliteVector, testing::ValuesIn(vectorNames()),
                         [](const auto& vector) { return vector.param; });

}  // namespace
}  // namespace tessera::verify
#endif
