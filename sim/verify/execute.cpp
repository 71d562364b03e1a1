#include "sim/verify/execute.h"

#include <algorithm>

#include "core/error.h"
#include "core/receptive_field.h"
#include "sim/verify/constants.h"
#include "sim/verify/element.h"
#include "sim/verify/kernels.h"

namespace tessera::verify {
namespace {

/// SplitMix64 (Steele, Lea and Flood, 2014): small, and the same on every machine.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9E3779B97F4A7C15U);
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
    return z ^ (z >> 31U);
  }
  /// In [-1, 1), in steps that float32 holds.
  double real() { return static_cast<double>(next() >> 40U) / (1U << 23U) - 1.0; }

 private:
  std::uint64_t state_;
};

void checkInputs(const Graph& graph, const TensorBytes& inputs) {
  for (const TensorId id : graph.inputs()) {
    const auto given = inputs.find(id);
    const Tensor& tensor = graph[id];
    const auto wanted = static_cast<std::size_t>(storageBytes(tensor).count());
    if (given == inputs.end() || given->second.size() != wanted) {
      throw Error(
          ErrorCode::input,
          "needs " + std::to_string(wanted) + " bytes of values, not " +
              std::to_string(given == inputs.end() ? 0 : given->second.size()),
          "input '" + tensor.name + "'",
          "give a tensor of " + std::string(name(tensor.dtype)) + " " + tensor.shape.text());
    }
  }
}

class PlainRun {
 public:
  PlainRun(const Graph& graph, const TensorBytes& inputs)
      : graph_(graph), constants_(graph), bytes_(inputs) {}

  TensorBytes finish() {
    for (std::size_t i = 0; i < graph_.operators().size(); ++i) runWhole(OperatorId(i));
    for (const TensorId output : graph_.outputs()) keepConstant(contentOf(graph_, output));
    return std::move(bytes_);
  }

 private:
  TensorView view(TensorId id) {
    const Tensor& tensor = graph_[id];
    if (tensor.role != TensorRole::activation) return constants_.view(id);
    const TensorId content = contentOf(graph_, id);
    if (graph_[content].role != TensorRole::activation) {
      return wholeView(tensor, constants_.view(content).data);
    }
    auto [at, fresh] = bytes_.try_emplace(content);
    if (fresh) at->second.resize(static_cast<std::size_t>(storageBytes(graph_[content]).count()));
    return wholeView(tensor, at->second.data());
  }

  /// An output that folding made a constant.
  void keepConstant(TensorId id) {
    if (graph_[id].role == TensorRole::activation) return;
    const std::byte* data = constants_.view(id).data;
    bytes_[id].assign(data, data + storageBytes(graph_[id]).count());
  }

  void runWhole(OperatorId id) {
    const Operator& op = graph_[id];
    const bool onlyViews = !op.outputs.empty() &&
                           std::all_of(op.outputs.begin(), op.outputs.end(),
                                       [&](TensorId out) { return contentOf(graph_, out) != out; });
    if (onlyViews) return;
    std::vector<TensorView> inputs;
    std::vector<TensorView> outputs;
    for (const TensorId input : op.inputs) inputs.push_back(view(input));
    for (const TensorId output : op.outputs) outputs.push_back(view(output));
    const Region all = op.outputs.empty() ? Region{} : wholeRegion(graph_, op.outputs.front());
    runOperator(graph_, id, inputs, outputs, all);
  }

  const Graph& graph_;
  Constants constants_;
  TensorBytes bytes_;
};

}  // namespace

std::vector<std::byte> randomInput(const Tensor& tensor, std::uint64_t seed) {
  Random random(seed);
  std::vector<std::byte> bytes(static_cast<std::size_t>(storageBytes(tensor).count()));
  withElementType(tensor, [&](auto type) {
    using Element = typename decltype(type)::Type;
    for (std::size_t at = 0; at < bytes.size(); at += sizeof(Element)) {
      if constexpr (std::is_integral_v<Element>) {
        storeElement(bytes.data() + at, static_cast<Element>(random.next() >> 16U));
      } else if constexpr (std::is_same_v<Element, Boolean>) {
        storeElement(bytes.data() + at, Boolean{static_cast<std::uint8_t>(random.next() & 1U)});
      } else {
        storeElement(bytes.data() + at, fromReal<Element>(random.real()));
      }
    }
  });
  return bytes;
}

TensorBytes randomInputs(const Graph& graph, std::uint64_t seed) {
  TensorBytes inputs;
  for (const TensorId id : graph.inputs()) inputs[id] = randomInput(graph[id], seed++);
  return inputs;
}

std::vector<std::byte> fromFileOrder(const Tensor& tensor, std::vector<std::byte> bytes) {
  if (!tensor.channelsLastInFile) return bytes;
  const auto channels = static_cast<std::size_t>(tensor.shape[1]);
  const auto images = static_cast<std::size_t>(tensor.shape[0]);
  const std::size_t size = elementBytes(tensor);
  const std::size_t positions = bytes.size() / std::max<std::size_t>(1, images * channels * size);
  std::vector<std::byte> turned(bytes.size());
  auto to = turned.begin();
  for (std::size_t image = 0; image < images; ++image) {
    for (std::size_t channel = 0; channel < channels; ++channel) {
      for (std::size_t at = 0; at < positions; ++at) {
        const std::size_t from = ((image * positions + at) * channels + channel) * size;
        to = std::copy_n(bytes.begin() + static_cast<std::ptrdiff_t>(from), size, to);
      }
    }
  }
  return turned;
}

TensorBytes plainRun(const Graph& graph, const TensorBytes& inputs) {
  checkInputs(graph, inputs);
  return PlainRun(graph, inputs).finish();
}

const std::vector<std::byte>& bytesOf(const Graph& graph, const TensorBytes& run, TensorId id) {
  return run.at(contentOf(graph, id));
}

TensorId contentOf(const Graph& graph, TensorId id) {
  while (graph[id].aliasOf) {
    const auto producer = graph.producer(id);
    if (producer && is<Transpose>(graph[*producer])) break;
    id = *graph[id].aliasOf;
  }
  return id;
}

}  // namespace tessera::verify
