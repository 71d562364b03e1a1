#include "sim/export/kernel_calls.h"

#include "core/kinds.h"
#include "sim/export/refusal.h"

namespace tessera::exported {
namespace {

struct CallsOfKind {
  const KernelSetting& setting;

  template <OneOf<Convolution, FullyConnected, Pool, Elementwise, Concat, Split, Slice, Pad, Resize,
                  Reshape, Transpose, Reduce, Softmax, Quantize, Dequantize, Rearrange>
                Kind>
  KernelCalls operator()(const Kind& kind) const {
    return callsOf(setting, kind);
  }
  KernelCalls operator()(const Activation&) const { return tableCalls(setting); }
  template <OneOf<TransposedConvolution, MatMul, GlobalPool, LayerNormalization, BatchNormalization,
                  Cast, Recurrent, Opaque>
                Kind>
  KernelCalls operator()(const Kind&) const {
    notGenerated(setting.op(), "it has no kernel yet");
  }
};

}  // namespace

MapExtent mapExtent(const Graph& graph, TensorId id) {
  const FeatureMap map = featureMap(graph[id].shape, graph.layout());
  const auto bytes = static_cast<std::int64_t>(bitWidth(graph[id].dtype)) / 8;
  return {map.batch * map.rows, map.columns, map.channels * bytes};
}

std::vector<KernelCall> kernelCalls(const KernelSetting& setting) {
  const Operator& op = setting.op();
  if (op.inputs.empty() || op.outputs.empty()) notGenerated(op, "it reads or writes nothing");
  return std::visit(CallsOfKind{setting}, op.attributes);
}

}  // namespace tessera::exported
