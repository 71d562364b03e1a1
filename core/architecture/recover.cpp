#include "core/architecture/recover.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/architecture/recovered_steps.h"
#include "core/architecture/window_pads.h"
#include "core/error.h"

namespace tessera::arch {
namespace {

using Steps = std::vector<RecoveredStep>;

constexpr std::array<Padding, 3> knownPaddings{Padding::same, Padding::symmetric, Padding::valid};

[[noreturn]] void refuse(const RecoveredStep& step, const std::string& why,
                         const std::string& hint) {
  throw Error(ErrorCode::unsupported, why, "node '" + step.name + "'", hint);
}

bool pads(const RecoveredStep& step, Padding padding) {
  for (std::size_t axis = 0; axis < 2; ++axis) {
    const PaddedAxis made =
        paddedAxis(step.extents[axis], step.form.kernel[axis], step.form.stride[axis], padding);
    if (made.before != step.pads[axis] || made.after != step.pads[axis + 2]) return false;
  }
  return true;
}

/// Gives each convolution the padding that all have, where there is one, else the first that it
/// has.
void namePaddings(Steps& steps) {
  std::optional<Padding> common;
  for (const Padding padding : knownPaddings) {
    const bool all = std::all_of(steps.begin(), steps.end(), [&](const auto& step) {
      return step.kind != StepKind::convolution || pads(step, padding);
    });
    if (all && !common) common = padding;
  }
  for (RecoveredStep& step : steps) {
    if (step.kind != StepKind::convolution) continue;
    const auto own = std::find_if(knownPaddings.begin(), knownPaddings.end(),
                                  [&](Padding padding) { return pads(step, padding); });
    if (own == knownPaddings.end()) {
      refuse(step, "its padding is none of same, symmetric, valid",
             "an architecture pads as TensorFlow, as PyTorch code does, or not at all");
    }
    step.form.padding = common.value_or(*own);
  }
}

/// "b3" of "b3.expand"; nothing where the name does not end so.
std::optional<std::string> without(const std::string& name, const std::string& ending) {
  const std::string tail = "." + ending;
  if (name.size() <= tail.size() || !name.ends_with(tail)) return std::nullopt;
  return name.substr(0, name.size() - tail.size());
}

bool isPointwise(const RecoveredStep& step) {
  const std::array<std::int64_t, 2> one{1, 1};
  return step.kind == StepKind::convolution && step.form.out && step.form.kernel == one &&
         step.form.stride == one;
}

bool isDepthwise(const RecoveredStep& step) {
  return step.kind == StepKind::convolution && !step.form.out;
}

/// Whether a 1x1 convolution belongs to the block of a depthwise one; its padding means nothing.
bool sameFamily(const ConvLayer& pointwise, const ConvLayer& depthwise,
                LayerActivation activation) {
  return pointwise.batchNorm == depthwise.batchNorm && pointwise.activation == activation;
}

class Recoverer {
 public:
  explicit Recoverer(const Graph& graph) : graph_(graph), steps_(recoveredSteps(graph)) {
    namePaddings(steps_);
    findForks();
  }

  Architecture run() {
    Architecture architecture;
    architecture.name = graph_.name().empty() ? "network" : graph_.name();
    architecture.description = architecture.name;
    architecture.source = "recovered from the network";
    architecture.input = inputShape();
    architecture.layers = sequence(0, steps_.size() - 1, "");
    if (architecture.layers.empty()) {
      throw Error(ErrorCode::unsupported, "it has no layers", "graph '" + graph_.name() + "'");
    }
    return architecture;
  }

 private:
  Shape inputShape() const {
    const Shape& shape = graph_[graph_.inputs().front()].shape;
    if (shape.rank() != 4 && shape.rank() != 2) {
      throw Error(ErrorCode::unsupported, "an architecture reads a feature map or features",
                  "graph input of shape " + shape.text());
    }
    const FeatureMap map = featureMap(shape, graph_.layout());
    if (map.batch != 1) {
      throw Error(ErrorCode::unsupported, "an architecture has a batch of 1",
                  "graph input of shape " + shape.text(), "give --input-shape with a batch of 1");
    }
    if (shape.rank() == 2) return {1, map.channels};
    return {1, map.channels, map.rows, map.columns};
  }

  /// For each step the one before it on the way through the network, sums and products jumped over.
  void findForks() {
    before_.assign(steps_.size(), 0);
    for (std::size_t i = 1; i < steps_.size(); ++i) {
      const RecoveredStep& step = steps_[i];
      before_[i] = step.inputs.front();
      if (step.kind == StepKind::add) before_[i] = commonStep(step.inputs[0], step.inputs[1]);
      if (step.kind == StepKind::multiply) before_[i] = mapOf(i);
    }
  }

  std::size_t commonStep(std::size_t a, std::size_t b) const {
    while (a != b) (a > b ? a : b) = before_[std::max(a, b)];
    return a;
  }

  /// The gate of a squeeze-and-excite: its last convolution; the other operand is the map.
  std::size_t gateOf(std::size_t multiply) const {
    const auto& inputs = steps_[multiply].inputs;
    return isGate(inputs[1]) ? inputs[1] : inputs[0];
  }
  std::size_t mapOf(std::size_t multiply) const {
    const RecoveredStep& step = steps_[multiply];
    const std::size_t gate = gateOf(multiply);
    const std::size_t map = step.inputs[0] == gate ? step.inputs[1] : step.inputs[0];
    const bool known = isGate(gate) && steps_[before_[gate]].kind == StepKind::convolution &&
                       poolOf(gate) && steps_[*poolOf(gate)].inputs.front() == map;
    if (!known) refuse(step, "a product is not that of squeeze-and-excite", "it has no form here");
    return map;
  }
  bool isGate(std::size_t at) const {
    const LayerActivation activation = steps_[at].form.activation;
    return isPointwise(steps_[at]) &&
           (activation == LayerActivation::sigmoid || activation == LayerActivation::hardSigmoid);
  }
  std::optional<std::size_t> poolOf(std::size_t gate) const {
    const RecoveredStep& reduce = steps_[before_[gate]];
    const bool known = isPointwise(reduce) && reduce.form.activation == LayerActivation::relu &&
                       !reduce.form.batchNorm && !steps_[gate].form.batchNorm;
    if (!known || steps_[reduce.inputs.front()].kind != StepKind::pool) return std::nullopt;
    return reduce.inputs.front();
  }

  /// The steps from behind `from` to `to`, in order.
  std::vector<std::size_t> path(std::size_t from, std::size_t to) const {
    std::vector<std::size_t> steps;
    for (std::size_t at = to; at != from; at = before_[at]) {
      if (at == 0) refuse(steps_[to], "its branches do not meet again", "it has no form here");
      steps.push_back(at);
    }
    std::reverse(steps.begin(), steps.end());
    return steps;
  }

  std::vector<Layer> sequence(std::size_t from, std::size_t to, const std::string& prefix) {
    const std::vector<std::size_t> steps = path(from, to);
    std::vector<Layer> layers;
    for (std::size_t at = 0; at < steps.size();) {
      at += addBlock(steps, at, prefix, layers);
    }
    return layers;
  }

  /// Adds the largest known block that begins at `at`; returns how many steps it has.
  std::size_t addBlock(const std::vector<std::size_t>& steps, std::size_t at,
                       const std::string& prefix, std::vector<Layer>& layers) {
    if (const std::size_t taken = addBottleneck(steps, at, prefix, layers)) return taken;
    if (const std::size_t taken = addSeparable(steps, at, prefix, layers)) return taken;
    layers.push_back(single(steps[at], prefix));
    return 1;
  }

  const RecoveredStep* stepAt(const std::vector<std::size_t>& steps, std::size_t at) const {
    return at < steps.size() ? &steps_[steps[at]] : nullptr;
  }

  std::size_t addBottleneck(const std::vector<std::size_t>& steps, std::size_t begin,
                            const std::string& prefix, std::vector<Layer>& layers) {
    std::size_t at = begin;
    BottleneckLayer block;
    const RecoveredStep* expand = stepAt(steps, at);
    const RecoveredStep* depthwise = isPointwise(*expand) ? stepAt(steps, ++at) : expand;
    if (depthwise == nullptr || !isDepthwise(*depthwise)) return 0;
    const ConvLayer& form = depthwise->form;
    if (expand != depthwise) {
      if (!sameFamily(expand->form, form, form.activation) || expand->readers != 1) return 0;
      block.expand = expand->form.out;
    }
    const RecoveredStep* project = stepAt(steps, ++at);
    if (project != nullptr && project->kind == StepKind::multiply) {
      block.squeeze = squeezeOf(steps[at]);
      project = stepAt(steps, ++at);
    }
    if (project == nullptr || !isPointwise(*project)) return 0;
    if (!sameFamily(project->form, form, LayerActivation::none)) return 0;
    // Without an activation both blocks mean the same, and "separable" says more.
    if (!block.expand && !block.squeeze && form.activation == LayerActivation::none) return 0;
    block.depthwise = formOf(form);
    block.out = *project->form.out;
    block.name = unique(prefix, without(project->name, "project"), "b");
    layers.emplace_back(std::move(block));
    return at + 1 - begin;
  }

  std::size_t addSeparable(const std::vector<std::size_t>& steps, std::size_t at,
                           const std::string& prefix, std::vector<Layer>& layers) {
    const RecoveredStep& depthwise = *stepAt(steps, at);
    const RecoveredStep* pointwise = stepAt(steps, at + 1);
    if (!isDepthwise(depthwise) || pointwise == nullptr || !isPointwise(*pointwise)) return 0;
    if (!sameFamily(pointwise->form, depthwise.form, depthwise.form.activation)) return 0;
    layers.emplace_back(SeparableLayer{unique(prefix, without(pointwise->name, "pw"), "s"),
                                       formOf(depthwise.form), *pointwise->form.out});
    return 2;
  }

  /// What a block keeps of its depthwise convolution: not its name.
  static ConvLayer formOf(ConvLayer form) {
    form.name.clear();
    return form;
  }

  SqueezeExcite squeezeOf(std::size_t multiply) const {
    const std::size_t gate = gateOf(multiply);
    return {*steps_[before_[gate]].form.out, steps_[gate].form.activation};
  }

  Layer single(std::size_t at, const std::string& prefix) {
    const RecoveredStep& step = steps_[at];
    switch (step.kind) {
      case StepKind::convolution: {
        ConvLayer conv = step.form;
        if (conv.activation == LayerActivation::sigmoid ||
            conv.activation == LayerActivation::hardSigmoid) {
          refuse(step, "only the gate of squeeze-and-excite has a sigmoid", "it has no form here");
        }
        conv.name = unique(prefix, step.name, conv.out ? "conv" : "dw");
        return conv;
      }
      case StepKind::connected:
        return FcLayer{unique(prefix, step.name, "fc"), *step.form.out, step.form.activation};
      case StepKind::pool:
        return PoolLayer{unique(prefix, step.name, "pool")};
      case StepKind::softmax:
        return SoftmaxLayer{unique(prefix, step.name, "softmax")};
      case StepKind::multiply:
        return SqueezeLayer{unique(prefix, without(step.name, "scale"), "se"), squeezeOf(at)};
      case StepKind::add:
        return sum(at, prefix);
      case StepKind::input:
        break;
    }
    refuse(step, "the input is no layer", "this is a bug");
  }

  Layer sum(std::size_t at, const std::string& prefix) {
    const RecoveredStep& step = steps_[at];
    ResidualLayer residual;
    residual.activation = step.form.activation;
    std::size_t shortcut = step.inputs[0];
    std::size_t branch = step.inputs[1];
    if (branch == before_[at]) std::swap(shortcut, branch);
    const std::set<std::string> names = names_;
    residual.name = unique(prefix, without(step.name, "add"), "r");
    residual.branch = sequence(before_[at], branch, residual.name + ".");
    residual.shortcut = sequence(before_[at], shortcut, residual.name + ".");
    auto* block =
        residual.branch.size() == 1 ? std::get_if<BottleneckLayer>(&residual.branch[0]) : nullptr;
    if (block == nullptr || !residual.shortcut.empty() ||
        residual.activation != LayerActivation::none) {
      return residual;
    }
    block->residual = true;
    names_ = names;
    block->name = unique(prefix, without(step.name, "add"), "b");
    return *block;
  }

  /// A name within `prefix` that no other layer has: the operator's own where it has one that fits.
  std::string unique(const std::string& prefix, const std::optional<std::string>& own,
                     const std::string& kind) {
    if (own && own->size() > prefix.size() && own->starts_with(prefix) &&
        names_.insert(*own).second) {
      return *own;
    }
    for (std::size_t number = 0;; ++number) {
      std::string name = prefix + kind + std::to_string(number);
      if (names_.insert(name).second) return name;
    }
  }

  const Graph& graph_;
  Steps steps_;
  std::vector<std::size_t> before_;  // by step
  std::set<std::string> names_;
};

}  // namespace

Architecture architectureOf(const Graph& graph) { return Recoverer(graph).run(); }

}  // namespace tessera::arch
