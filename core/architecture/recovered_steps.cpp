#include "core/architecture/recovered_steps.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "core/depthwise.h"
#include "core/error.h"

namespace tessera::arch {
namespace {

constexpr const char* formsHint =
    "an architecture has convolutions, depthwise ones, fully connected layers, sums, global "
    "average "
    "pools, squeeze-and-excite and softmax";

/// An activation that a layer can name; nothing for others.
std::optional<LayerActivation> layerActivation(const Activation& activation) {
  for (const auto known : {LayerActivation::relu, LayerActivation::relu6, LayerActivation::sigmoid,
                           LayerActivation::hardSigmoid}) {
    if (activation.function != nameOf(known)) continue;
    if (known != LayerActivation::hardSigmoid) return known;
    const auto& parameters = activation.parameters;
    const bool usual = parameters.size() == 2 && std::abs(parameters[0] - 1.0 / 6.0) < 1e-4 &&
                       parameters[1] == 0.5;
    if (usual) return known;
  }
  return std::nullopt;
}

class Recovery {
 public:
  explicit Recovery(const Graph& graph) : graph_(graph) {
    step_.assign(graph.tensors().size(), none);
  }

  std::vector<RecoveredStep> run() {
    if (graph_.inputs().size() != 1 || graph_.outputs().size() != 1) {
      throw Error(ErrorCode::unsupported, "an architecture has one input and one output",
                  "graph inputs", "cut the network so that it has one of each");
    }
    RecoveredStep input;
    input.name = graph_[graph_.inputs().front()].name;
    steps_.push_back(input);
    step_[graph_.inputs().front().index()] = 0;
    for (std::size_t i = 0; i < graph_.operators().size(); ++i) add(graph_.operators()[i]);
    const std::size_t last = step_[graph_.outputs().front().index()];
    if (last + 1 != steps_.size()) {
      throw Error(ErrorCode::unsupported, "it is not what makes the output",
                  "node '" + steps_.back().name + "'", "remove what nothing reads");
    }
    return std::move(steps_);
  }

 private:
  static constexpr std::size_t none = SIZE_MAX;

  [[noreturn]] static void refuse(const Operator& op, const std::string& why) {
    throw Error(ErrorCode::unsupported, why, "node '" + op.name + "' (" + op.type + ")", formsHint);
  }

  bool isActivation(TensorId id) const { return graph_[id].role == TensorRole::activation; }

  /// The step that makes an operand.
  std::size_t operand(const Operator& op, std::size_t at) const {
    if (at >= op.inputs.size()) refuse(op, "an operand is missing");
    const std::size_t step = step_[op.inputs[at].index()];
    if (step == none) refuse(op, "a constant is an operand");
    return step;
  }

  void add(const Operator& op) {
    if (op.outputs.size() != 1) refuse(op, "it has several results");
    std::visit([&](const auto& kind) { addKind(op, kind); }, op.attributes);
  }

  void addKind(const Operator& op, const Convolution& conv) {
    const TensorId data = op.inputs.front();
    const FeatureMap in = featureMap(graph_[data].shape, graph_.layout());
    const FeatureMap out = featureMap(graph_[op.outputs.front()].shape, graph_.layout());
    if (conv.window.size() != 2) refuse(op, "its window has not two axes");
    RecoveredStep step = begin(op, StepKind::convolution);
    const bool depthwise = conv.groups == in.channels && out.channels == in.channels;
    if (conv.groups != 1 && !depthwise) {
      refuse(op, "it has " + std::to_string(conv.groups) + " groups of channels");
    }
    if (conv.groups == 1) step.form.out = out.channels;
    for (std::size_t axis = 0; axis < 2; ++axis) {
      const WindowAxis& window = conv.window[axis];
      if (window.dilation != 1) refuse(op, "its window is dilated");
      step.form.kernel[axis] = window.kernel;
      step.form.stride[axis] = window.stride;
      step.pads[axis] = window.padBefore;
      step.pads[axis + 2] = window.padAfter;
    }
    step.extents = {in.rows, in.columns};
    finishWeighted(op, std::move(step));
  }

  void addKind(const Operator& op, const FullyConnected&) {
    RecoveredStep step = begin(op, StepKind::connected);
    const Shape& made = graph_[op.outputs.front()].shape;
    step.form.out = made.elements();
    if (made.rank() > 0 && made[0] != 1) refuse(op, "it has more than one row");
    finishWeighted(op, std::move(step));
  }

  /// With a bias, or without one where a batch normalization follows.
  void finishWeighted(const Operator& op, RecoveredStep step) {
    for (std::size_t i = 1; i < op.inputs.size(); ++i) {
      if (isActivation(op.inputs[i])) refuse(op, "its weights are computed");
    }
    const auto readers = graph_.consumers(op.outputs.front());
    const bool norm = readers.size() == 1 && is<BatchNormalization>(graph_[readers.front()]);
    if (op.inputs.size() < 3 && !norm) refuse(op, "it has no bias");
    if (op.inputs.size() >= 3 && norm) refuse(op, "it has a bias and a batch normalization");
    finish(op, std::move(step));
  }

  void addKind(const Operator& op, const BatchNormalization&) {
    const std::size_t of = operand(op, 0);
    RecoveredStep& step = steps_[of];
    if (step.kind != StepKind::convolution || step.form.batchNorm ||
        step.form.activation != LayerActivation::none) {
      refuse(op, "it is not the one behind a convolution");
    }
    step.form.batchNorm = true;
    standsFor(op, of);
  }

  void addKind(const Operator& op, const Activation& activation) {
    const auto known = layerActivation(activation);
    if (!known) refuse(op, "there is no activation '" + activation.function + "'");
    const std::size_t of = operand(op, 0);
    RecoveredStep& step = steps_[of];
    const bool takes = step.kind == StepKind::convolution || step.kind == StepKind::connected ||
                       step.kind == StepKind::add;
    if (!takes || step.form.activation != LayerActivation::none ||
        graph_.consumers(op.inputs.front()).size() != 1) {
      refuse(op, "an activation stands behind a convolution, a fully connected layer or a sum");
    }
    step.form.activation = *known;
    standsFor(op, of);
  }

  void addKind(const Operator& op, const Elementwise& elementwise) {
    const bool sum = elementwise.function == "add";
    if (!sum && elementwise.function != "mul") {
      refuse(op, "there is no layer '" + elementwise.function + "'");
    }
    if (op.inputs.size() != 2) refuse(op, "it has not two operands");
    RecoveredStep step = begin(op, sum ? StepKind::add : StepKind::multiply);
    step.inputs.push_back(operand(op, 1));
    finish(op, std::move(step));
  }

  void addKind(const Operator& op, const GlobalPool& pool) {
    if (pool.kind != PoolKind::average) refuse(op, "its pool is no mean");
    finish(op, begin(op, StepKind::pool));
  }

  void addKind(const Operator& op, const Pool& pool) {
    const FeatureMap in = featureMap(graph_[op.inputs.front()].shape, graph_.layout());
    const FeatureMap out = featureMap(graph_[op.outputs.front()].shape, graph_.layout());
    const bool padded = std::any_of(pool.window.begin(), pool.window.end(), [](const auto& axis) {
      return axis.padBefore != 0 || axis.padAfter != 0;
    });
    const bool global = pool.window.size() == 2 && pool.window[0].kernel == in.rows &&
                        pool.window[1].kernel == in.columns && out.rows * out.columns == 1;
    if (pool.kind != PoolKind::average || !global || padded) {
      refuse(op, "its pool is not the mean of a whole map");
    }
    finish(op, begin(op, StepKind::pool));
  }

  void addKind(const Operator& op, const Reduce& reduce) {
    const FeatureMap in = featureMap(graph_[op.inputs.front()].shape, graph_.layout());
    const bool mean = reduce.function == "mean" || reduce.function == "reducemean";
    const bool whole = graph_[op.outputs.front()].shape.elements() == in.batch * in.channels;
    if (!mean || !whole) refuse(op, "it is not the mean of each channel");
    finish(op, begin(op, StepKind::pool));
  }

  void addKind(const Operator& op, const Softmax& softmax) {
    if (softmax.logarithmic) refuse(op, "it is logarithmic");
    finish(op, begin(op, StepKind::softmax));
  }

  /// Of one column of numbers it moves nothing.
  void addKind(const Operator& op, const Transpose&) {
    const Shape& shape = graph_[op.outputs.front()].shape;
    const auto& extents = shape.extents();
    const auto wide = std::count_if(extents.begin(), extents.end(), [](auto e) { return e > 1; });
    if (wide > 1) refuse(op, "it moves elements");
    standsFor(op, operand(op, 0));
  }
  void addKind(const Operator& op, const Reshape&) { standsFor(op, operand(op, 0)); }
  void addKind(const Operator& op, const Quantize&) { standsFor(op, operand(op, 0)); }
  void addKind(const Operator& op, const Dequantize&) { standsFor(op, operand(op, 0)); }

  template <class Kind>
  void addKind(const Operator& op, const Kind&) {
    refuse(op, "it has no form in an architecture");
  }

  RecoveredStep begin(const Operator& op, StepKind kind) const {
    RecoveredStep step;
    step.kind = kind;
    step.name = op.name;
    step.inputs = {operand(op, 0)};
    if (op.fusedActivation) {
      const auto known = layerActivation(*op.fusedActivation);
      if (!known) refuse(op, "there is no activation '" + op.fusedActivation->function + "'");
      step.form.activation = *known;
    }
    return step;
  }

  void finish(const Operator& op, RecoveredStep step) {
    for (const std::size_t input : step.inputs) ++steps_[input].readers;
    step_[op.outputs.front().index()] = steps_.size();
    steps_.push_back(std::move(step));
  }

  void standsFor(const Operator& op, std::size_t step) { step_[op.outputs.front().index()] = step; }

  const Graph& graph_;
  std::vector<std::size_t> step_;  // by tensor: what makes it
  std::vector<RecoveredStep> steps_;
};

}  // namespace

std::vector<RecoveredStep> recoveredSteps(const Graph& graph) { return Recovery(graph).run(); }

}  // namespace tessera::arch
