#include "importers/architecture/onnx_nodes.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/architecture/weights.h"
#include "core/error.h"

namespace tessera::arch {
namespace {

using onnx_import::ModelWriter;
using onnx_import::NodeAttributes;

constexpr const char* clipMin = "relu6.min";
constexpr const char* clipMax = "relu6.max";
constexpr int clipTakesInputsFrom = 11;

std::vector<std::int64_t> list(std::span<const std::int64_t> values) {
  return {values.begin(), values.end()};
}

struct OnnxOperator {
  std::string type;
  NodeAttributes attributes;
};

OnnxOperator onnxOf(const InputNode&) {
  throw Error(ErrorCode::internal, "the input of a plan is not an operator");
}
OnnxOperator onnxOf(const ConvNode& conv) {
  return {"Conv",
          {{"group", conv.groups},
           {"kernel_shape", list(conv.kernel)},
           {"pads", list(conv.pads)},
           {"strides", list(conv.stride)}}};
}
OnnxOperator onnxOf(const FcNode&) { return {"Gemm", {{"transB", std::int64_t{1}}}}; }
OnnxOperator onnxOf(const AddNode&) { return {"Add", {}}; }
OnnxOperator onnxOf(const MulNode&) { return {"Mul", {}}; }
OnnxOperator onnxOf(const PoolNode&) { return {"GlobalAveragePool", {}}; }
OnnxOperator onnxOf(const FlattenNode&) { return {"Flatten", {{"axis", std::int64_t{1}}}}; }
OnnxOperator onnxOf(const SoftmaxNode&) { return {"Softmax", {{"axis", std::int64_t{1}}}}; }

/// The IR version that was current with the opset; 7 at least, which needs no constants among the
/// graph's inputs.
int irVersion(int opset) { return opset >= 15 ? 8 : 7; }

}  // namespace

ModelWriter makeWriter(const std::string& graph, const SampleOptions& options) {
  if (options.opset < 7 || options.opset > 17) {
    throw Error(ErrorCode::usage, fmt::format("opset {} cannot be written", options.opset),
                "--opset", "choose one from 7 to 17");
  }
  return ModelWriter(graph, irVersion(options.opset), options.opset, "tessera-make-sample");
}

void addConstant(ModelWriter& writer, const std::string& name, const Shape& shape,
                 std::span<const float> values) {
  writer.addInitializer(name, DType::float32, shape, std::as_bytes(values));
}

void addConstant(ModelWriter& writer, const std::string& name, const Shape& shape,
                 std::span<const std::int8_t> values) {
  writer.addInitializer(name, DType::int8, shape, std::as_bytes(values));
}

void addConstant(ModelWriter& writer, const std::string& name, const Shape& shape,
                 std::span<const std::int32_t> values) {
  writer.addInitializer(name, DType::int32, shape, std::as_bytes(values));
}

void addOperator(ModelWriter& writer, const PlannedNode& node,
                 const std::vector<std::string>& inputs, const std::string& output) {
  const OnnxOperator op = std::visit([](const auto& kind) { return onnxOf(kind); }, node.kind);
  writer.addNode(op.type, node.name, inputs, {output}, op.attributes);
}

void addActivationConstants(ModelWriter& writer, const Plan& plan, int opset) {
  const bool clips = std::any_of(plan.nodes.begin(), plan.nodes.end(), [](const auto& node) {
    return node.activation == LayerActivation::relu6;
  });
  if (!clips || opset < clipTakesInputsFrom) return;
  addConstant(writer, clipMin, {}, std::array{0.0F});
  addConstant(writer, clipMax, {}, std::array{6.0F});
}

void addActivation(ModelWriter& writer, const PlannedNode& node, const std::string& input,
                   const std::string& output, int opset) {
  const std::string name = node.name + ".act";
  if (node.activation == LayerActivation::relu) {
    writer.addNode("Relu", name, {input}, {output});
  } else if (node.activation == LayerActivation::sigmoid) {
    writer.addNode("Sigmoid", name, {input}, {output});
  } else if (node.activation == LayerActivation::hardSigmoid) {
    writer.addNode("HardSigmoid", name, {input}, {output},
                   {{"alpha", 1.0F / 6.0F}, {"beta", 0.5F}});
  } else if (opset >= clipTakesInputsFrom) {
    writer.addNode("Clip", name, {input, clipMin, clipMax}, {output});
  } else {
    writer.addNode("Clip", name, {input}, {output}, {{"min", 0.0F}, {"max", 6.0F}});
  }
}

}  // namespace tessera::arch
