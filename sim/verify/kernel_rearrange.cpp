#include <algorithm>

#include "sim/verify/move.h"

namespace tessera::verify {
namespace {

/// Expand and Tile: along each axis the input repeats until the output is full.
void repeat(const Call& call) {
  requireWhole(call);
  const Box box = call.outputBox();
  const Shape& shape = call.inputShape(0);
  if (shape.rank() > box.size()) cannotRun(call, "its output has too few axes");
  const std::size_t skipped = box.size() - shape.rank();
  std::vector<AxisMove> moves;
  for (std::size_t axis = 0; axis < box.size(); ++axis) {
    AxisMove move;
    if (axis >= skipped) move.inputAxis = axis - skipped;
    const std::int64_t extent = axis >= skipped ? shape[axis - skipped] : 1;
    for (std::int64_t i = 0; i < box[axis].end; ++i) move.source.push_back(i % extent);
    moves.push_back(std::move(move));
  }
  moveElements(call, call.inputs[0], 0, box, moves);
}

/// Whether the output has the indices' extents in place of the gathered axis.
bool gathers(const Call& call, std::size_t axis) {
  const auto& data = call.inputShape(0).extents();
  const auto& indices = call.inputShape(1).extents();
  if (axis >= data.size()) return false;
  const auto at = data.begin() + static_cast<std::ptrdiff_t>(axis);
  std::vector<std::int64_t> shape(data.begin(), at);
  shape.insert(shape.end(), indices.begin(), indices.end());
  shape.insert(shape.end(), at + 1, data.end());
  return Shape(std::move(shape)) == call.outputShape();
}

/// The tensor with one position left of an axis.
TensorView at(const TensorView& view, std::size_t axis, std::int64_t position) {
  TensorView part = view;
  part.stored[axis] = {position, position + 1};
  part.data += (position - view.stored[axis].begin) * view.strides[axis] *
               static_cast<std::int64_t>(elementBytes(*view.tensor));
  return part;
}

void gather(const Call& call, std::size_t axis) {
  requireWhole(call);
  if (!gathers(call, axis)) cannotRun(call, "its shapes do not fit its axis");
  const Shape& data = call.inputShape(0);
  const auto indices = readIntegers(call.inputs[1], wholeBox(call.inputShape(1))).values;
  const Box box = call.outputBox();
  const std::size_t added = call.inputShape(1).rank();
  std::size_t number = 0;
  Box part = box;
  // One index at a time: the others' axes of the output are fixed.
  const Box positions(box.begin() + static_cast<std::ptrdiff_t>(axis),
                      box.begin() + static_cast<std::ptrdiff_t>(axis + added));
  const std::vector<std::int64_t> strides = rowMajorStrides(positions);
  for (const std::int64_t index : indices) {
    for (std::size_t i = 0; i < added; ++i) {
      const std::int64_t at =
          static_cast<std::int64_t>(number) / strides[i] % positions[i].length();
      part[axis + i] = {at, at + 1};
    }
    const std::int64_t source = index < 0 ? index + data[axis] : index;
    if (source < 0 || source >= data[axis]) cannotRun(call, "an index is out of range");
    std::vector<AxisMove> moves;
    for (std::size_t i = 0; i < axis; ++i) moves.push_back(straightMove(i, part[i]));
    for (std::size_t i = 0; i < added; ++i) moves.push_back({std::nullopt, {0}});
    for (std::size_t i = axis + added; i < box.size(); ++i) {
      moves.push_back(straightMove(i - added + 1, part[i]));
    }
    moveElements(call, at(call.inputs[0], axis, source), 0, part, moves);
    ++number;
  }
}

/// Which of the `channels` and of the block's parts a deep channel holds.
std::int64_t deepChannel(const Rearrange& rearrange, std::int64_t channel, std::int64_t channels,
                         std::int64_t part, std::int64_t parts) {
  return rearrange.channelsOutside ? channel * parts + part : part * channels + channel;
}

/// Block positions become channels.
void spaceToDepth(const Call& call, const Rearrange& rearrange) {
  const Shape& from = call.inputShape(0);
  const Box box = call.outputBox();
  if (from.rank() != 4 || call.outputShape()[2] < 1) cannotRun(call, "its input is no image");
  const std::int64_t block = from[2] / call.outputShape()[2];
  const std::int64_t parts = block * block;
  for (std::int64_t part = 0; part < parts; ++part) {
    std::vector<AxisMove> moves{straightMove(0, box[0]), AxisMove{1, {0}}, straightMove(2, box[2]),
                                straightMove(3, box[3])};
    for (std::int64_t& row : moves[2].source) row = row * block + part / block;
    for (std::int64_t& column : moves[3].source) column = column * block + part % block;
    Box plane = box;
    for (std::int64_t channel = 0; channel < from[1]; ++channel) {
      const std::int64_t deep = deepChannel(rearrange, channel, from[1], part, parts);
      plane[1] = {deep, deep + 1};
      moves[1].source = {channel};
      moveElements(call, call.inputs[0], 0, plane, moves);
    }
  }
}

/// Channels become block positions: output (row, column) reads block position (row, column) %
/// block.
void depthToSpace(const Call& call, const Rearrange& rearrange) {
  const Shape& from = call.inputShape(0);
  const Box box = call.outputBox();
  if (from.rank() != 4 || from[2] < 1) cannotRun(call, "its input is no image");
  const std::int64_t block = call.outputShape()[2] / from[2];
  const std::int64_t channels = call.outputShape()[1];
  for (std::int64_t row = box[2].begin; row < box[2].end; ++row) {
    for (std::int64_t column = box[3].begin; column < box[3].end; ++column) {
      const std::int64_t part = row % block * block + column % block;
      AxisMove channel{1, {}};
      for (std::int64_t c = 0; c < channels; ++c) {
        channel.source.push_back(deepChannel(rearrange, c, channels, part, block * block));
      }
      moveElements(call, call.inputs[0], 0, {box[0], box[1], {row, row + 1}, {column, column + 1}},
                   {straightMove(0, box[0]), channel, {2, {row / block}}, {3, {column / block}}});
    }
  }
}

/// Output channel (i, group) reads input channel (group, i).
void channelShuffle(const Call& call, const Rearrange& rearrange) {
  const Box box = call.outputBox();
  if (box.size() < 3 || rearrange.groups < 1) cannotRun(call, "its input is no feature map");
  const std::int64_t inGroup = call.inputShape(0)[1] / rearrange.groups;
  std::vector<AxisMove> moves;
  for (std::size_t axis = 0; axis < box.size(); ++axis) {
    moves.push_back(straightMove(axis, box[axis]));
  }
  for (std::int64_t& at : moves[1].source) {
    at = at % rearrange.groups * inGroup + at / rearrange.groups;
  }
  moveElements(call, call.inputs[0], 0, box, moves);
}

/// The extents of the input as its file orders the axes.
void extentsOf(const Call& call) {
  requireWhole(call);
  const Shape& shape = call.graph[call.op.inputs.front()].shape;
  const std::vector<double> extents(shape.extents().begin(), shape.extents().end());
  const Box box = call.outputBox();
  if (elements(box) != static_cast<std::int64_t>(extents.size())) {
    cannotRun(call, "it does not write one number for each axis");
  }
  writeReals(call.outputs[0], box, extents);
}

/// Moves for each axis of `box`, which is that of the operator's tensors with `axis` left out.
std::vector<AxisMove> movesBeside(std::size_t axis, const Box& box) {
  std::vector<AxisMove> moves;
  for (std::size_t at = 0; at < box.size(); ++at) {
    moves.push_back(straightMove(at < axis ? at : at + 1, box[at]));
  }
  return moves;
}

/// A slice of which some axes are not there any more.
void sliceOfAxes(const Call& call, const Rearrange& rearrange) {
  requireWhole(call);
  const Slice& slice = rearrange.slice;
  const Shape& shape = call.inputShape(0);
  const Box box = call.outputBox();
  if (slice.starts.size() != shape.rank() ||
      rearrange.dropped.size() + box.size() != shape.rank()) {
    cannotRun(call, "its shapes do not fit its slice");
  }
  TensorView input = call.inputs[0];
  std::vector<AxisMove> moves;
  auto dropped = rearrange.dropped.begin();
  for (std::size_t axis = 0; axis < shape.rank(); ++axis) {
    if (dropped != rearrange.dropped.end() && *dropped == axis) {
      input = at(input, axis, slice.starts[axis]);
      ++dropped;
      continue;
    }
    AxisMove move = straightMove(axis, box[moves.size()]);
    for (std::int64_t& from : move.source) from = slice.starts[axis] + from * slice.steps[axis];
    moves.push_back(std::move(move));
  }
  moveElements(call, input, 0, box, moves);
}

/// Tensors side by side along a new axis.
void pack(const Call& call, std::size_t axis) {
  requireWhole(call);
  const Box box = call.outputBox();
  for (std::size_t i = 0; i < call.inputs.size(); ++i) {
    Box part = box;
    const auto number = static_cast<std::int64_t>(i);
    part[axis] = {number, number + 1};
    std::vector<AxisMove> moves;
    for (std::size_t at = 0; at < box.size(); ++at) {
      moves.push_back(at == axis ? AxisMove{std::nullopt, {0}}
                                 : straightMove(at < axis ? at : at - 1, box[at]));
    }
    moveElements(call, call.inputs[i], 0, part, moves);
  }
}

/// Each position of an axis to a tensor of its own.
void unpack(const Call& call, std::size_t axis) {
  requireWhole(call);
  for (std::size_t i = 0; i < call.outputs.size(); ++i) {
    const Box box = wholeBox(call.outputShape(i));
    const TensorView part = at(call.inputs[0], axis, static_cast<std::int64_t>(i));
    moveElements(call, part, i, box, movesBeside(axis, box));
  }
}

/// The middle of a longer axis, or a shorter one in the middle of zeros.
void centerCropPad(const Call& call) {
  requireWhole(call);
  const Box box = call.outputBox();
  std::vector<AxisMove> moves;
  for (std::size_t axis = 0; axis < box.size(); ++axis) {
    const std::int64_t extent = call.inputShape(0)[axis];
    const std::int64_t spare = box[axis].length() - extent;
    AxisMove move = straightMove(axis, box[axis], spare >= 0 ? spare / 2 : -(-spare / 2));
    for (std::int64_t& at : move.source) {
      if (at < 0 || at >= extent) at = AxisMove::filled;
    }
    moves.push_back(std::move(move));
  }
  moveElements(call, call.inputs[0], 0, box, moves);
}

}  // namespace

void run(const Call& call, const Rearrange& rearrange) {
  switch (rearrange.moves) {
    case Moves::depthToSpace:
      return depthToSpace(call, rearrange);
    case Moves::spaceToDepth:
      return spaceToDepth(call, rearrange);
    case Moves::channelShuffle:
      return channelShuffle(call, rearrange);
    case Moves::other:
      break;
  }
  const std::string& type = call.op.type;
  const bool repeats = type == "Expand" || type == "Tile" || type == "TILE";
  if (repeats) return repeat(call);
  if (type == "Gather" && call.inputs.size() == 2) return gather(call, rearrange.axis);
  if (type == "CenterCropPad") return centerCropPad(call);
  if (type == "SHAPE") return extentsOf(call);
  if (type == "STRIDED_SLICE" && !rearrange.dropped.empty()) return sliceOfAxes(call, rearrange);
  if (type == "PACK") return pack(call, rearrange.axis);
  if (type == "UNPACK") return unpack(call, rearrange.axis);
  cannotRun(call, "its attributes do not say which elements go where");
}

}  // namespace tessera::verify
