#include "cli/old_weights.h"

#include <cstring>
#include <map>
#include <memory>
#include <set>
#include <utility>

#include "core/architecture/plan.h"
#include "core/architecture/weights.h"
#include "sim/verify/constants.h"
#include "sim/verify/dense.h"

namespace tessera::cli {
namespace {

using namespace arch;

/// Lets no convolution have a batch normalization.
struct Folding {
  void operator()(ConvLayer& layer) const { layer.batchNorm = false; }
  void operator()(SeparableLayer& layer) const { layer.depthwise.batchNorm = false; }
  void operator()(BottleneckLayer& layer) const { layer.depthwise.batchNorm = false; }
  void operator()(ResidualLayer& layer) const {
    for (Layer& inner : layer.branch) std::visit(*this, inner);
    for (Layer& inner : layer.shortcut) std::visit(*this, inner);
  }
  template <class Other>
  void operator()(Other&) const {}
};

class OldWeights {
 public:
  explicit OldWeights(const Graph& graph) : graph_(graph), constants_(graph) {
    for (const Operator& op : graph.operators()) operators_[op.name] = &op;
  }

  /// Those of the layer's name, where their shape is that of the node.
  std::optional<LayerWeights> of(const PlannedNode& node) {
    const auto found = operators_.find(node.name);
    if (found == operators_.end() || found->second->inputs.size() < 3) return std::nullopt;
    const Operator& op = *found->second;
    LayerWeights weights;
    weights.shape = weightShape(node);
    if (graph_[op.inputs[1]].shape != weights.shape) return std::nullopt;
    weights.weight = values(op.inputs[1]);
    weights.bias = values(op.inputs[2]);
    return weights;
  }

 private:
  std::vector<float> values(TensorId id) {
    const verify::TensorView view = constants_.view(id);
    const auto read = verify::readReals(view, verify::wholeBox(graph_[id].shape));
    return {read.values.begin(), read.values.end()};
  }

  const Graph& graph_;
  verify::Constants constants_;
  std::map<std::string, const Operator*> operators_;
};

/// "b3" of "b3.expand", "b3.se.reduce"; the layer whose name begins it.
std::string layerOf(const Architecture& network, const std::string& node) {
  for (const Layer& layer : network.layers) {
    const std::string name = std::visit([](const auto& kind) { return kind.name; }, layer);
    if (node == name || node.starts_with(name + ".")) return name;
  }
  return node;
}

}  // namespace

Inherited withOldWeights(Architecture network, const Graph& old) {
  for (Layer& layer : network.layers) std::visit(Folding{}, layer);
  const auto weights = std::make_shared<OldWeights>(old);
  Plan plan = planOf(network);
  std::set<std::string> kept, fresh;
  for (const PlannedNode& node : plan.nodes) {
    if (!hasWeights(node)) continue;
    (weights->of(node) ? kept : fresh).insert(layerOf(network, node.name));
  }
  const auto weightsFor = [weights](const Plan& of, std::size_t index) {
    auto own = weights->of(of.nodes[index]);
    return own ? std::move(*own) : weightsOf(of, index, 0);
  };
  Inherited inherited{buildFloat(std::move(plan), {}, weightsFor), {}};
  for (const std::string& name : kept) {
    if (!fresh.contains(name)) inherited.kept.push_back(name);
  }
  return inherited;
}

}  // namespace tessera::cli
