#include "sim/cost/kernel_work.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/depthwise.h"
#include "core/element_function.h"
#include "core/kinds.h"
#include "core/receptive_field.h"
#include "core/work.h"

namespace tessera {
namespace {

constexpr std::int64_t stemChannels = 4;

double number(std::int64_t value) { return static_cast<double>(value); }

bool isView(const Graph& graph, const Operator& op) {
  return std::all_of(op.outputs.begin(), op.outputs.end(),
                     [&](TensorId id) { return graph.storage(id) != id; });
}

/// Taps of one axis that lie inside the tensor, summed over the output positions.
double tapsInside(const WindowAxis& axis, std::int64_t input, std::int64_t output) {
  double taps = 0;
  for (std::int64_t i = 0; i < output; ++i) {
    for (std::int64_t k = 0; k < axis.kernel; ++k) {
      const std::int64_t at = i * axis.stride - axis.padBefore + k * axis.dilation;
      taps += at >= 0 && at < input ? 1 : 0;
    }
  }
  return taps;
}

KernelKind kindOf(ElementKernel kernel) {
  switch (kernel) {
    case ElementKernel::lookUp:
      return KernelKind::copy;
    case ElementKernel::add:
      return KernelKind::add;
    case ElementKernel::multiply:
      return KernelKind::multiply;
  }
  throw Error(ErrorCode::internal, "an element function has no kernel");
}

class Measure {
 public:
  Measure(const Graph& graph, OperatorId id, const std::vector<double>* liveShare)
      : graph_(graph), op_(graph[id]), live_(liveShare) {
    work_.outputs = 0;
    for (const TensorId out : op_.outputs) work_.outputs += number(graph[out].shape.elements());
    if (op_.outputs.empty()) return;
    const FeatureMap out = featureMap(graph[op_.outputs.front()].shape, graph.layout());
    work_.positions = number(out.batch) * number(out.rows) * number(out.columns);
    work_.rows = number(out.rows);
    work_.outChannels = number(out.channels);
    if (const auto macs = tessera::macs(graph, id)) work_.macs = number(macs->count());
    bytes();
    for (const TensorId in : op_.inputs) {
      if (graph[in].role == TensorRole::weight) {
        work_.weightBytes += number(storageBytes(graph[in]).count());
      }
    }
  }

  KernelWork operator()(const Convolution& conv) {
    window(conv.window);
    const double in = number(inputMap().channels) / number(conv.groups);
    work_.inChannels = in;
    const bool onePixel = work_.kernelArea == 1;
    if (isDepthwise(graph_, op_)) {
      work_.kind = KernelKind::depthwise;
    } else if (onePixel) {
      work_.kind = KernelKind::pointwise;
      const bool strided = std::any_of(conv.window.begin(), conv.window.end(),
                                       [](const WindowAxis& axis) { return axis.stride > 1; });
      if (strided) work_.calls = std::max(1.0, work_.rows);
    } else {
      work_.kind = in <= stemChannels ? KernelKind::stem : KernelKind::convolution;
    }
    return dense();
  }
  KernelWork operator()(const TransposedConvolution& conv) {
    window(conv.window);
    work_.inChannels = number(inputMap().channels) / number(conv.groups);
    work_.kind = KernelKind::convolution;
    return dense();
  }
  KernelWork operator()(const FullyConnected& connected) {
    work_.kind = KernelKind::fullyConnected;
    work_.inChannels = number(connected.inFeatures);
    work_.kernelArea = 1;
    return dense();
  }
  KernelWork operator()(const MatMul& product) {
    work_.kind = KernelKind::fullyConnected;
    work_.inChannels = number(product.inner);
    work_.kernelArea = 1;
    return dense();
  }
  KernelWork operator()(const Pool& pool) {
    window(pool.window);
    work_.kind = pool.kind == PoolKind::max ? KernelKind::maxPool : KernelKind::averagePool;
    work_.windowElements = work_.tapsInside * work_.outChannels;
    return pruned();
  }
  KernelWork operator()(const GlobalPool& pool) {
    work_.kind = pool.kind == PoolKind::max ? KernelKind::maxPool : KernelKind::averagePool;
    return whole();
  }
  KernelWork operator()(const Reduce&) {
    work_.kind = KernelKind::averagePool;
    return whole();
  }
  KernelWork operator()(const Elementwise& elementwise) {
    work_.broadcast = multipliesUnequal();
    return as(kindOf(knownElementFunction(elementwise.function).kernel));
  }
  /// By table, whatever the function.
  KernelWork operator()(const Activation&) { return as(KernelKind::copy); }
  KernelWork operator()(const BatchNormalization&) { return as(KernelKind::multiply); }
  KernelWork operator()(const Softmax&) { return as(KernelKind::softmax); }
  KernelWork operator()(const LayerNormalization&) { return as(KernelKind::unknown); }
  KernelWork operator()(const Opaque&) { return as(KernelKind::unknown); }
  KernelWork operator()(const Recurrent&) { return as(KernelKind::unknown); }
  template <OneOf<Concat, Split, Slice, Pad, Resize, Reshape, Transpose, Quantize, Dequantize, Cast,
                  Rearrange>
                Mover>
  KernelWork operator()(const Mover&) {
    return as(isView(graph_, op_) ? KernelKind::nothing : KernelKind::copy);
  }

 private:
  void bytes() {
    for (const TensorId in : op_.inputs) {
      if (graph_[in].role != TensorRole::activation) continue;
      work_.inputBytes += number(storageBytes(graph_[in]).count());
    }
    for (const TensorId out : op_.outputs) {
      work_.outputBytes += number(storageBytes(graph_[out]).count());
    }
  }

  /// As squeeze-and-excite does: the map, and a factor for each channel.
  bool multipliesUnequal() const {
    return op_.inputs.size() == 2 && graph_[op_.inputs[0]].role == TensorRole::activation &&
           graph_[op_.inputs[1]].role == TensorRole::activation &&
           graph_[op_.inputs[0]].shape != graph_[op_.inputs[1]].shape;
  }

  FeatureMap inputMap() const {
    return featureMap(graph_[op_.inputs.front()].shape, graph_.layout());
  }

  void window(const Window& window) {
    const FeatureMap in = inputMap();
    const FeatureMap out = featureMap(graph_[op_.outputs.front()].shape, graph_.layout());
    work_.kernelArea = 1;
    work_.tapsInside = number(out.batch);
    const std::array<std::int64_t, 2> inputs{in.rows, in.columns};
    const std::array<std::int64_t, 2> outputs{out.rows, out.columns};
    bool three = window.size() == 2;
    for (std::size_t i = 0; i < window.size(); ++i) {
      work_.kernelArea *= number(window[i].kernel);
      three = three && window[i].kernel == 3 && window[i].dilation == 1 && window[i].padBefore <= 1;
      if (i < 2) work_.tapsInside *= tapsInside(window[i], inputs[i], outputs[i]);
    }
    if (window.size() < 2) work_.tapsInside *= number(out.columns);
    work_.threeByThree = three;
  }

  KernelWork as(KernelKind kind) {
    work_.kind = kind;
    return pruned();
  }

  KernelWork whole() {
    work_.windowElements = number(graph_[op_.inputs.front()].shape.elements());
    return pruned();
  }

  double share(TensorId id) const { return live_ == nullptr ? 1.0 : (*live_)[id.index()]; }

  /// Scales what runs over output channels by the share of them that is live.
  KernelWork pruned() {
    const double out = op_.outputs.empty() ? 1.0 : share(op_.outputs.front());
    for (double* part : {&work_.outputs, &work_.outChannels, &work_.windowElements, &work_.macs,
                         &work_.weightBytes, &work_.outputBytes}) {
      *part *= out;
    }
    work_.outputsInFours = work_.positions * 4 * std::floor(work_.outChannels / 4);
    return work_;
  }

  KernelWork dense() {
    const double in = op_.inputs.empty() ? 1.0 : share(op_.inputs.front());
    if (work_.kind != KernelKind::depthwise) {
      work_.inChannels *= in;
      work_.macs *= in;
      work_.weightBytes *= in;
    }
    work_.inputBytes *= in;
    pruned();
    const double summed = work_.kernelArea * work_.inChannels;
    work_.macsRemainder = work_.outputs * work_.kernelArea * std::fmod(work_.inChannels, 16.0);
    work_.macsPadded = work_.outputs * 16 * std::ceil(summed / 16);
    work_.im2col = work_.positions * summed;
    return work_;
  }

  const Graph& graph_;
  const Operator& op_;
  const std::vector<double>* live_;
  KernelWork work_;
};

/// Whether channel i of the result comes from channel i of the first input alone.
struct KeepsChannels {
  const Graph& graph;
  const Operator& op;

  bool operator()(const Convolution&) const { return isDepthwise(graph, op); }
  template <OneOf<Activation, Pool, GlobalPool, Quantize, Dequantize, Cast, Pad> Kind>
  bool operator()(const Kind&) const {
    return true;
  }
  template <OneOf<TransposedConvolution, FullyConnected, MatMul, Elementwise, Concat, Split, Slice,
                  Resize, Reshape, Transpose, Reduce, Softmax, LayerNormalization,
                  BatchNormalization, Rearrange, Recurrent, Opaque>
                Kind>
  bool operator()(const Kind&) const {
    return false;
  }
};

}  // namespace

std::string_view name(KernelKind kind) {
  switch (kind) {
    case KernelKind::pointwise:
      return "pointwise";
    case KernelKind::convolution:
      return "convolution";
    case KernelKind::stem:
      return "stem";
    case KernelKind::depthwise:
      return "depthwise";
    case KernelKind::fullyConnected:
      return "fully-connected";
    case KernelKind::add:
      return "add";
    case KernelKind::multiply:
      return "multiply";
    case KernelKind::averagePool:
      return "average-pool";
    case KernelKind::maxPool:
      return "max-pool";
    case KernelKind::softmax:
      return "softmax";
    case KernelKind::copy:
      return "copy";
    case KernelKind::nothing:
      return "nothing";
    case KernelKind::unknown:
      return "unknown";
  }
  throw Error(ErrorCode::internal, "a kind of kernel has no name");
}

std::vector<double> liveShares(const Graph& graph, const DeadChannelReport& dead) {
  std::vector<double> shares(graph.tensors().size(), 1.0);
  std::vector<double> own(graph.operators().size(), 1.0);
  for (const DeadChannels& found : dead.operators) {
    own[found.op.index()] =
        1.0 - number(found.dead) / number(std::max<std::int64_t>(found.channels, 1));
  }
  for (std::size_t i = 0; i < graph.operators().size(); ++i) {
    const Operator& op = graph.operators()[i];
    double share = own[i];
    if (!op.inputs.empty() && std::visit(KeepsChannels{graph, op}, op.attributes)) {
      share = std::min(share, shares[op.inputs.front().index()]);
    }
    for (const TensorId out : op.outputs) shares[out.index()] = share;
  }
  return shares;
}

KernelWork kernelWork(const Graph& graph, OperatorId id, const std::vector<double>* liveShare) {
  return std::visit(Measure(graph, id, liveShare), graph[id].attributes);
}

}  // namespace tessera
