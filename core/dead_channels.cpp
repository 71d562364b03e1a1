#include "core/dead_channels.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "core/weight_layout.h"
#include "core/work.h"
#include "core/zero_channels.h"

namespace tessera {
namespace {

/// For each output channel, whether its weights are zero; nothing where that is unknown.
std::optional<std::vector<bool>> deadFlags(const Graph& graph, const Operator& op) {
  if (op.inputs.size() < 2 || op.outputs.empty()) return std::nullopt;
  const Tensor& weights = graph[op.inputs[1]];
  const auto layout = weightLayout(op, weights.shape, graph[op.outputs[0]].shape, graph.layout());
  if (!layout) return std::nullopt;
  return zeroChannels(weights, *layout);
}

DeadChannels savingsOf(const Graph& graph, OperatorId id, std::int64_t dead,
                       std::int64_t channels) {
  DeadChannels found{id, dead, channels, {}, {}};
  const Operator& op = graph[id];
  for (std::size_t i = 1; i < std::min<std::size_t>(op.inputs.size(), 3); ++i) {
    const Tensor& constant = graph[op.inputs[i]];
    const std::int64_t elements = constant.shape.elements();
    // A shape or a scale stays, and so does one bias value for all channels.
    if (constant.role == TensorRole::constant || elements % channels != 0) continue;
    found.weightBytes += storageBytes(constant.dtype, checkedMul(elements / channels, dead));
  }
  if (const std::optional<Macs> all = macs(graph, id)) {
    found.macs = Macs(all->count() / channels) * dead;
  }
  return found;
}

}  // namespace

DeadChannelReport deadOutputChannels(const Graph& graph) {
  DeadChannelReport report;
  for (std::size_t i = 0; i < graph.operators().size(); ++i) {
    const OperatorId id(i);
    if (!hasChannelWeights(graph[id])) continue;
    const std::optional<std::vector<bool>> flags = deadFlags(graph, graph[id]);
    if (!flags) {
      ++report.notExamined;
      continue;
    }
    ++report.examined;
    const auto dead = std::count(flags->begin(), flags->end(), true);
    if (dead == 0) continue;
    report.operators.push_back(
        savingsOf(graph, id, dead, static_cast<std::int64_t>(flags->size())));
  }
  return report;
}

}  // namespace tessera
