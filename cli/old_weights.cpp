#include "cli/old_weights.h"

#include <algorithm>
#include <iterator>
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

  /// The operator of the layer's name, where its weights have the shape of the node's; else null.
  const Operator* operatorOf(const PlannedNode& node) const {
    const auto found = operators_.find(node.name);
    if (found == operators_.end() || found->second->inputs.size() < 3) return nullptr;
    const Shape& shape = graph_[found->second->inputs[1]].shape;
    return shape == weightShape(node) ? found->second : nullptr;
  }

  LayerWeights of(const PlannedNode& node, const Operator& op) {
    LayerWeights weights;
    weights.shape = weightShape(node);
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
    const std::string& name = nameOf(layer);
    if (node == name || node.starts_with(name + ".")) return name;
  }
  return node;
}

}  // namespace

std::vector<std::string> keptLayers(const Architecture& network, const Graph& old) {
  const OldWeights weights(old);
  std::set<std::string> kept, fresh;
  for (const PlannedNode& node : planOf(network).nodes) {
    if (!hasWeights(node)) continue;
    (weights.operatorOf(node) != nullptr ? kept : fresh).insert(layerOf(network, node.name));
  }
  std::vector<std::string> layers;
  std::set_difference(kept.begin(), kept.end(), fresh.begin(), fresh.end(),
                      std::back_inserter(layers));
  return layers;
}

onnx_import::ModelWriter withOldWeights(Architecture network, const Graph& old) {
  for (Layer& layer : network.layers) std::visit(Folding{}, layer);
  const auto weights = std::make_shared<OldWeights>(old);
  const auto weightsFor = [weights](const Plan& plan, std::size_t index) {
    const PlannedNode& node = plan.nodes[index];
    const Operator* own = weights->operatorOf(node);
    return own != nullptr ? weights->of(node, *own) : weightsOf(plan, index, 0);
  };
  return buildFloat(planOf(network), {}, weightsFor);
}

}  // namespace tessera::cli
