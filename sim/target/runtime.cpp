#include "sim/target/runtime.h"

#include <algorithm>
#include <utility>

#include "core/closest_name.h"
#include "core/error.h"
#include "sim/target/embedded.h"
#include "sim/target/read_runtime.h"

namespace tessera {

Runtime livenessRuntime() {
  Runtime runtime;
  runtime.name = "liveness";
  return runtime;
}

Runtime paperRuntime() {
  Runtime runtime;
  runtime.name = "paper";
  runtime.rules.depthwiseInPlace = DepthwiseInPlace::yes;
  runtime.rules.residualUntilAdd = false;
  runtime.rules.stageInputStreamed = true;
  runtime.rewritesMade = {"all"};
  return runtime;
}

Runtime tflmRuntime() {
  Runtime runtime;
  runtime.name = "tflm";
  runtime.runs = Runs::layers;
  runtime.rules.scratch = Kernels::cmsisNn;
  runtime.planner = PlannerKind::tflm;
  runtime.interpreter = Interpreter::tflm;
  runtime.roundTo = 16;
  runtime.rewritesNotMade = {"fuse-pad", "fuse-other-activation", "alias-reshapes",
                             "stored-constants"};
  return runtime;
}

Runtime tinyengineRuntime() {
  Runtime runtime;
  runtime.name = "tinyengine";
  runtime.runs = Runs::patches;
  runtime.rules.depthwiseInPlace = DepthwiseInPlace::shared;
  runtime.rules.stageInputStreamed = true;
  runtime.rules.scratch = Kernels::tinyengine;
  runtime.planner = PlannerKind::tinyengine;
  runtime.roundTo = 4;
  runtime.tiles = TilePolicy::full;
  runtime.tileBuffers = TileBuffers::largest;
  runtime.rewritesMade = {"all"};
  runtime.rewritesNotMade = {"fuse-other-activation"};
  return runtime;
}

namespace {

std::vector<Runtime> memoryRuntimes() {
  std::vector<Runtime> runtimes{livenessRuntime(), paperRuntime(), tflmRuntime(),
                                tinyengineRuntime()};
  for (Runtime& runtime : runtimes) runtime.base = runtime.name;
  return runtimes;
}

/// Each file is called after the runtime that it holds; one with a memory runtime's own name adds
/// its latency.
std::string runtimeIn(const EmbeddedFile& file) {
  return std::string(file.name.substr(0, file.name.rfind('.')));
}

}  // namespace

std::vector<std::string> memoryRuntimeNames() {
  std::vector<std::string> names;
  for (const Runtime& runtime : memoryRuntimes()) names.push_back(runtime.name);
  return names;
}

Runtime memoryRuntime(const std::string& name) {
  for (const Runtime& runtime : memoryRuntimes()) {
    if (runtime.name == name) return runtime;
  }
  throw Error(ErrorCode::internal, "there is no memory runtime '" + name + "'");
}

std::string usualRuntime(bool interpreted) { return interpreted ? "tflm" : "liveness"; }

std::vector<std::string> runtimeNames() {
  std::vector<std::string> names = memoryRuntimeNames();
  for (const EmbeddedFile& file : embeddedRuntimes()) {
    const std::string name = runtimeIn(file);
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }
  return names;
}

Runtime runtimeNamed(const std::string& name) {
  for (const EmbeddedFile& file : embeddedRuntimes()) {
    if (runtimeIn(file) == name) return readRuntime(std::string(file.text), std::string(file.name));
  }
  for (const Runtime& runtime : memoryRuntimes()) {
    if (runtime.name == name) return runtime;
  }
  throw Error(ErrorCode::usage, "there is no runtime '" + name + "'", {},
              closestName(name, runtimeNames()));
}

}  // namespace tessera
