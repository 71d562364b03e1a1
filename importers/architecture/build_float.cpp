#include "importers/architecture/build_float.h"

#include <string>
#include <utility>
#include <vector>

namespace tessera::arch {
namespace {

using onnx_import::ModelWriter;

class FloatBuilder {
 public:
  FloatBuilder(Plan plan, const SampleOptions& options, WeightsOf weights)
      : plan_(std::move(plan)),
        options_(options),
        weightsOf_(std::move(weights)),
        writer_(makeWriter(plan_.name, options)) {}

  ModelWriter build() {
    writer_.addInput("input", DType::float32, plan_.nodes.front().shape);
    addActivationConstants(writer_, plan_, options_.opset);
    for (std::size_t i = 1; i < plan_.nodes.size(); ++i) add(i);
    writer_.addOutput("output", DType::float32, plan_.nodes.back().shape);
    return std::move(writer_);
  }

 private:
  /// The name of what the node makes, its activation included.
  std::string result(std::size_t index) const {
    const PlannedNode& node = plan_.nodes[index];
    if (index + 1 == plan_.nodes.size()) return "output";
    if (node.activation != LayerActivation::none) return node.name + ".act";
    return hasBatchNorm(node) ? node.name + ".bn" : node.name;
  }

  void add(std::size_t index) {
    const PlannedNode& node = plan_.nodes[index];
    const bool activated = node.activation != LayerActivation::none;
    const std::string beforeActivation = !activated           ? result(index)
                                         : hasBatchNorm(node) ? node.name + ".bn"
                                                              : node.name;
    std::vector<std::string> inputs;
    for (const std::size_t input : node.inputs) inputs.push_back(result(input));
    if (!hasWeights(node)) {
      addOperator(writer_, node, inputs, beforeActivation);
    } else {
      addWeighted(index, std::move(inputs), beforeActivation);
    }
    if (activated) {
      addActivation(writer_, node, beforeActivation, result(index), options_.opset);
    }
  }

  void addWeighted(std::size_t index, std::vector<std::string> inputs, const std::string& output) {
    const PlannedNode& node = plan_.nodes[index];
    const LayerWeights weights = weightsOf_(plan_, index);
    inputs.push_back(constant(node.name + ".weight", weights.shape, weights.weight));
    if (!weights.batchNorm) {
      inputs.push_back(perChannel(node.name + ".bias", weights.bias));
      addOperator(writer_, node, inputs, output);
      return;
    }
    addOperator(writer_, node, inputs, node.name);
    const std::string norm = node.name + ".bn";
    writer_.addNode("BatchNormalization", norm,
                    {node.name, perChannel(norm + ".scale", weights.batchNorm->scale),
                     perChannel(norm + ".shift", weights.batchNorm->shift),
                     perChannel(norm + ".mean", weights.batchNorm->mean),
                     perChannel(norm + ".variance", weights.batchNorm->variance)},
                    {output}, {{"epsilon", batchNormEpsilon}});
  }

  std::string constant(std::string name, const Shape& shape, const std::vector<float>& values) {
    addConstant(writer_, name, shape, values);
    return name;
  }
  std::string perChannel(std::string name, const std::vector<float>& values) {
    return constant(std::move(name), {static_cast<std::int64_t>(values.size())}, values);
  }

  Plan plan_;
  SampleOptions options_;
  WeightsOf weightsOf_;
  ModelWriter writer_;
};

}  // namespace

ModelWriter buildFloat(const Architecture& architecture, const SampleOptions& options) {
  const auto weights = [seed = options.seed](const Plan& plan, std::size_t index) {
    return weightsOf(plan, index, seed);
  };
  return buildFloat(planOf(architecture), options, weights);
}

ModelWriter buildFloat(Plan plan, const SampleOptions& options, WeightsOf weights) {
  return FloatBuilder(std::move(plan), options, std::move(weights)).build();
}

}  // namespace tessera::arch
