#include "cli/commands/load_target.h"

#include "cli/read_text.h"
#include "core/dead_channels.h"
#include "sim/target/devices.h"
#include "sim/target/read_device.h"

namespace tessera::cli {
namespace {

bool isFloatModel(const Graph& graph) {
  for (const TensorId id : graph.inputs()) {
    if (isFloat(graph[id].dtype)) {
      for (const Operator& op : graph.operators()) {
        if (is<Quantize>(op)) return false;  // reals at the border only
      }
      return true;
    }
  }
  return false;
}

/// Why there is no latency; empty where there is one.
std::string whyNoLatency(const Device& device, const Runtime& runtime, const Graph& graph) {
  if (!runtime.latency) return "no measurements of the runtime '" + runtime.name + "' are known";
  if (!device.core) return "the device file names no core";
  if (!coreBuildOf(*device.core)) return "no kernels were counted on a " + *device.core;
  if (!device.clock) return "the device file gives no clock; --clock does";
  if (isFloatModel(graph)) return "kernels are counted for int8, and the network runs in float";
  return {};
}

void setCosts(const Runtime& runtime, TargetReport& target, Program& program) {
  const LatencyModel& model = *runtime.latency;
  target.latency =
      matchBoard(model, target.device.mcu.value_or(""), *coreBuildOf(*target.device.core));
  if (!target.latency) {
    target.whyNoLatency = "the runtime has no measured board";
    return;
  }
  std::vector<double> live;
  if (model.prunesDeadChannels) {
    live = liveShares(program.graph, deadOutputChannels(program.graph));
  }
  program.costs = operatorCosts(program.graph, model, target.latency->board,
                                largestContiguous(target.device), live.empty() ? nullptr : &live);
}

}  // namespace

Device loadDevice(const std::string& target) {
  if (!target.ends_with(".toml")) return deviceNamed(target);
  return readDevice(readText(target, "the device",
                             "write the name of a board, `tessera targets` lists them, or "
                             "that of a .toml file (docs/targets.md)"),
                    target);
}

std::optional<TargetReport> loadTarget(const CountingArguments& arguments, const Runtime& runtime,
                                       Program& program) {
  if (arguments.target.empty()) return std::nullopt;
  TargetReport target;
  target.device = loadDevice(arguments.target);
  if (arguments.clock) target.device.clock = arguments.clock;
  target.clock = target.device.clock;
  target.whyNoLatency = whyNoLatency(target.device, runtime, program.graph);
  if (target.whyNoLatency.empty()) setCosts(runtime, target, program);
  return target;
}

}  // namespace tessera::cli
