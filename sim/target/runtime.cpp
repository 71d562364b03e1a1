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
  runtime.rules.scratch = Kernels::cmsisNn;
  runtime.planner = PlannerKind::tflm;
  runtime.interpreter = Interpreter::tflm;
  runtime.roundTo = 16;
  runtime.rewritesNotMade = {"fuse-pad", "alias-reshapes", "stored-constants"};
  return runtime;
}

Runtime tinyengineRuntime() {
  Runtime runtime;
  runtime.name = "tinyengine";
  runtime.rules.depthwiseInPlace = DepthwiseInPlace::shared;
  runtime.rules.stageInputStreamed = true;
  runtime.rules.scratch = Kernels::tinyengine;
  runtime.planner = PlannerKind::tinyengine;
  runtime.roundTo = 4;
  runtime.tiles = TilePolicy::full;
  runtime.tileBuffers = TileBuffers::largest;
  runtime.rewritesMade = {"all"};
  return runtime;
}

namespace {

std::vector<Runtime> memoryRuntimes() {
  std::vector<Runtime> runtimes{livenessRuntime(), paperRuntime(), tflmRuntime(),
                                tinyengineRuntime()};
  for (Runtime& runtime : runtimes) runtime.base = runtime.name;
  return runtimes;
}

/// A file with a memory runtime's own name adds its latency.
std::vector<Runtime> allRuntimes() {
  std::vector<Runtime> runtimes = memoryRuntimes();
  for (const EmbeddedFile& file : embeddedRuntimes()) {
    Runtime read = readRuntime(std::string(file.text), std::string(file.name));
    const auto same = std::find_if(runtimes.begin(), runtimes.end(), [&](const Runtime& runtime) {
      return runtime.name == read.name;
    });
    if (same == runtimes.end()) {
      runtimes.push_back(std::move(read));
    } else {
      *same = std::move(read);
    }
  }
  return runtimes;
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

std::vector<std::string> runtimeNames() {
  std::vector<std::string> names;
  for (const Runtime& runtime : allRuntimes()) names.push_back(runtime.name);
  return names;
}

Runtime runtimeNamed(const std::string& name) {
  for (const Runtime& runtime : allRuntimes()) {
    if (runtime.name == name) return runtime;
  }
  throw Error(ErrorCode::usage, "there is no runtime '" + name + "'", {},
              closestName(name, runtimeNames()));
}

}  // namespace tessera
