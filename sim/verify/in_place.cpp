#include "sim/verify/in_place.h"

#include <deque>
#include <optional>
#include <utility>
#include <vector>

#include "core/depthwise.h"
#include "core/kinds.h"
#include "core/receptive_field.h"
#include "sim/verify/kernels.h"
#include "sim/verify/plane.h"

namespace tessera::verify {
namespace {

bool isElementwise(const Operator& op) {
  return isAmong(
      op, KindList<Elementwise, Activation, BatchNormalization, Quantize, Dequantize, Cast>{},
      KindList<Convolution, TransposedConvolution, FullyConnected, MatMul, Pool, GlobalPool, Concat,
               Split, Slice, Pad, Resize, Reshape, Transpose, Reduce, Softmax, LayerNormalization,
               Rearrange, Recurrent, Opaque>{});
}

/// The axis that tells the channels of an output; nothing where it has no planes.
std::optional<std::size_t> channelAxis(const Graph& graph, const Shape& output) {
  if (output.rank() < 2) return std::nullopt;
  return graph.layout() == Layout::channelsFirst ? 1 : output.rank() - 1;
}

/// One plane of the output, and of each input what goes into it.
class PlaneRun {
 public:
  PlaneRun(const Graph& graph, OperatorId id, std::span<const TensorView> inputs,
           const TensorView& output)
      : graph_(graph), op_(graph[id]), inputs_(inputs), output_(output) {}

  void run(std::int64_t image, std::int64_t channel, const Region& region, TensorId over) {
    std::deque<Plane> planes;
    for (std::size_t i = 0; i < inputs_.size(); ++i) cutInput(planes, i, image, channel);
    cut(planes.emplace_back(output_), 0, image, channel);
    const Graph single = graphOf(planes);
    for (std::size_t i = 0; i < inputs_.size(); ++i) {
      if (graph_.storage(op_.inputs[i]) == over) planes[i].moveTo(scratch_.emplace_back());
    }
    std::vector<TensorView> inputs;
    for (std::size_t i = 0; i < inputs_.size(); ++i) inputs.push_back(planes[i].view);
    runOperator(single, OperatorId(0), inputs, {&planes.back().view, 1}, region);
    scratch_.clear();
  }

 private:
  const Shape& outputShape() const { return output_.tensor->shape; }

  /// Cuts the plane's image and channel out of a tensor that is aligned with the output after
  /// `skipped` axes; axes along which it is repeated stay.
  void cut(Plane& plane, std::size_t skipped, std::int64_t image, std::int64_t channel) const {
    const auto axis = [&](std::size_t at, std::int64_t index) {
      if (at < skipped || plane.tensor.shape[at - skipped] != outputShape()[at]) return;
      plane.cut(at - skipped, index);
    };
    const auto channels = channelAxis(graph_, outputShape());
    if (!channels) return;
    axis(0, image);
    axis(*channels, channel);
  }

  void cutInput(std::deque<Plane>& planes, std::size_t i, std::int64_t image,
                std::int64_t channel) const {
    Plane& plane = planes.emplace_back(inputs_[i]);
    const Shape& shape = inputs_[i].tensor->shape;
    const auto channels = channelAxis(graph_, outputShape());
    if (i == 0 || is<Elementwise>(op_)) {
      if (shape.rank() <= outputShape().rank()) {
        cut(plane, outputShape().rank() - shape.rank(), image, channel);
      }
      return;
    }
    // A filter, bias, scale or mean of each channel. Depthwise filters with channels last are
    // [1, rows, columns, channels].
    if (!channels || shape.rank() == 0) return;
    const bool last = graph_.layout() == Layout::channelsLast;
    const std::size_t axis = last ? shape.rank() - 1 : 0;
    if (shape[axis] == outputShape()[*channels]) plane.cut(axis, channel);
  }

  /// The operator on its planes alone.
  Graph graphOf(const std::deque<Plane>& planes) const {
    Network network;
    network.layout = graph_.layout();
    network.arithmetic = graph_.arithmetic();
    Operator op = op_;
    op.inputs.clear();
    op.outputs.clear();
    for (const Plane& plane : planes) {
      Tensor tensor = plane.tensor;
      tensor.aliasOf.reset();
      const bool isInput = op.inputs.size() < inputs_.size();
      const TensorId id = network.addTensor(std::move(tensor));
      if (isInput && network.tensor(id).role == TensorRole::activation) {
        network.inputs.push_back(id);
      }
      (isInput ? op.inputs : op.outputs).push_back(id);
    }
    if (auto* convolution = std::get_if<Convolution>(&op.attributes)) convolution->groups = 1;
    network.outputs = op.outputs;
    network.operators.push_back(std::move(op));
    return Graph(std::move(network));
  }

  const Graph& graph_;
  const Operator& op_;
  std::span<const TensorView> inputs_;
  const TensorView& output_;
  std::deque<std::vector<std::byte>> scratch_;
};

/// From one image to the next, and so, with channels first, from plane to plane.
std::int64_t imageBytes(const TensorView& view) {
  const auto size = static_cast<std::int64_t>(elementBytes(*view.tensor));
  return view.strides.empty() ? size : view.strides.front() * size;
}

/// Whether the output has the planes of an input: one for each channel of each image.
bool samePlanes(const Graph& graph, const Tensor& input, const Tensor& output) {
  const auto channels = channelAxis(graph, output.shape);
  if (!channels) return input.shape == output.shape;
  // With channels last the planes lie between each other, which only equal elements keep apart.
  const bool apart =
      graph.layout() == Layout::channelsFirst || bitWidth(input.dtype) == bitWidth(output.dtype);
  return apart && input.shape.rank() == output.shape.rank() && input.shape[0] == output.shape[0] &&
         input.shape[*channels] == output.shape[*channels];
}

}  // namespace

bool runsPlaneByPlane(const Graph& graph, OperatorId id, TensorId over) {
  const Operator& op = graph[id];
  if (op.outputs.size() != 1 || !(isDepthwise(graph, op) || isElementwise(op))) return false;
  for (std::size_t i = 0; i < op.inputs.size(); ++i) {
    if (graph.storage(op.inputs[i]) != over) continue;
    if (!samePlanes(graph, graph[op.inputs[i]], graph[op.outputs.front()])) return false;
    if (i > 0 && !is<Elementwise>(op)) return false;
  }
  return true;
}

void runInPlace(const Graph& graph, OperatorId id, std::span<const TensorView> inputs,
                const TensorView& output, const Region& region, TensorId over) {
  const Operator& op = graph[id];
  std::int64_t inputImage = 0;
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    if (graph.storage(op.inputs[i]) == over) inputImage = imageBytes(inputs[i]);
  }
  const Shape& shape = output.tensor->shape;
  const auto axis = channelAxis(graph, shape);
  const std::int64_t channels = axis ? shape[*axis] : 1;
  const std::int64_t planes = axis ? shape[0] * channels : 1;
  const bool forwards = imageBytes(output) <= inputImage;
  PlaneRun run(graph, id, inputs, output);
  for (std::int64_t i = 0; i < planes; ++i) {
    const std::int64_t plane = forwards ? i : planes - 1 - i;
    run.run(plane / channels, plane % channels, region, over);
  }
}

}  // namespace tessera::verify
