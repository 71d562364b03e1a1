#include "sim/verify/in_place.h"

#include <deque>
#include <utility>
#include <vector>

#include "core/receptive_field.h"
#include "sim/program.h"
#include "sim/verify/kernels.h"
#include "sim/verify/plane.h"

namespace tessera::verify {
namespace {

bool isElementwise(const Operator& op) {
  return is<Elementwise>(op) || is<Activation>(op) || is<BatchNormalization>(op) ||
         is<Quantize>(op) || is<Dequantize>(op) || is<Cast>(op);
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
    axis(0, image);
    axis(1, channel);
  }

  void cutInput(std::deque<Plane>& planes, std::size_t i, std::int64_t image,
                std::int64_t channel) const {
    Plane& plane = planes.emplace_back(inputs_[i]);
    const Shape& shape = inputs_[i].tensor->shape;
    if (i == 0 || is<Elementwise>(op_)) {
      if (shape.rank() <= outputShape().rank()) {
        cut(plane, outputShape().rank() - shape.rank(), image, channel);
      }
    } else if (shape.rank() > 0 && shape[0] == outputShape()[1]) {
      plane.cut(0, channel);  // a filter, bias, scale or mean of each channel
    }
  }

  /// The operator on its planes alone.
  Graph graphOf(const std::deque<Plane>& planes) const {
    Network network;
    network.layout = graph_.layout();
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

std::int64_t planeBytes(const TensorView& view) {
  return view.strides.at(1) * static_cast<std::int64_t>(elementBytes(*view.tensor));
}

}  // namespace

bool runsPlaneByPlane(const Graph& graph, OperatorId id, TensorId over) {
  const Operator& op = graph[id];
  if (op.outputs.size() != 1 || graph.layout() != Layout::channelsFirst) return false;
  const Shape& output = graph[op.outputs.front()].shape;
  if (output.rank() < 2 || !(isDepthwise(graph, op) || isElementwise(op))) return false;
  for (std::size_t i = 0; i < op.inputs.size(); ++i) {
    if (graph.storage(op.inputs[i]) != over) continue;
    const Shape& input = graph[op.inputs[i]].shape;
    const bool planes =
        input.rank() == output.rank() && input[0] == output[0] && input[1] == output[1];
    if (!planes || (i > 0 && !is<Elementwise>(op))) return false;
  }
  return true;
}

void runInPlace(const Graph& graph, OperatorId id, std::span<const TensorView> inputs,
                const TensorView& output, const Region& region, TensorId over) {
  const Operator& op = graph[id];
  std::int64_t inputPlane = 0;
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    if (graph.storage(op.inputs[i]) == over) inputPlane = planeBytes(inputs[i]);
  }
  const std::int64_t channels = output.tensor->shape[1];
  const std::int64_t planes = output.tensor->shape[0] * channels;
  const bool forwards = planeBytes(output) <= inputPlane;
  PlaneRun run(graph, id, inputs, output);
  for (std::int64_t i = 0; i < planes; ++i) {
    const std::int64_t plane = forwards ? i : planes - 1 - i;
    run.run(plane / channels, plane % channels, region, over);
  }
}

}  // namespace tessera::verify
