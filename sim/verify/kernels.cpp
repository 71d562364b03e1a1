#include "sim/verify/kernels.h"

#include "core/error.h"
#include "core/knows_channels.h"
#include "core/receptive_field.h"
#include "sim/verify/activation_function.h"
#include "sim/verify/channels_first.h"
#include "sim/verify/kernel.h"
#include "sim/verify/tflite_kernel.h"

namespace tessera::verify {

void cannotRun(const Call& call, const std::string& why) {
  throw Error(ErrorCode::unsupported, "the interpreter cannot run it: " + why,
              "operator '" + call.op.name + "' (" + call.op.type + ")",
              "verify a model without it, or simulate only");
}

void requireWhole(const Call& call) {
  if (call.outputBox() != wholeBox(call.outputShape())) {
    cannotRun(call, "it has no patches");
  }
}

void finish(const Call& call, const Box& box, std::vector<double> values) {
  if (call.op.fusedActivation) {
    const auto function = elementFunction(*call.op.fusedActivation);
    if (!function) cannotRun(call, "fused " + call.op.fusedActivation->function + " is not known");
    for (double& value : values) value = function(value);
  }
  writeReals(call.outputs[0], box, values);
}

bool isQLinear(const Operator& op) { return op.type.starts_with("QLinear") || op.type == "QGemm"; }

bool isIntegerType(const Operator& op) { return op.type.ends_with("Integer"); }

void run(const Call& call, const Recurrent&) { cannotRun(call, "it is recurrent"); }

void run(const Call& call, const Opaque&) { cannotRun(call, "what it computes is not known"); }

void runOperator(const Graph& graph, OperatorId id, std::span<const TensorView> inputs,
                 std::span<const TensorView> outputs, const Region& region) {
  const Operator& op = graph[id];
  const Call call{graph, op, inputs, outputs, region, graph.layout()};
  if (inputs.empty() || outputs.empty()) cannotRun(call, "it has no input or no output");
  const auto runAs = [&](const Call& seen) {
    if (isFixedPoint(seen)) return runFixedPoint(seen);
    std::visit([&](const auto& attributes) { run(seen, attributes); }, op.attributes);
  };
  if (graph.layout() == Layout::channelsFirst || !knowsChannels(op)) return runAs(call);
  const ChannelsFirst views(op, inputs, outputs);
  runAs({graph, op, views.inputs(), views.outputs(), region, Layout::channelsFirst});
}

void finishAverages(const Graph& graph, OperatorId id, const TensorView& output,
                    std::vector<double> averages) {
  const Operator& op = graph[id];
  const Region whole = wholeRegion(graph, op.outputs.front());
  const Call call{graph, op, {}, {&output, 1}, whole, graph.layout()};
  finish(call, wholeBox(output.tensor->shape), std::move(averages));
}

}  // namespace tessera::verify
