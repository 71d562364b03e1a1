#include "core/architecture/plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "core/architecture/window_pads.h"
#include "core/error.h"

namespace tessera::arch {
namespace {

constexpr std::int64_t maxWeightElements = std::int64_t{1} << 28;

class Planner {
 public:
  explicit Planner(const Architecture& architecture) {
    plan_.name = architecture.name;
    append({"input", InputNode{}, {}, architecture.input, LayerActivation::none});
    sequence(architecture.layers);
  }

  Plan take() { return std::move(plan_); }

 private:
  [[noreturn]] void fail(const std::string& layer, const std::string& message,
                         const std::string& hint) const {
    throw Error(ErrorCode::input, message, fmt::format("{}: layer '{}'", plan_.name, layer), hint);
  }

  const Shape& shape() const { return plan_.nodes[current_].shape; }

  void append(PlannedNode node) {
    if (!names_.insert(node.name).second) {
      fail(node.name, "another layer has this name", "give one of them another \"name\"");
    }
    plan_.nodes.push_back(std::move(node));
    current_ = plan_.nodes.size() - 1;
  }

  void sequence(const std::vector<Layer>& layers) {
    for (const Layer& layer : layers) {
      std::visit([this](const auto& kind) { add(kind); }, layer);
    }
  }

  void requireMap(const std::string& layer) const {
    if (shape().rank() != 4) {
      fail(layer, "needs a feature map but gets " + shape().text(),
           "convolutions and pools come before what makes features of a map");
    }
  }

  void requireSize(const std::string& layer, std::int64_t outputs, std::int64_t perOutput) const {
    if (perOutput > maxWeightElements / outputs) {
      fail(layer, fmt::format("{} x {} weights are too many", outputs, perOutput),
           "make the layer narrower");
    }
  }

  void add(const ConvLayer& layer) {
    requireMap(layer.name);
    const Shape in = shape();
    ConvNode conv;
    conv.inChannels = in[1];
    conv.outChannels = layer.out.value_or(in[1]);
    conv.groups = layer.out.has_value() ? 1 : in[1];
    conv.kernel = layer.kernel;
    conv.stride = layer.stride;
    conv.batchNorm = layer.batchNorm;
    std::array<std::int64_t, 2> out{};
    for (std::size_t axis = 0; axis < 2; ++axis) {
      const PaddedAxis window =
          paddedAxis(in[axis + 2], layer.kernel[axis], layer.stride[axis], layer.padding);
      if (window.out < 1) {
        fail(layer.name, "the kernel is larger than its padded input " + in.text(),
             "use a smaller kernel, or the padding \"same\"");
      }
      conv.pads[axis] = window.before;
      conv.pads[axis + 2] = window.after;
      out[axis] = window.out;
    }
    requireSize(layer.name, conv.outChannels,
                conv.inChannels / conv.groups * conv.kernel[0] * conv.kernel[1]);
    const Shape made{1, conv.outChannels, out[0], out[1]};
    append({layer.name, conv, {current_}, made, layer.activation});
  }

  void add(const SqueezeLayer& layer) {
    requireMap(layer.name);
    const std::size_t map = current_;
    const std::int64_t channels = shape()[1];
    add(PoolLayer{layer.name + ".pool"});
    ConvLayer fold;
    fold.name = layer.name + ".reduce";
    fold.out = layer.squeeze.channels;
    fold.activation = LayerActivation::relu;
    add(fold);
    fold.name = layer.name + ".expand";
    fold.out = channels;
    fold.activation = layer.squeeze.gate;
    add(fold);
    append({layer.name + ".scale",
            MulNode{},
            {map, current_},
            Shape(plan_.nodes[map].shape),
            LayerActivation::none});
  }

  void add(const SeparableLayer& layer) {
    addDepthwise(layer.depthwise, layer.name);
    add(pointwise(layer.depthwise, layer.name + ".pw", layer.out));
  }

  void add(const BottleneckLayer& layer) {
    const std::size_t start = current_;
    if (layer.expand) {
      add(pointwise(layer.depthwise, layer.name + ".expand", *layer.expand));
    }
    addDepthwise(layer.depthwise, layer.name);
    if (layer.squeeze) add(SqueezeLayer{layer.name + ".se", *layer.squeeze});
    ConvLayer project = pointwise(layer.depthwise, layer.name + ".project", layer.out);
    project.activation = LayerActivation::none;
    add(project);
    if (layer.residual) sum(layer.name, start, current_, LayerActivation::none);
  }

  void addDepthwise(ConvLayer conv, const std::string& block) {
    conv.name = block + ".dw";
    conv.out.reset();
    add(conv);
  }

  /// A 1x1 convolution of the same family as `like`.
  static ConvLayer pointwise(const ConvLayer& like, std::string name, std::int64_t out) {
    ConvLayer conv = like;
    conv.name = std::move(name);
    conv.out = out;
    conv.kernel = conv.stride = {1, 1};
    return conv;
  }

  void add(const PoolLayer& layer) {
    requireMap(layer.name);
    append({layer.name, PoolNode{}, {current_}, {1, shape()[1], 1, 1}, LayerActivation::none});
  }

  void add(const FcLayer& layer) {
    if (shape().rank() != 2) {
      const Shape flat{1, shape().elements()};
      append({layer.name + ".flatten", FlattenNode{}, {current_}, flat, LayerActivation::none});
    }
    const FcNode fc{shape()[1], layer.out};
    requireSize(layer.name, fc.outFeatures, fc.inFeatures);
    append({layer.name, fc, {current_}, {1, layer.out}, layer.activation});
  }

  void add(const SoftmaxLayer& layer) {
    append({layer.name, SoftmaxNode{}, {current_}, shape(), LayerActivation::none});
  }

  void add(const ResidualLayer& layer) {
    const std::size_t start = current_;
    sequence(layer.branch);
    const std::size_t branch = std::exchange(current_, start);
    sequence(layer.shortcut);
    sum(layer.name, current_, branch, layer.activation);
  }

  void sum(const std::string& layer, std::size_t shortcut, std::size_t branch,
           LayerActivation activation) {
    const Shape made = plan_.nodes[branch].shape;
    const Shape& other = plan_.nodes[shortcut].shape;
    if (made != other) {
      fail(layer, fmt::format("the branch makes {} and the shortcut {}", made.text(), other.text()),
           "give both the same channels and strides");
    }
    append({layer + ".add", AddNode{}, {shortcut, branch}, made, activation});
  }

  Plan plan_;
  std::set<std::string> names_;
  std::size_t current_ = 0;
};

}  // namespace

bool hasWeights(const PlannedNode& node) {
  return std::holds_alternative<ConvNode>(node.kind) || std::holds_alternative<FcNode>(node.kind);
}

bool hasBatchNorm(const PlannedNode& node) {
  const auto* conv = std::get_if<ConvNode>(&node.kind);
  return conv != nullptr && conv->batchNorm;
}

Plan planOf(const Architecture& architecture) { return Planner(architecture).take(); }

}  // namespace tessera::arch
