#include "sample_models/build_qdq.h"

#include <array>
#include <string>
#include <utility>
#include <vector>

#include "core/error.h"
#include "sample_models/quantization.h"

namespace tessera::arch {
namespace {

using onnx_import::ModelWriter;

constexpr int perAxisScalesFrom = 13;

Shape vectorOf(std::size_t elements) { return {static_cast<std::int64_t>(elements)}; }

class QdqBuilder {
 public:
  QdqBuilder(Plan plan, const SampleOptions& options)
      : plan_(std::move(plan)),
        options_(options),
        writer_(makeWriter(plan_.name + "-int8", options)),
        scales_(activationScales(plan_)) {}

  ModelWriter build() {
    writer_.addInput("input", DType::int8, plan_.nodes.front().shape);
    addActivationConstants(writer_, plan_, options_.opset);
    addScale(0);
    addDequantize(0);
    for (std::size_t i = 1; i < plan_.nodes.size(); ++i) add(i);
    writer_.addOutput("output", DType::int8, plan_.nodes.back().shape);
    return std::move(writer_);
  }

 private:
  /// The name of what the node makes, quantised.
  std::string quantizedName(std::size_t index) const {
    if (index == 0) return "input";
    return index + 1 == plan_.nodes.size() ? "output" : plan_.nodes[index].name + ".q";
  }
  /// Back in float32.
  std::string realName(std::size_t index) const { return plan_.nodes[index].name + ".dq"; }

  void add(std::size_t index) {
    const PlannedNode& node = plan_.nodes[index];
    std::vector<std::string> inputs;
    for (const std::size_t input : node.inputs) inputs.push_back(realName(input));
    if (hasWeights(node)) addWeights(index, inputs);
    addOperator(writer_, node, inputs, node.name);
    std::string made = node.name;
    if (node.activation != LayerActivation::none) {
      made += ".act";
      addActivation(writer_, node, node.name, made, options_.opset);
    }
    addScale(index);
    addConversion("QuantizeLinear", index, made, quantizedName(index));
    if (index + 1 < plan_.nodes.size()) addDequantize(index);
  }

  void addScale(std::size_t index) {
    const std::string& name = plan_.nodes[index].name;
    const ActivationScale& scale = scales_[index];
    addConstant(writer_, name + ".scale", {}, std::array{scale.scale});
    addConstant(writer_, name + ".zero_point", {}, std::array{scale.zeroPoint});
  }

  void addDequantize(std::size_t index) {
    addConversion("DequantizeLinear", index, quantizedName(index), realName(index));
  }

  void addConversion(const std::string& type, std::size_t index, const std::string& from,
                     const std::string& to) {
    const std::string& name = plan_.nodes[index].name;
    writer_.addNode(type, to, {from, name + ".scale", name + ".zero_point"}, {to});
  }

  /// Appends the dequantised weight and bias to the inputs of the layer.
  void addWeights(std::size_t index, std::vector<std::string>& inputs) {
    const PlannedNode& node = plan_.nodes[index];
    const QuantizedLayer layer = quantized(folded(weightsOf(plan_, index, options_.seed)),
                                           scales_[node.inputs.front()].scale);
    const std::string weight = node.name + ".weight";
    addConstant(writer_, weight, layer.shape, layer.weight);
    inputs.push_back(addDequantization<std::int8_t>(weight, layer.weightScale));
    const std::string bias = node.name + ".bias";
    addConstant(writer_, bias, vectorOf(layer.bias.size()), layer.bias);
    inputs.push_back(addDequantization<std::int32_t>(bias, layer.biasScale));
  }

  /// Dequantises a constant with a scale for each index of its outermost axis, around zero.
  template <class Stored>
  std::string addDequantization(const std::string& name, const std::vector<float>& scales) {
    const std::vector<Stored> zeros(scales.size());
    addConstant(writer_, name + ".scale", vectorOf(scales.size()), scales);
    addConstant(writer_, name + ".zero_point", vectorOf(scales.size()), zeros);
    writer_.addNode("DequantizeLinear", name + ".dq", {name, name + ".scale", name + ".zero_point"},
                    {name + ".dq"}, {{"axis", std::int64_t{0}}});
    return name + ".dq";
  }

  Plan plan_;
  SampleOptions options_;
  ModelWriter writer_;
  std::vector<ActivationScale> scales_;
};

}  // namespace

ModelWriter buildQdq(const Architecture& architecture, const SampleOptions& options) {
  if (options.opset < perAxisScalesFrom) {
    throw Error(ErrorCode::usage, "int8 samples need a scale for each channel", "--opset",
                "choose one from 13 to 17");
  }
  return QdqBuilder(planOf(architecture), options).build();
}

}  // namespace tessera::arch
