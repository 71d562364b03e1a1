#include "cli/commands/verify_inputs.h"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "core/closest_name.h"
#include "core/error.h"
#include "importers/tensor_file.h"

namespace tessera::cli {
namespace {

void checkNames(const Graph& graph, const std::map<std::string, std::string>& files) {
  std::vector<std::string> names;
  for (const TensorId id : graph.inputs()) names.push_back(graph[id].name);
  for (const auto& [name, path] : files) {
    if (std::find(names.begin(), names.end(), name) != names.end()) continue;
    throw Error(ErrorCode::usage, "--input names '" + name + "', which is no graph input", {},
                closestName(name, names));
  }
}

std::vector<std::byte> valuesFrom(const std::string& path, const Tensor& tensor) {
  TensorFile file = readTensorFile(path);
  const Shape shape = fileShape(tensor);
  if (file.dtype != tensor.dtype || file.shape != shape) {
    throw Error(ErrorCode::input,
                fmt::format("holds {} {}, but input '{}' takes {} {}", name(file.dtype),
                            file.shape.text(), tensor.name, name(tensor.dtype), shape.text()),
                path, "convert it, or give the shape with --input-shape");
  }
  return tessera::verify::fromFileOrder(tensor, std::move(file.bytes));
}

}  // namespace

VerifyInputs verifyInputs(const Graph& graph, std::int64_t seed,
                          const std::map<std::string, std::string>& files) {
  checkNames(graph, files);
  VerifyInputs inputs;
  inputs.values = tessera::verify::randomInputs(graph, static_cast<std::uint64_t>(seed));
  for (const TensorId id : graph.inputs()) {
    const auto file = files.find(graph[id].name);
    if (file == files.end()) {
      inputs.sources.push_back(fmt::format("random, seed {}", seed));
      continue;
    }
    inputs.values[id] = valuesFrom(file->second, graph[id]);
    inputs.sources.push_back("from " + file->second);
  }
  return inputs;
}

}  // namespace tessera::cli
