#include "sim/nas/network_costs.h"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>

#include "core/architecture/plan_network.h"
#include "core/work.h"
#include "sim/run/simulate.h"

namespace tessera::nas {
namespace {

constexpr const char* beforeName = "<before>";
constexpr const char* afterName = "<after>";

using Key = std::array<std::int64_t, 20>;

std::int64_t formBits(const arch::ConvLayer& conv) {
  return static_cast<std::int64_t>(conv.padding) * 32 +
         static_cast<std::int64_t>(conv.activation) * 2 + (conv.batchNorm ? 1 : 0);
}

/// What tells a layer from another, names left out; nothing of those that have layers inside.
struct KeyOf {
  Key& key;

  bool operator()(const arch::ConvLayer& layer) {
    put(layer);
    key[12] = layer.out.value_or(0);
    return true;
  }
  bool operator()(const arch::SeparableLayer& layer) {
    put(layer.depthwise);
    key[12] = layer.out;
    return true;
  }
  bool operator()(const arch::BottleneckLayer& layer) {
    put(layer.depthwise);
    key[12] = layer.out;
    key[13] = layer.expand.value_or(0);
    key[14] = layer.residual ? 1 : 0;
    if (layer.squeeze) {
      key[15] = layer.squeeze->channels;
      key[16] = static_cast<std::int64_t>(layer.squeeze->gate);
    }
    return true;
  }
  bool operator()(const arch::SqueezeLayer& layer) {
    key[15] = layer.squeeze.channels;
    key[16] = static_cast<std::int64_t>(layer.squeeze.gate);
    return true;
  }
  bool operator()(const arch::FcLayer& layer) {
    key[12] = layer.out;
    key[16] = static_cast<std::int64_t>(layer.activation);
    return true;
  }
  bool operator()(const arch::PoolLayer&) { return true; }
  bool operator()(const arch::SoftmaxLayer&) { return true; }
  bool operator()(const arch::ResidualLayer&) { return false; }

 private:
  void put(const arch::ConvLayer& conv) {
    key[7] = conv.kernel[0];
    key[8] = conv.kernel[1];
    key[9] = conv.stride[0];
    key[10] = conv.stride[1];
    key[11] = formBits(conv);
  }
};

/// A layer that makes a tensor of that shape of one number a position, or takes one.
arch::Layer neighbour(const char* name, const Shape& shape, std::int64_t out) {
  if (shape.rank() == 2) return arch::FcLayer{name, out, arch::LayerActivation::none};
  arch::ConvLayer conv;
  conv.name = name;
  conv.out = out;
  return conv;
}

Shape thinInput(const Shape& shape) {
  if (shape.rank() == 2) return {1, 1};
  return {1, 1, shape[2], shape[3]};
}

bool isNeighbour(const Operator& op) { return op.name == beforeName || op.name == afterName; }

void addConstants(const Graph& graph, const Operator& op, std::int64_t& parameters, Bytes& flash) {
  for (const TensorId id : op.inputs) {
    const Tensor& tensor = graph[id];
    if (tensor.role == TensorRole::activation) continue;
    flash += storageBytes(tensor);
    parameters += tensor.shape.elements();
  }
}

}  // namespace

Graph graphOf(const arch::Architecture& architecture, Deployment deployment) {
  const auto plan = std::make_shared<const arch::Plan>(arch::planOf(architecture));
  return Graph(deploy(arch::networkOf(plan, arch::NetworkForm::lowered), deployment));
}

std::size_t NetworkCosts::Hash::operator()(const Key& key) const {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const std::int64_t value : key) {
    hash = (hash ^ static_cast<std::uint64_t>(value)) * 0x9e3779b97f4a7c15;
    hash ^= hash >> 29U;
  }
  return hash;
}

NetworkCost NetworkCosts::of(const arch::Architecture& architecture, std::vector<Bytes>* peaks) {
  NetworkCost cost;
  Workspace kept;
  Shape shape = architecture.input;
  bool timed = static_cast<bool>(rules_.setCosts);
  Cycles cycles;
  for (std::size_t i = 0; i < architecture.layers.size(); ++i) {
    const LayerCost& layer =
        costOf(architecture.layers[i], shape, i == 0, i + 1 == architecture.layers.size());
    cost.peak = std::max(cost.peak, layer.peak);
    kept.im2col = std::max(kept.im2col, layer.kept.im2col);
    kept.kernel = std::max(kept.kernel, layer.kept.kernel);
    cost.macs += layer.macs;
    cost.parameters += layer.parameters;
    cost.flash += layer.flash;
    timed = timed && layer.cycles;
    if (timed) cycles += *layer.cycles;
    if (peaks != nullptr) peaks->push_back(layer.peak);
    shape = layer.out;
  }
  cost.peak += kept.im2col + kept.kernel;
  if (timed) cost.cycles = cycles;
  return cost;
}

const NetworkCosts::LayerCost& NetworkCosts::costOf(const arch::Layer& layer, const Shape& in,
                                                    bool first, bool last) {
  Key key{};
  key[0] = static_cast<std::int64_t>(layer.index());
  key[1] = first ? 1 : 0;
  key[2] = last ? 1 : 0;
  for (std::size_t i = 1; i < in.rank() && i < 4; ++i) key[2 + i] = in[i];
  if (!std::visit(KeyOf{key}, layer)) return unkeyed_ = simulated(layer, in, first, last);
  const auto [entry, isNew] = known_.try_emplace(key);
  if (isNew) {
    try {
      entry->second = simulated(layer, in, first, last);
    } catch (...) {
      known_.erase(entry);
      throw;
    }
  }
  return entry->second;
}

NetworkCosts::LayerCost NetworkCosts::simulated(const arch::Layer& layer, const Shape& in,
                                                bool first, bool last) const {
  arch::Architecture around;
  around.name = "layer";
  around.input = first ? in : thinInput(in);
  if (!first) around.layers.push_back(neighbour(beforeName, in, in[1]));
  around.layers.push_back(layer);
  const Shape out = arch::planOf(around).nodes.back().shape;
  if (!last) around.layers.push_back(neighbour(afterName, out, 1));
  const Graph graph = graphOf(around, rules_.deployment);
  Program program(graph, rules_.counting);
  if (rules_.setCosts) rules_.setCosts(program);
  const Trace trace = simulate(program, layerWise(graph));
  LayerCost cost;
  cost.out = out;
  Workspace all;
  for (const Workspace& workspace : program.workspaces) {
    all.im2col = std::max(all.im2col, workspace.im2col);
    all.kernel = std::max(all.kernel, workspace.kernel);
  }
  bool timed = !program.costs.empty();
  Cycles cycles;
  for (const Step& step : trace.steps) {
    const Operator& op = graph[step.op];
    if (isNeighbour(op)) continue;
    cost.peak = std::max(cost.peak, step.live - all.im2col - all.kernel);
    if (!program.workspaces.empty()) {
      const Workspace& own = program.workspaces[step.op.index()];
      cost.kept.im2col = std::max(cost.kept.im2col, own.im2col);
      cost.kept.kernel = std::max(cost.kept.kernel, own.kernel);
    }
    cost.macs += step.macs.value_or(Macs(0));
    addConstants(graph, op, cost.parameters, cost.flash);
    timed = timed && step.cycles;
    if (timed) cycles += *step.cycles;
  }
  if (timed) cost.cycles = cycles;
  return cost;
}

}  // namespace tessera::nas
