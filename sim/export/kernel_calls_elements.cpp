#include <fmt/core.h>

#include <algorithm>

#include "sim/export/kernel_calls.h"
#include "sim/export/refusal.h"
#include "sim/export/requantise.h"
#include "sim/verify/execute.h"

namespace tessera::exported {
namespace {

/// Of an operand of two: its extents beside those of the result, aligned at the last axis.
MapExtent broadcastExtent(const KernelSetting& setting, std::size_t input) {
  const Shape& result = setting.output().shape;
  const Shape& own = setting.input(input).shape;
  std::vector<std::int64_t> extents(result.rank() - std::min(own.rank(), result.rank()), 1);
  extents.insert(extents.end(), own.extents().begin(), own.extents().end());
  const FeatureMap map = featureMap(Shape(extents), setting.graph.layout());
  return {map.batch * map.rows, map.columns, map.channels};
}

std::string operandOf(const KernelSetting& setting, std::size_t input, double multiplier) {
  const MapExtent extent = broadcastExtent(setting, input);
  const auto fixed = multiplierOf(multiplier);
  const verify::Affine scaled = affineOf(setting.graph, setting.op(), setting.op().inputs[input]);
  return fmt::format("{{{}, {}, {}, {}, {}, {}}}", extent.rows, extent.columns, extent.position,
                     scaled.zeroPoint, fixed.significand, fixed.shift);
}

/// Which kernel runs a function of two operands.
struct PairKernel {
  const char* function;
  const char* kernel;
  const char* source;
  verify::PairFactors (*factors)(const verify::PairScales&,
                                 bool wide);  ///< null: it compares what is stored
};
constexpr PairKernel pairKernels[] = {
    {"add", "tsr_add", "add", verify::sumFactors},
    {"sub", "tsr_subtract", "add", verify::sumFactors},
    {"mul", "tsr_multiply_pairs", "multiply", verify::productFactors},
    {"squareddifference", "tsr_square_difference", "squared_difference", verify::squareFactors},
    {"prelu", "tsr_lean", "prelu", verify::slopeFactors},
    {"min", "tsr_minimum", "extreme", nullptr},
    {"max", "tsr_maximum", "extreme", nullptr},
};

void requireOneScale(const KernelSetting& setting) {
  const Operator& op = setting.op();
  const verify::Affine output = affineOf(setting.graph, op, op.outputs[0]);
  for (const TensorId id : op.inputs) {
    if (affineOf(setting.graph, op, id) != output) {
      notGenerated(op, "its tensors differ in scale", "requantise with an operator of its own");
    }
  }
}

}  // namespace

KernelCalls callsOf(const KernelSetting& setting, const Elementwise& elementwise) {
  const Operator& op = setting.op();
  const auto* const found =
      std::find_if(std::begin(pairKernels), std::end(pairKernels),
                   [&](const PairKernel& each) { return each.function == elementwise.function; });
  if (found == std::end(pairKernels) || op.inputs.size() != 2) {
    notGenerated(op, "'" + elementwise.function + "' has no kernel yet");
  }
  if (found->factors == nullptr) requireOneScale(setting);
  if (setting.output().shape.rank() > 1 && setting.output().shape[0] != 1 &&
      setting.input(0).shape != setting.input(1).shape) {
    notGenerated(op, "it broadcasts over several images", "set the batch to 1");
  }
  const auto scaleOf = [&](TensorId id) -> double { return affineOf(setting.graph, op, id).scale; };
  const verify::PairScales scales{scaleOf(op.inputs[0]), scaleOf(op.inputs[1]),
                                  scaleOf(op.outputs[0])};
  const verify::PairFactors factors =
      found->factors == nullptr ? verify::PairFactors{} : found->factors(scales, false);
  const auto result = multiplierOf(factors.result);
  const verify::StoredRange bounds = rangeOf(setting.graph, op);
  const std::string record = setting.record(
      "tsr_pairs",
      fmt::format("{{{}, {}, {}, {}, {}, {}, {}, {}, {}}}", operandOf(setting, 0, factors.first),
                  operandOf(setting, 1, factors.second),
                  mapExtent(setting.graph, op.outputs[0]).position, factors.leftShift,
                  result.significand, result.shift,
                  affineOf(setting.graph, op, op.outputs[0]).zeroPoint, bounds.low, bounds.high));
  return {{found->kernel, found->source, record, {0, 1}}};
}

namespace {

/// A network of this operator alone, on every byte that its input can be.
Graph onEveryByte(const KernelSetting& setting) {
  Network network;
  network.name = "table";
  network.layout = setting.graph.layout();
  network.arithmetic = setting.graph.arithmetic();
  Operator op = setting.op();
  for (TensorId* const id : {&op.inputs[0], &op.outputs[0]}) {
    Tensor tensor = setting.graph[*id];
    tensor.shape = Shape{1, 256};
    tensor.aliasOf.reset();
    *id = network.addTensor(std::move(tensor));
  }
  network.inputs = {op.inputs[0]};
  network.outputs = {op.outputs[0]};
  network.operators = {std::move(op)};
  return Graph(std::move(network));
}

}  // namespace

KernelCalls tableCalls(const KernelSetting& setting) {
  const Operator& op = setting.op();
  const bool bytes = bitWidth(setting.input().dtype) == 8 && bitWidth(setting.output().dtype) == 8;
  if (op.inputs.size() != 1 || op.outputs.size() != 1 || !bytes) {
    notGenerated(op, "it is no function from bytes to bytes", "quantise the network to int8");
  }
  const Graph graph = onEveryByte(setting);
  std::vector<std::byte> every(256);
  for (std::size_t i = 0; i < every.size(); ++i) every[i] = static_cast<std::byte>(i);
  const verify::TensorBytes run = verify::plainRun(graph, {{graph.inputs()[0], every}});
  std::vector<std::int64_t> values;
  for (const std::byte value : verify::bytesOf(graph, run, graph.outputs()[0])) {
    values.push_back(static_cast<std::int8_t>(value));
  }
  const std::string table = setting.tables.array("int8_t", cWord(op.name) + "_table", values);
  const std::string record = setting.record(
      "tsr_table",
      fmt::format("{{{}, {}}}",
                  setting.chunkOf(mapExtent(setting.graph, op.outputs[0]).position).length(),
                  table));
  return {{"tsr_look_up", "table", record, {0}}};
}

namespace {

/// Between the reals of an end of the network and its int8.
KernelCalls conversion(const KernelSetting& setting, const char* kernel, TensorId stored,
                       TensorId real) {
  const verify::Affine scaled = affineOf(setting.graph, setting.op(), stored);
  if (setting.graph[real].dtype != DType::float32) {
    notGenerated(setting.op(), "it converts other types than float32 and int8");
  }
  const std::string record = setting.record(
      "tsr_convert", fmt::format("{{{}, {:a}F, {}}}", mapExtent(setting.graph, stored).position,
                                 scaled.scale, scaled.zeroPoint));
  return {{kernel, "convert", record, {0}}};
}

}  // namespace

KernelCalls callsOf(const KernelSetting& setting, const Quantize&) {
  const Operator& op = setting.op();
  if (!isFloat(setting.input().dtype)) return tableCalls(setting);
  return conversion(setting, "tsr_quantise", op.outputs[0], op.inputs[0]);
}

KernelCalls callsOf(const KernelSetting& setting, const Dequantize&) {
  const Operator& op = setting.op();
  return conversion(setting, "tsr_dequantise", op.inputs[0], op.outputs[0]);
}

KernelCalls callsOf(const KernelSetting& setting, const Softmax& softmax) {
  const Operator& op = setting.op();
  const Shape& shape = setting.input().shape;
  if (softmax.logarithmic) notGenerated(op, "the logarithm has no kernel yet");
  if (softmax.axis + 1 != shape.rank() || setting.graph.layout() == Layout::channelsFirst) {
    notGenerated(op, "it does not run along the last axis");
  }
  const verify::Affine output = affineOf(setting.graph, op, op.outputs[0]);
  if (output != verify::Affine{1.0F / 256, INT8_MIN}) {
    notGenerated(op, "its output has not scale 1/256 and zero point -128");
  }
  const verify::SoftmaxDistance distance(affineOf(setting.graph, op, op.inputs[0]).scale,
                                         softmax.beta);
  if (distance.multiplier.shift < 0) notGenerated(op, "its input's scale is too small");
  const std::string record = setting.record(
      "tsr_softmax",
      fmt::format("{{{}, {}, {}, {}}}", mapExtent(setting.graph, op.outputs[0]).position,
                  distance.multiplier.significand, distance.multiplier.shift, distance.least));
  return {{"tsr_soften", "softmax", record, {0}}};
}

namespace {

/// A tensor as three axes, of which the middle one is reduced.
struct ReducedAxes {
  std::int64_t outer = 1;
  std::int64_t count = 1;
  std::int64_t inner = 1;
};

ReducedAxes reducedAxes(const KernelSetting& setting, const Reduce& reduce) {
  const bool adjoining = !reduce.axes.empty() &&
                         std::is_sorted(reduce.axes.begin(), reduce.axes.end()) &&
                         reduce.axes.back() - reduce.axes.front() + 1 == reduce.axes.size();
  if (!adjoining || setting.graph.layout() == Layout::channelsFirst) {
    notGenerated(setting.op(), reduce.function + " over these axes has no kernel yet");
  }
  ReducedAxes axes;
  const Shape& shape = setting.input().shape;
  for (std::size_t axis = 0; axis < shape.rank(); ++axis) {
    (axis < reduce.axes.front()  ? axes.outer
     : axis > reduce.axes.back() ? axes.inner
                                 : axes.count) *= shape[axis];
  }
  if (axes.count < 1) notGenerated(setting.op(), "it reduces nothing");
  requireSumsFit(setting.op(), axes.count);
  return axes;
}

}  // namespace

KernelCalls callsOf(const KernelSetting& setting, const Reduce& reduce) {
  const Operator& op = setting.op();
  const bool mean = reduce.function == "mean";
  const bool max = reduce.function == "max";
  if (!mean && !max && reduce.function != "sum") {
    notGenerated(op, reduce.function + " has no kernel yet");
  }
  const ReducedAxes axes = reducedAxes(setting, reduce);
  const verify::Affine input = affineOf(setting.graph, op, op.inputs[0]);
  const verify::Affine output = affineOf(setting.graph, op, op.outputs[0]);
  if (max && input != output) notGenerated(op, "its output has another scale");
  const auto multiplier =
      multiplierOf(static_cast<double>(input.scale) / static_cast<double>(output.scale));
  const auto scaled = mean ? verify::dividedBy(axes.count, multiplier) : multiplier;
  const std::string record =
      setting.record("tsr_reduce", fmt::format("{{{}, {}, {}, {}, {}, {}, {}}}", axes.outer,
                                               axes.count, axes.inner, input.zeroPoint,
                                               scaled.significand, scaled.shift, output.zeroPoint));
  KernelCall call{max ? "tsr_reduce_max" : "tsr_reduce_sum", "reduce", record, {0}};
  call.wholeOnly = true;
  return {call};
}

}  // namespace tessera::exported
