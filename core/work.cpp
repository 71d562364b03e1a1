#include "core/work.h"

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

#include "core/element_function.h"
#include "core/kinds.h"

namespace tessera {
namespace {

std::int64_t kernelArea(const Window& window) {
  std::int64_t area = 1;
  for (const WindowAxis& axis : window) area = checkedMul(area, axis.kernel);
  return area;
}

std::int64_t inputChannels(const Graph& graph, const Operator& op) {
  return featureMap(graph[op.inputs.at(0)].shape, graph.layout()).channels;
}

std::int64_t outputElements(const Graph& graph, const Operator& op) {
  std::int64_t sum = 0;
  for (const TensorId id : op.outputs) sum = checkedAdd(sum, graph[id].shape.elements());
  return sum;
}

/// Steps of a recurrent operator, over all sequences of the batch.
std::int64_t steps(const Graph& graph, const Operator& op) {
  const Shape& x = graph[op.inputs.at(0)].shape;
  std::int64_t steps = 1;
  for (std::size_t axis = 0; axis + 1 < x.rank(); ++axis) steps = checkedMul(steps, x[axis]);
  return steps;
}

bool isParameter(TensorRole role) {
  return role == TensorRole::weight || role == TensorRole::bias || role == TensorRole::parameter;
}

/// Where a constant's bytes lie: two tensors of a file may name the same ones.
using Place = std::pair<const void*, std::uint64_t>;

std::optional<Place> placeOf(const ConstantData& data) {
  if (const auto* range = std::get_if<FileRange>(&data.source)) {
    return Place{range->path.get(), range->offset};
  }
  if (const auto* bytes = std::get_if<InlineBytes>(&data.source)) return Place{bytes->get(), 0};
  if (const auto* made = std::get_if<MadeBytes>(&data.source)) return Place{made->get(), 0};
  return std::nullopt;
}

class SizeOfConstants {
 public:
  void add(const Tensor& tensor) {
    const auto place = placeOf(tensor.data);
    if (place && !seen_.insert(*place).second) return;
    size.weightBytes += storageBytes(tensor);
    if (isParameter(tensor.role)) {
      size.parameters = checkedAdd(size.parameters, tensor.shape.elements());
    }
  }

  ModelSize size;

 private:
  std::set<Place> seen_;
};

struct PerOutputElement {
  const Graph& graph;
  const Operator& op;

  std::optional<Macs> operator()(const Convolution& conv) const {
    return Macs(checkedMul(kernelArea(conv.window), inputChannels(graph, op) / conv.groups));
  }
  std::optional<Macs> operator()(const TransposedConvolution&) const { return std::nullopt; }
  std::optional<Macs> operator()(const FullyConnected& fc) const { return Macs(fc.inFeatures); }
  std::optional<Macs> operator()(const MatMul& product) const { return Macs(product.inner); }
  std::optional<Macs> operator()(const Recurrent&) const { return std::nullopt; }
  std::optional<Macs> operator()(const Opaque&) const { return std::nullopt; }
  /// By the convention of core/work.h. A function that the table lacks is refused, not free.
  template <OneOf<Elementwise, Activation> Kind>
  std::optional<Macs> operator()(const Kind& kind) const {
    knownElementFunction(kind.function);
    return Macs(0);
  }
  template <
      OneOf<Pool, GlobalPool, Reduce, Softmax, LayerNormalization, BatchNormalization, Quantize,
            Dequantize, Cast, Concat, Split, Slice, Pad, Resize, Reshape, Transpose, Rearrange>
          Kind>
  std::optional<Macs> operator()(const Kind&) const {
    return Macs(0);
  }
};

}  // namespace

std::optional<Macs> macsPerOutputElement(const Graph& graph, OperatorId id) {
  const Operator& op = graph[id];
  return std::visit(PerOutputElement{graph, op}, op.attributes);
}

std::optional<Macs> macs(const Graph& graph, OperatorId id) {
  const Operator& op = graph[id];
  if (const auto* conv = std::get_if<TransposedConvolution>(&op.attributes)) {
    // Every input element is multiplied into a kernel's worth of each output channel of its group.
    const FeatureMap out = featureMap(graph[op.outputs.at(0)].shape, graph.layout());
    const std::int64_t perInput = checkedMul(kernelArea(conv->window), out.channels / conv->groups);
    return Macs(checkedMul(graph[op.inputs.at(0)].shape.elements(), perInput));
  }
  if (const auto* opaque = std::get_if<Opaque>(&op.attributes)) {
    return opaque->macs ? std::optional(Macs(*opaque->macs)) : std::nullopt;
  }
  if (const auto* cell = std::get_if<Recurrent>(&op.attributes)) {
    return cell->stepMacs ? std::optional(Macs(checkedMul(*cell->stepMacs, steps(graph, op))))
                          : std::nullopt;
  }
  const std::optional<Macs> each = macsPerOutputElement(graph, id);
  if (!each) return std::nullopt;
  if (each->count() == 0) return Macs(0);
  return *each * outputElements(graph, op);
}

MacShare::MacShare(Macs whole, std::int64_t positions) {
  if (positions <= 0) return;
  each_ = whole.count() / positions;
  rest_ = whole.count() % positions;
  positions_ = positions;
}

Macs MacShare::of(std::int64_t positions) const {
  const std::int64_t shares = checkedMul(positions, each_);
  if (isExact()) return Macs(shares);
  return Macs(checkedAdd(shares, ceilDiv(checkedMul(positions, rest_), positions_)));
}

ModelSize modelSize(const Graph& graph) {
  SizeOfConstants constants;
  for (std::size_t i = 0; i < graph.tensors().size(); ++i) {
    const TensorId id(i);
    if (graph[id].role == TensorRole::activation || graph.consumers(id).empty()) continue;
    constants.add(graph[id]);
  }
  return constants.size;
}

ModelSize operatorSize(const Graph& graph, OperatorId id) {
  SizeOfConstants constants;
  std::vector<TensorId> seen;
  for (const TensorId input : graph[id].inputs) {
    if (graph[input].role == TensorRole::activation) continue;
    if (std::find(seen.begin(), seen.end(), input) != seen.end()) continue;
    seen.push_back(input);
    constants.add(graph[input]);
  }
  return constants.size;
}

ModelWork modelWork(const Graph& graph) {
  ModelWork work;
  for (std::size_t i = 0; i < graph.operators().size(); ++i) {
    const std::optional<Macs> each = macs(graph, OperatorId(i));
    if (each) {
      work.macs += *each;
    } else {
      ++work.unknownOperators;
    }
  }
  return work;
}

}  // namespace tessera
