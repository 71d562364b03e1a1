#pragma once

#include <zlib.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <vector>

#include "importers/importer.h"
#include "sim/verify/execute.h"

// Where TensorFlow Lite Micro's reference vectors and their models are: see the README there.
namespace tessera::test {

/// All vectors there are.
inline std::vector<std::string> tfliteVectors() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(TESSERA_TFLITE_VECTORS)) {
    if (entry.is_directory()) names.push_back(entry.path().filename());
  }
  std::sort(names.begin(), names.end());
  return names;
}

/// What a file holds, which may be packed by gzip.
inline std::vector<std::byte> contentOfFile(const std::filesystem::path& path) {
  std::vector<std::byte> bytes;
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
struct TfliteVector {
  std::filesystem::path folder;
  nlohmann::json tensors;
  Imported imported;
  Graph graph;
  verify::TensorBytes inputs;

  explicit TfliteVector(const std::string& name)
      : TfliteVector(folderOf(name), read(folderOf(name) / "info.json")) {}

  TensorId find(std::size_t index) const {
    const std::string& name = imported.fileTensors.at(index);
    const auto all = graph.tensors();
    const auto at = std::find_if(all.begin(), all.end(),
                                 [&](const Tensor& tensor) { return tensor.name == name; });
    if (at == all.end()) throw std::runtime_error("the network has no tensor '" + name + "'");
    return TensorId(static_cast<std::size_t>(at - all.begin()));
  }

 private:
  TfliteVector(const std::filesystem::path& path, const nlohmann::json& info)
      : folder(path),
        tensors(read(path / "tensors.json")),
        imported(importModel(modelOf(path, info.at("model")))),
        graph(imported.network) {
    for (const nlohmann::json& input : info.at("inputs")) {
      inputs[find(input.at("index"))] = contentOfFile(path / std::string(input.at("file")));
    }
  }

  static std::filesystem::path folderOf(const std::string& name) {
    return std::filesystem::path(TESSERA_TFLITE_VECTORS) / name;
  }
  static nlohmann::json read(const std::filesystem::path& path) {
    std::ifstream file(path);
    return nlohmann::json::parse(file);
  }
  static std::filesystem::path modelOf(const std::filesystem::path& folder,
                                       const std::string& name) {
    const std::filesystem::path own = folder / name;
    return std::filesystem::exists(own) ? own
                                        : std::filesystem::path(TESSERA_DATA_DIR) / "models" / name;
  }
};

}  // namespace tessera::test
