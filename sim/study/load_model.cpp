#include "sim/study/load_model.h"

#include <filesystem>
#include <utility>

#include "core/error.h"
#include "sim/target/named_or_read.h"

namespace tessera {
namespace {

/// The file's name, not the graph's: exporters call every graph "main_graph" or "torch_jit".
std::string titleOf(const std::string& path) {
  return path == "-" ? "stdin" : oneLine(std::filesystem::path(path).stem().string());
}

Graph deployed(Network network, Deployment deployment, const std::string& path) {
  try {
    return Graph(deploy(std::move(network), deployment));
  } catch (const Error& error) {
    throw error.within(path == "-" ? "stdin" : path);
  }
}

}  // namespace

Runtime runtimeOf(const StudyRequest& request, bool interpreted) {
  const std::string name = request.runtime.empty() ? usualRuntime(interpreted) : request.runtime;
  Runtime runtime = runtimeWith(name, request.switches, request.stageInput);
  runtime.planner = request.planner.value_or(runtime.planner);
  return runtime;
}

std::optional<TargetReport> targetOf(const StudyRequest& request) {
  if (request.board.empty()) {
    if (!request.clock) return std::nullopt;
    throw Error(ErrorCode::usage, "--clock means nothing without --target", {}, "name a board");
  }
  TargetReport target{deviceNamedOrRead(request.board)};
  if (request.clock) target.device.clock = request.clock;
  return target;
}

ImportOptions importOptions(const StudyRequest& request, const Runtime& runtime) {
  ImportOptions options;
  options.inputShapes = request.inputShapes;
  auto& [disabled, enabled, defaults] = options.rewrites;
  enabled.insert(runtime.rewritesMade.begin(), runtime.rewritesMade.end());
  enabled.insert(request.rewritesMade.begin(), request.rewritesMade.end());
  disabled.insert(runtime.rewritesNotMade.begin(), runtime.rewritesNotMade.end());
  for (const std::string& wanted : request.rewritesMade) disabled.erase(wanted);
  disabled.insert(request.rewritesNotMade.begin(), request.rewritesNotMade.end());
  return options;
}

ModelReport loadModel(const std::string& path, const StudyRequest& request, const Runtime& runtime,
                      const ModelReader& reader) {
  Imported imported = reader.import(path, importOptions(request, runtime));
  const Deployment deployment =
      request.deployment.value_or(usualDeployment(imported.interpretedBytes.has_value()));
  return {titleOf(path),
          std::move(imported.format),
          oneLine(std::move(imported.producer)),
          std::string(name(deployment)),
          std::string(assumption(deployment)),
          std::move(imported.rewrites),
          std::move(imported.warnings),
          std::move(imported.fileTensors),
          deployed(std::move(imported.network), deployment, path),
          oneLine(std::move(imported.description)),
          imported.interpretedBytes};
}

}  // namespace tessera
