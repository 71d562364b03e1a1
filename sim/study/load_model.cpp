#include "sim/study/load_model.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "core/error.h"
#include "sim/target/core_kernels.h"
#include "sim/target/named_or_read.h"

namespace tessera {
namespace {

/// The file's name, not the graph's: exporters call every graph "main_graph" or "torch_jit".
std::string titleOf(const std::string& path) {
  return path == "-" ? "stdin" : oneLine(std::filesystem::path(path).stem().string());
}

Graph frozen(Network network, const std::string& path) {
  try {
    return Graph(std::move(network));
  } catch (const Error& error) {
    throw error.within(path == "-" ? "stdin" : path);
  }
}

ModelReport reportOf(const std::string& path, Imported imported, const StudyRequest& request,
                     Graph graph) {
  const Deployment deployment = imported.deployment;
  return {titleOf(path),
          std::move(imported.format),
          oneLine(std::move(imported.producer)),
          std::string(name(deployment)),
          std::string(assumption(deployment)),
          std::move(imported.rewrites),
          std::move(imported.warnings),
          std::move(imported.fileTensors),
          std::move(graph),
          oneLine(std::move(imported.description)),
          imported.interpretedBytes,
          !request.deployment && deployment != Deployment::asStored};
}

bool namesScratch(const std::vector<std::string>& switches) {
  return std::any_of(switches.begin(), switches.end(),
                     [](const std::string& each) { return each.starts_with("scratch="); });
}

/// No board, but so much SRAM.
TargetReport budgetOnly(Bytes sram) {
  TargetReport target;
  target.device.statedContiguous = sram;
  target.device.statedTotal = sram;
  target.whyNoLatency = "a budget of SRAM has no clock";
  return target;
}

}  // namespace

Runtime runtimeOf(const StudyRequest& request, bool interpreted) {
  const std::string name = request.runtime.empty() ? usualRuntime(interpreted) : request.runtime;
  Runtime runtime = runtimeWith(name, request.switches, request.stageInput);
  runtime.planner = request.planner.value_or(runtime.planner);
  const bool asBoard = !request.board.empty() && runtime.rules.scratch == Kernels::cmsisNn;
  if (asBoard && !namesScratch(request.switches)) {
    runtime.rules.scratch = cmsisKernelsOn(deviceNamedOrRead(request.board));
  }
  return runtime;
}

Block patchesOf(const StudyRequest& request, const Runtime& runtime) {
  Block patches;
  patches.tiles = request.tiles.value_or(runtime.tiles);
  patches.input = request.stageInput;
  patches.buffers = request.tileBuffers.value_or(runtime.tileBuffers);
  return patches;
}

std::optional<TargetReport> targetOf(const StudyRequest& request) {
  if (request.board.empty()) {
    if (!request.clock && request.sram) return budgetOnly(*request.sram);
    if (!request.engineVersion.empty()) {
      throw Error(ErrorCode::usage, "--engine-version means nothing without --target", {},
                  "name a board");
    }
    if (!request.clock) return std::nullopt;
    throw Error(ErrorCode::usage, "--clock means nothing without --target", {}, "name a board");
  }
  TargetReport target{deviceNamedOrRead(request.board)};
  target.engineVersion = request.engineVersion;
  if (request.deployment == Deployment::int16) {
    target.whyNoLatency = "kernels are counted for int8, and int16 is asked for";
  }
  if (request.clock && request.clock != target.device.clock) {
    target.device.clock = request.clock;
    target.device.power.reset();  // the current holds at the board's clock
  }
  if (request.sram) {
    target.device.statedContiguous = std::min(*request.sram, largestContiguous(target.device));
    std::erase_if(target.device.sram, isExternal);
  }
  return target;
}

ImportOptions importOptions(const StudyRequest& request, const Runtime& runtime) {
  ImportOptions options;
  options.inputShapes = request.inputShapes;
  options.deployment = request.deployment;
  options.openAsOne = runtime.interpreter != Interpreter::none;
  auto& [disabled, enabled, defaults] = options.rewrites;
  enabled.insert(runtime.rewritesMade.begin(), runtime.rewritesMade.end());
  enabled.insert(request.rewritesMade.begin(), request.rewritesMade.end());
  disabled.insert(runtime.rewritesNotMade.begin(), runtime.rewritesNotMade.end());
  for (const std::string& wanted : request.rewritesMade) disabled.erase(wanted);
  disabled.insert(request.rewritesNotMade.begin(), request.rewritesNotMade.end());
  return options;
}

StoredModel loadStored(const std::string& path, const StudyRequest& request, const Runtime& runtime,
                       const ModelReader& reader) {
  Imported imported = reader.import(path, importOptions(request, runtime));
  Graph graph = frozen(std::move(imported.network), path);
  const Deployment deployment = imported.deployment;
  return {reportOf(path, std::move(imported), request, std::move(graph)), deployment};
}

ModelReport loadModel(const std::string& path, const StudyRequest& request, const Runtime& runtime,
                      const ModelReader& reader) {
  Imported imported = reader.import(path, importOptions(request, runtime));
  Graph graph = frozen(deploy(std::move(imported.network), imported.deployment), path);
  return reportOf(path, std::move(imported), request, std::move(graph));
}

}  // namespace tessera
