#include <algorithm>

#include "sim/verify/move.h"
#include "sim/verify/tflite_kernel.h"

namespace tessera::verify {
namespace {

std::vector<AxisMove> straightMoves(const Box& box) {
  std::vector<AxisMove> moves;
  for (std::size_t axis = 0; axis < box.size(); ++axis) {
    moves.push_back(straightMove(axis, box[axis]));
  }
  return moves;
}

/// TFLite Micro refuses a concatenation of int8 whose tensors differ, and copies all other types
/// whatever their scales (tensorflow/lite/micro/kernels/concatenation.cc).
void requireOneScale(const Call& call) {
  if (call.outputs[0].tensor->dtype != DType::int8) return;
  const Affine output = affineOf(call, call.outputs[0]);
  for (const TensorView& input : call.inputs) {
    if (affineOf(call, input) != output) notInTflite(call, "its tensors differ in scale");
  }
}

}  // namespace

void run(const Call& call, const Concat& concat) {
  if (isFixedPoint(call)) requireOneScale(call);
  const Box box = call.outputBox();
  // QLinearConcat lists the scales of its operands behind them.
  const bool scales = isQLinear(call.op) && call.inputs.size() > 3;
  const std::size_t operands = scales ? (call.inputs.size() - 2) / 3 : call.inputs.size();
  std::int64_t begin = 0;
  for (std::size_t i = 0; i < operands; ++i) {
    const std::int64_t extent = call.inputShape(i)[concat.axis];
    Box part = box;
    part[concat.axis] = intersect(box[concat.axis], {begin, begin + extent});
    if (!part[concat.axis].empty()) {
      std::vector<AxisMove> moves = straightMoves(part);
      moves[concat.axis] = straightMove(concat.axis, part[concat.axis], begin);
      moveElements(call, call.inputs[i], 0, part, moves);
    }
    begin += extent;
  }
}

void run(const Call& call, const Split& split) {
  std::int64_t begin = 0;
  for (std::size_t i = 0; i < call.outputs.size(); ++i) {
    const Box box = call.outputBox(i);
    std::vector<AxisMove> moves = straightMoves(box);
    moves[split.axis] = straightMove(split.axis, box[split.axis], -begin);
    moveElements(call, call.inputs[0], i, box, moves);
    begin += call.outputShape(i)[split.axis];
  }
}

void run(const Call& call, const Slice& slice) {
  const Box box = call.outputBox();
  std::vector<AxisMove> moves = straightMoves(box);
  for (std::size_t axis = 0; axis < box.size(); ++axis) {
    for (std::int64_t& at : moves[axis].source) at = slice.starts[axis] + at * slice.steps[axis];
  }
  moveElements(call, call.inputs[0], 0, box, moves);
}

namespace {

std::int64_t modulo(std::int64_t a, std::int64_t b) { return ((a % b) + b) % b; }

/// The input position behind a position that may lie in the padding.
std::int64_t paddedSource(const std::string& mode, std::int64_t at, std::int64_t extent) {
  if (at >= 0 && at < extent) return at;
  if (mode == "edge") return std::clamp<std::int64_t>(at, 0, extent - 1);
  if (mode == "wrap") return modulo(at, extent);
  if (mode != "reflect") return AxisMove::filled;
  if (extent == 1) return 0;
  const std::int64_t period = 2 * (extent - 1);
  const std::int64_t within = modulo(at, period);
  return within < extent ? within : period - within;
}

}  // namespace

void run(const Call& call, const Pad& pad) {
  const Box box = call.outputBox();
  const Shape& shape = call.inputShape(0);
  if (pad.before.size() != shape.rank()) cannotRun(call, "its pads do not fit its rank");
  std::vector<AxisMove> moves = straightMoves(box);
  for (std::size_t axis = 0; axis < box.size(); ++axis) {
    for (std::int64_t& at : moves[axis].source) {
      at = paddedSource(pad.mode, at - pad.before[axis], shape[axis]);
    }
  }
  moveElements(call, call.inputs[0], 0, box, moves, pad.value);
}

void run(const Call& call, const Reshape&) {
  requireWhole(call);
  moveAll(call, call.inputs[0], call.outputs[0]);
}

void run(const Call& call, const Transpose& transpose) {
  requireWhole(call);
  const Box box = call.outputBox();
  std::vector<AxisMove> moves;
  for (std::size_t axis = 0; axis < box.size(); ++axis) {
    moves.push_back(straightMove(transpose.permutation[axis], box[axis]));
  }
  moveElements(call, call.inputs[0], 0, box, moves);
}

}  // namespace tessera::verify
