#pragma once

#include <benchmark/benchmark.h>

#include <filesystem>
#include <optional>
#include <string>

#include "core/graph.h"
#include "importers/importer.h"

namespace tessera::test {

/// The file of a generated sample; a benchmark without it says how to make it and is skipped.
inline std::optional<std::string> samplePath(benchmark::State& state, const std::string& name) {
  const std::string path = std::string(TESSERA_SAMPLES "/") + name + ".onnx";
  if (std::filesystem::exists(path)) return path;
  state.SkipWithError(("no " + path + ": script/bench generates it").c_str());
  return std::nullopt;
}

}  // namespace tessera::test
