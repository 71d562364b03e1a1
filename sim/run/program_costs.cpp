#include "sim/run/program_costs.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "core/dead_channels.h"
#include "core/dtype.h"
#include "core/error.h"
#include "core/kinds.h"
#include "sim/cost/engine_version.h"

namespace tessera {
namespace {

/// In what the operators that multiply run, where it is not what kernels were counted in.
std::string_view otherThanInt8(const Graph& graph, const Operator& op) {
  const bool multiplies = isAmong(
      op, KindList<Convolution, FullyConnected, MatMul>{},
      KindList<TransposedConvolution, Pool, GlobalPool, Elementwise, Activation, Concat, Split,
               Slice, Pad, Resize, Reshape, Transpose, Reduce, Softmax, LayerNormalization,
               BatchNormalization, Quantize, Dequantize, Cast, Rearrange, Recurrent, Opaque>{});
  if (!multiplies || op.inputs.empty()) return {};
  const DType type = graph[op.inputs.front()].dtype;
  if (isFloat(type)) return "float";
  return type == DType::int16 ? "int16" : std::string_view();
}

/// A wish that names no version at all is a slip of the hand.
void checkVersion(const LatencyModel& model, const std::string& version) {
  if (version.empty() || version.find_first_of("0123456789") != std::string::npos) return;
  std::vector<std::string> measured;
  for (const BoardLatency& board : model.boards) measured.push_back(board.version);
  std::sort(measured.begin(), measured.end(), olderVersion);
  measured.erase(std::unique(measured.begin(), measured.end()), measured.end());
  std::string list;
  for (const std::string& of : measured) {
    if (of == version) return;
    list += (list.empty() ? "" : ", ") + of;
  }
  throw Error(ErrorCode::usage, "'" + version + "' is no version of " + model.engine, {},
              "measured are " + list);
}

/// The sets of kernels that were measured, where the device's was not.
std::string measuredKernels(const LatencyModel& model) {
  std::string sets;
  for (const BoardLatency& board : model.boards) {
    const std::string set(kernelSetName(board.core));
    if (sets.find(set) == std::string::npos) sets += (sets.empty() ? "" : " and ") + set;
  }
  return sets;
}

std::string whyNot(const Graph& graph, const Runtime& runtime, const Device& device) {
  const auto operators = graph.operators();
  if (!runtime.latency) return "no measurements of the runtime '" + runtime.name + "' are known";
  if (runtime.latency->boards.empty()) return "the runtime has no measured board";
  if (!isMadeFor(runtime, device)) return "'" + runtime.name + "' does not run on this chip";
  if (!device.core) return "the device file names no core";
  if (!coreBuildOf(*device.core)) return "no kernels were counted on a " + *device.core;
  if (!device.clock) return "the device file gives no clock; --clock does";
  for (const Operator& op : operators) {
    const std::string_view other = otherThanInt8(graph, op);
    if (other.empty()) continue;
    return "kernels are counted for int8, and the network runs in " + std::string(other);
  }
  return {};
}

}  // namespace

TargetLatency setCosts(Program& program, const Runtime& runtime, const Device& device,
                       const std::string& version) {
  TargetLatency latency;
  latency.whyNot = whyNot(program.graph, runtime, device);
  if (!latency.whyNot.empty()) return latency;
  const LatencyModel& model = *runtime.latency;
  checkVersion(model, version);
  const CoreBuild core = *coreBuildOf(*device.core);
  std::vector<std::string> names{device.name};
  names.insert(names.end(), device.aliases.begin(), device.aliases.end());
  std::vector<double> live;
  if (model.prunesDeadChannels.value_or(true)) {
    const DeadChannelReport dead = deadOutputChannels(program.graph);
    latency.deadChannelsUnsettled = !model.prunesDeadChannels && !dead.operators.empty();
    if (model.prunesDeadChannels) live = liveShares(program.graph, dead);
  }
  const std::vector<double>* const liveShare = live.empty() ? nullptr : &live;
  latency.match = matchBoard(
      model,
      {std::move(names), device.mcu.value_or(""), core, static_cast<double>(device.clock->count()),
       version, countedCycles(program.graph, core, model.foldsPads, liveShare)},
      builtInBoardSpeeds());
  if (!latency.match) {
    latency.whyNot = model.ownKernels
                         ? "the kernels of '" + runtime.name + "' were measured on " +
                               std::string(name(model.boards.front().core)) +
                               " alone, the nearest is " + model.boards.front().board
                         : "no " + std::string(kernelSetName(core)) + " kernels of '" +
                               runtime.name + "' were measured, but " + measuredKernels(model) +
                               ": the nearest is " + model.boards.front().board + " (" +
                               std::string(name(model.boards.front().core)) + ")";
    return latency;
  }
  program.costs = operatorCosts(program.graph, model, latency.match->board,
                                largestContiguous(device), liveShare);
  return latency;
}

}  // namespace tessera
