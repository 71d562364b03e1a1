#include "sim/run/program.h"

#include <algorithm>

#include "core/depthwise.h"
#include "core/element_function.h"
#include "core/kinds.h"
#include "core/work.h"

namespace tessera {
namespace {

class Flattener {
 public:
  Flattener(const Graph& graph, const CountingRules& rules, Program& program)
      : graph_(graph), rules_(rules), program_(program) {}

  void run() {
    tensors();
    if (rules_.allOverlap) findLastReaders();
    program_.ops.reserve(graph_.operators().size());
    for (std::size_t i = 0; i < graph_.operators().size(); ++i) addOperator(OperatorId(i));
    if (!rules_.residualUntilAdd) releaseResiduals();
  }

 private:
  void tensors() {
    const std::size_t count = graph_.tensors().size();
    program_.bytes.resize(count);
    for (std::size_t i = 0; i < count; ++i) {
      const Tensor& tensor = graph_.tensors()[i];
      if (tensor.role == TensorRole::activation) program_.bytes[i] = storageBytes(tensor);
    }
    program_.isOutput.assign(count, false);
    for (const TensorId id : graph_.outputs()) program_.isOutput[graph_.storage(id).index()] = true;
    for (const TensorId id : graph_.inputs()) addOnce(program_.inputs, graph_.storage(id), 0);
    for (std::size_t i = 0; i < count; ++i) {
      if (!graph_.tensors()[i].variable) continue;
      program_.inputs.emplace_back(i);
      program_.isOutput[i] = true;
    }
  }

  static void addOnce(std::vector<TensorId>& ids, TensorId id, std::size_t from) {
    const auto begin = ids.begin() + static_cast<std::ptrdiff_t>(from);
    if (std::find(begin, ids.end(), id) == ids.end()) ids.push_back(id);
  }

  Program::Range collect(const std::vector<TensorId>& ids, bool written) {
    const std::size_t begin = program_.uses.size();
    for (const TensorId id : ids) {
      if (graph_[id].role != TensorRole::activation) continue;
      const TensorId storage = graph_.storage(id);
      if (graph_[storage].role != TensorRole::activation) continue;  // a view of a constant
      if (written && storage != id) continue;  // a view is written by whoever wrote its storage
      addOnce(program_.uses, storage, begin);
    }
    return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(program_.uses.size())};
  }

  Program::Range collectScratch(const Operator& op) {
    const std::size_t begin = program_.scratch.size();
    if (rules_.scratch == Kernels::tinyengine) {
      program_.workspaces.push_back(tinyengineWorkspace(graph_, op, inputExtent(op)));
    } else if (rules_.scratch != Kernels::none && !op.outputs.empty()) {
      const std::int64_t elements = graph_[op.outputs.front()].shape.elements();
      for (const Bytes bytes : callScratch(graph_, op, rules_.scratch, elements)) {
        program_.scratch.push_back(bytes);
      }
    }
    return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(program_.scratch.size())};
  }

  Extent inputExtent(const Operator& op) const {
    if (op.inputs.empty()) return {};
    const FeatureMap map = featureMap(graph_[op.inputs.front()].shape, graph_.layout());
    return {map.rows, map.columns};
  }

  void findLastReaders() {
    lastReader_.assign(graph_.tensors().size(), 0);
    for (std::size_t i = 0; i < graph_.operators().size(); ++i) {
      for (const TensorId id : graph_.operators()[i].inputs) {
        lastReader_[graph_.storage(id).index()] = i;
      }
    }
  }

  /// The largest activation that the operator is the last to read.
  std::optional<TensorId> largestDying(OperatorId id) const {
    std::optional<TensorId> largest;
    for (const TensorId input : graph_[id].inputs) {
      const TensorId storage = graph_.storage(input);
      const Bytes bytes = program_.bytes[storage.index()];
      const bool dies = bytes > Bytes(0) && lastReader_[storage.index()] == id.index() &&
                        !program_.isOutput[storage.index()];
      if (dies && (!largest || bytes > program_.bytes[largest->index()])) largest = storage;
    }
    return largest;
  }

  /// The storage that the operator may write over, should it die there. A result that nothing reads
  /// has a buffer of its own, whatever runs after it.
  std::optional<TensorId> inPlaceInput(OperatorId id) const {
    const Operator& op = graph_[id];
    if (rules_.allOverlap && op.outputs.size() == 1) {
      return graph_.consumers(op.outputs.front()).empty() ? std::nullopt : largestDying(id);
    }
    const bool allowed =
        (rules_.depthwiseInPlace != DepthwiseInPlace::no && isDepthwise(graph_, op)) ||
        (rules_.elementwiseInPlace && isElementByElement(op));
    if (!allowed || graph_.consumers(op.outputs.front()).empty()) return std::nullopt;
    const TensorId input = graph_.storage(op.inputs.front());
    if (!graph_.producer(input)) return std::nullopt;
    return input;
  }

  /// See `Program::Op::keepsOneIn`.
  std::int64_t keptPart(const Operator& depthwise) const {
    if (rules_.depthwiseInPlace != DepthwiseInPlace::shared) return 0;
    const Window& window = std::get<Convolution>(depthwise.attributes).window;
    const bool halves = window.size() == 2 && window[0].stride == 2 && window[1].stride == 2;
    return halves ? 4 : 1;
  }

  /// Whether element i of the result depends on element i of the first operand and on nothing else
  /// in its storage, and has the same size.
  bool isElementByElement(const Operator& op) const {
    const bool byElement =
        isAmong(op, KindList<Activation, Elementwise>{},
                KindList<Convolution, TransposedConvolution, FullyConnected, MatMul, Pool,
                         GlobalPool, Concat, Split, Slice, Pad, Resize, Reshape, Transpose, Reduce,
                         Softmax, LayerNormalization, BatchNormalization, Quantize, Dequantize,
                         Cast, Rearrange, Recurrent, Opaque>{});
    if (!byElement) return false;
    if (op.inputs.empty() || op.inputs.size() > 2 || op.outputs.size() != 1) return false;
    const TensorId first = op.inputs.front();
    const Tensor& output = graph_[op.outputs.front()];
    if (graph_[first].shape != output.shape) return false;
    if (bitWidth(graph_[first].dtype) != bitWidth(output.dtype)) return false;
    const TensorId last = op.inputs.back();
    return last == first || graph_.storage(last) != graph_.storage(first);
  }

  void addOperator(OperatorId id) {
    const Operator& op = graph_[id];
    Program::Op flat;
    flat.reads = collect(op.inputs, false);
    flat.writes = collect(op.outputs, true);
    flat.macs = macs(graph_, id);
    flat.inPlace = inPlaceInput(id);
    if (flat.inPlace && isDepthwise(graph_, op)) flat.keepsOneIn = keptPart(op);
    flat.scratch = collectScratch(op);
    if (flat.macs) {
      program_.macsOnce += *flat.macs;
    } else {
      ++program_.unknownOperators;
    }
    program_.ops.push_back(flat);
  }

  /// An add holds only its youngest input to its own step; each older one (the residual) is let go
  /// after the last depthwise convolution between the two.
  void releaseResiduals() {
    std::optional<OperatorId> lastDepthwise;
    for (std::size_t i = 0; i < graph_.operators().size(); ++i) {
      const Operator& op = graph_.operators()[i];
      if (isDepthwise(graph_, op)) lastDepthwise = OperatorId(i);
      if (!isAddition(op) || !lastDepthwise) continue;
      for (const TensorId id : program_.reads(OperatorId(i))) {
        const auto producer = graph_.producer(id);
        if (!producer || *producer < *lastDepthwise) {
          program_.earlyReleases.push_back({OperatorId(i), id, *lastDepthwise});
        }
      }
    }
  }

  const Graph& graph_;
  const CountingRules& rules_;
  Program& program_;
  std::vector<std::size_t> lastReader_;  // by storage; only where all results overlap
};

}  // namespace

Program::Program(const Graph& source, const CountingRules& counting)
    : graph(source), rules(counting) {
  Flattener(graph, rules, *this).run();
}

}  // namespace tessera
