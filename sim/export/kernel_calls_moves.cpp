#include <fmt/core.h>

#include <algorithm>

#include "core/receptive_field.h"
#include "sim/export/kernel_calls.h"
#include "sim/export/refusal.h"
#include "sim/export/requantise.h"

namespace tessera::exported {
namespace {

std::size_t channelAxis(const KernelSetting& setting, const Shape& shape) {
  return setting.graph.layout() == Layout::channelsFirst ? 1 : shape.rank() - 1;
}

/// Moves bytes without looking at them: both ends must mean the same by them.
void requireSameForm(const KernelSetting& setting) {
  const Operator& op = setting.op();
  const verify::Affine first = affineOf(setting.graph, op, op.inputs.front());
  const auto differs = [&](TensorId id) { return affineOf(setting.graph, op, id) != first; };
  const bool inputs = !is<Concat>(op) || std::none_of(op.inputs.begin(), op.inputs.end(), differs);
  if (!inputs || std::any_of(op.outputs.begin(), op.outputs.end(), differs)) {
    notGenerated(op, "its tensors differ in scale", "requantise with an operator of its own");
  }
}

std::string regionText(const Interval& rows, const Interval& columns) {
  return fmt::format("{{{}, {}, {}, {}}}", rows.begin, rows.end, columns.begin, columns.end);
}

/// What lies before `axis` as rows, the rest as the bytes of a position.
MapExtent flattened(const Shape& shape, std::size_t axis) {
  MapExtent extent;
  for (std::size_t i = 0; i < shape.rank(); ++i) {
    (i < axis ? extent.rows : extent.position) *= shape[i];
  }
  return extent;
}

/// One part of what a concat joins or a split takes apart, along an axis. `partIsInput`: a concat.
KernelCall partCall(const KernelSetting& setting, std::size_t axis, std::int64_t before,
                    std::size_t slot, bool partIsInput) {
  const Operator& op = setting.op();
  const TensorId part = partIsInput ? op.inputs[slot] : op.outputs[slot];
  const TensorId whole = partIsInput ? op.outputs[0] : op.inputs[0];
  const bool channels = setting.graph[whole].shape.rank() > 1 &&
                        axis == channelAxis(setting, setting.graph[whole].shape);
  if (!channels && setting.graph.layout() == Layout::channelsFirst) {
    notGenerated(op, "it does not run along the channels");
  }
  const MapExtent partExtent =
      channels ? mapExtent(setting.graph, part) : flattened(setting.graph[part].shape, axis);
  const MapExtent wholeExtent =
      channels ? mapExtent(setting.graph, whole) : flattened(setting.graph[whole].shape, axis);
  const std::int64_t slice = setting.graph[whole].shape[axis];
  const std::int64_t first =
      channels || slice == 0 ? before : before * (wholeExtent.position / slice);
  const std::string record = setting.record(
      "tsr_copy",
      fmt::format("{{{}, 0, 0, 1, 1, {}, {}, {}}}",
                  regionText({0, wholeExtent.rows}, {0, wholeExtent.columns}),
                  partIsInput ? 0 : first, partIsInput ? first : 0, partExtent.position));
  KernelCall call{"tsr_copy_map", "copy", record, {partIsInput ? slot : 0}};
  call.output = partIsInput ? 0 : slot;
  if (channels) return call;
  call.wholeOnly = true;
  call.inputAs = partIsInput ? partExtent : wholeExtent;
  call.outputAs = partIsInput ? wholeExtent : partExtent;
  return call;
}

/// Elements of a whole tensor in another order: the output's extents, and how far apart in the
/// input neighbours along each of them lie.
struct Order {
  std::vector<std::int64_t> extents;
  std::vector<std::int64_t> steps;
  std::int64_t first = 0;
};

KernelCall reordered(const KernelSetting& setting, Order order) {
  constexpr std::size_t axes = 6;
  if (setting.graph.layout() == Layout::channelsFirst || order.extents.size() > axes) {
    notGenerated(setting.op(), "it has no kernel for tensors of this rank or order");
  }
  order.extents.insert(order.extents.begin(), axes - order.extents.size(), 1);
  order.steps.insert(order.steps.begin(), axes - order.steps.size(), 0);
  const auto list = [](const std::vector<std::int64_t>& values) {
    std::string text;
    for (const std::int64_t value : values)
      text += (text.empty() ? "" : ", ") + std::to_string(value);
    return "{" + text + "}";
  };
  const std::string record = setting.record(
      "tsr_rearrange",
      fmt::format("{{{}, {}, {}}}", list(order.extents), list(order.steps), order.first));
  KernelCall call{"tsr_rearrange_elements", "rearrange", record, {0}};
  call.wholeOnly = true;
  return call;
}

std::vector<std::int64_t> stridesOf(const Shape& shape) {
  std::vector<std::int64_t> strides(shape.rank(), 1);
  for (std::size_t axis = shape.rank(); axis-- > 1;)
    strides[axis - 1] = strides[axis] * shape[axis];
  return strides;
}

Order sliceOrder(const KernelSetting& setting, const Slice& slice, const Shape& sliced) {
  const std::vector<std::int64_t> strides = stridesOf(setting.input().shape);
  Order order;
  for (std::size_t axis = 0; axis < strides.size(); ++axis) {
    order.first += slice.starts.at(axis) * strides[axis];
    order.extents.push_back(sliced[axis]);
    order.steps.push_back(slice.steps.at(axis) * strides[axis]);
  }
  return order;
}

}  // namespace

KernelCalls callsOf(const KernelSetting& setting, const Concat& concat) {
  const Operator& op = setting.op();
  requireSameForm(setting);
  if (op.fusedActivation) notGenerated(op, "it has an activation of its own");
  KernelCalls calls;
  std::int64_t before = 0;
  for (std::size_t slot = 0; slot < op.inputs.size(); ++slot) {
    calls.push_back(partCall(setting, concat.axis, before, slot, true));
    before += setting.input(slot).shape[concat.axis];
  }
  return calls;
}

KernelCalls callsOf(const KernelSetting& setting, const Split& split) {
  requireSameForm(setting);
  KernelCalls calls;
  std::int64_t before = 0;
  for (std::size_t slot = 0; slot < setting.op().outputs.size(); ++slot) {
    calls.push_back(partCall(setting, split.axis, before, slot, false));
    before += setting.output(slot).shape[split.axis];
  }
  return calls;
}

KernelCalls callsOf(const KernelSetting& setting, const Slice& slice) {
  const Shape& from = setting.input().shape;
  const Shape& to = setting.output().shape;
  requireSameForm(setting);
  const bool forward = std::all_of(slice.steps.begin(), slice.steps.end(),
                                   [](std::int64_t step) { return step > 0; });
  const bool map = from.rank() == 4 && from[0] == 1 && forward;
  const std::size_t channels = channelAxis(setting, from);
  if (!map || slice.steps.at(channels) != 1) {
    return {reordered(setting, sliceOrder(setting, slice, to))};
  }
  const std::size_t rows = setting.graph.layout() == Layout::channelsFirst ? 2 : 1;
  const std::string record = setting.record(
      "tsr_copy",
      fmt::format("{{{}, {}, {}, {}, {}, {}, 0, {}}}", regionText({0, to[rows]}, {0, to[rows + 1]}),
                  slice.starts[rows], slice.starts[rows + 1], slice.steps[rows],
                  slice.steps[rows + 1], slice.starts[channels], to[channels]));
  return {{"tsr_copy_map", "copy", record, {0}}};
}

KernelCalls callsOf(const KernelSetting& setting, const Pad& pad) {
  const Operator& op = setting.op();
  const Shape& from = setting.input().shape;
  requireSameForm(setting);
  const bool constant = pad.mode == "constant" && from.rank() == 4 && pad.before.at(0) == 0 &&
                        pad.after.at(0) == 0 && from[0] == 1 && pad.value >= INT8_MIN &&
                        pad.value <= INT8_MAX;
  if (!constant) notGenerated(op, "only a map is padded, with one value");
  const std::size_t rows = setting.graph.layout() == Layout::channelsFirst ? 2 : 1;
  const std::size_t channels = channelAxis(setting, from);
  const std::string record = setting.record(
      "tsr_pad",
      fmt::format("{{{}, {}, {}, {}, {}, {}, {}, {}}}", from[rows], from[rows + 1],
                  setting.chunkOf(from[channels]).length(), pad.before[rows], pad.before[rows + 1],
                  pad.before[channels], setting.chunkOf(setting.output().shape[channels]).length(),
                  static_cast<std::int64_t>(pad.value)));
  return {{"tsr_pad_map", "pad", record, {0}}};
}

namespace {

/// The input position that each output position of a nearest resize shows.
std::vector<std::int64_t> shownPositions(const std::string& coordinates, std::int64_t from,
                                         std::int64_t to) {
  std::vector<std::int64_t> shown;
  for (std::int64_t i = 0; i < to; ++i) {
    shown.push_back(verify::nearestPosition(coordinates, i, from, to));
  }
  return shown;
}

std::string lineText(const verify::LinearAxis& line) {
  return fmt::format("{{{}, {}, {}}}", line.from, line.step, line.first);
}

/// Whether a tile has all that its outputs are read from: output i from `reads(i)`.
template <class Reads>
bool isPlanned(const AxisMap& planned, std::int64_t outputs, const Reads& reads) {
  for (std::int64_t i = 0; i < outputs; ++i) {
    if (!planned.clipped({i, i + 1}).contains(reads(i))) return false;
  }
  return true;
}

template <class Rows, class Columns>
bool runsOnTiles(const KernelSetting& setting, const FeatureMap& to, const Rows& rows,
                 const Columns& columns) {
  if (!whyNotLocal(setting.graph, setting.id).empty()) return false;
  const RegionMap planned = regionMap(setting.graph, setting.id, 0);
  return isPlanned(planned.rows, to.rows, rows) && isPlanned(planned.columns, to.columns, columns);
}

KernelCall nearestCall(const KernelSetting& setting, const Resize& resize, const FeatureMap& from,
                       const FeatureMap& to) {
  const auto rows = shownPositions(resize.coordinates, from.rows, to.rows);
  const auto columns = shownPositions(resize.coordinates, from.columns, to.columns);
  const auto shows = [](const std::vector<std::int64_t>& shown) {
    return [&shown](std::int64_t i) {
      const std::int64_t at = shown[static_cast<std::size_t>(i)];
      return Interval{at, at + 1};
    };
  };
  const std::string wish = cWord(setting.op().name);
  const std::string rowTable = setting.tables.array("int16_t", wish + "_rows", rows);
  const std::string columnTable = setting.tables.array("int16_t", wish + "_columns", columns);
  const std::string record = setting.record(
      "tsr_resize_nearest", fmt::format("{{{}, {}, {}}}", from.channels, rowTable, columnTable));
  KernelCall call{"tsr_enlarge_nearest", "resize", record, {0}};
  call.wholeOnly = !runsOnTiles(setting, to, shows(rows), shows(columns));
  return call;
}

KernelCall linearCall(const KernelSetting& setting, const Resize& resize, const FeatureMap& from,
                      const FeatureMap& to) {
  const verify::LinearAxis rows(resize.coordinates, from.rows, to.rows);
  const verify::LinearAxis columns(resize.coordinates, from.columns, to.columns);
  const std::string record = setting.record(
      "tsr_resize_linear",
      fmt::format("{{{}, {}, {}}}", from.channels, lineText(rows), lineText(columns)));
  KernelCall call{"tsr_enlarge_linear", "resize", record, {0}};
  call.wholeOnly = !runsOnTiles(
      setting, to,
      [&](std::int64_t i) {
        return Interval{rows.low(i), rows.high(i) + 1};
      },
      [&](std::int64_t i) {
        return Interval{columns.low(i), columns.high(i) + 1};
      });
  return call;
}

}  // namespace

KernelCalls callsOf(const KernelSetting& setting, const Resize& resize) {
  const FeatureMap from = featureMap(setting.input().shape, setting.graph.layout());
  const FeatureMap to = featureMap(setting.output().shape, setting.graph.layout());
  requireSameForm(setting);
  const bool map = from.batch == 1 && from.channels == to.channels &&
                   setting.input().shape.rank() == 4 && resize.kind != ResizeKind::cubic;
  if (!map) notGenerated(setting.op(), "only rows and columns of one image are resized");
  const bool nearest = resize.kind == ResizeKind::nearest;
  return {nearest ? nearestCall(setting, resize, from, to) : linearCall(setting, resize, from, to)};
}

KernelCalls callsOf(const KernelSetting& setting, const Reshape&) {
  requireSameForm(setting);
  const std::int64_t bytes = setting.input().shape.elements();
  if (setting.graph.layout() == Layout::channelsFirst) {
    notGenerated(setting.op(), "it copies elements in the order of channels");
  }
  return {reordered(setting, {{bytes}, {1}, 0})};
}

KernelCalls callsOf(const KernelSetting& setting, const Transpose& transpose) {
  requireSameForm(setting);
  const std::vector<std::int64_t> strides = stridesOf(setting.input().shape);
  Order order;
  for (const std::size_t axis : transpose.permutation) {
    order.extents.push_back(setting.input().shape[axis]);
    order.steps.push_back(strides.at(axis));
  }
  return {reordered(setting, std::move(order))};
}

namespace {

/// The shape of a slice that drops axes, before it drops them.
Shape undropped(const Rearrange& rearrange, const Shape& from, const Shape& to) {
  std::vector<std::int64_t> extents;
  std::size_t next = 0;
  for (std::size_t axis = 0; axis < from.rank(); ++axis) {
    const auto& dropped = rearrange.dropped;
    const bool gone = std::find(dropped.begin(), dropped.end(), axis) != dropped.end();
    extents.push_back(gone || next >= to.rank() ? 1 : to[next++]);
  }
  return Shape(std::move(extents));
}

}  // namespace

KernelCalls callsOf(const KernelSetting& setting, const Rearrange& rearrange) {
  const Operator& op = setting.op();
  const Shape& from = setting.input().shape;
  const Shape& to = setting.output().shape;
  requireSameForm(setting);
  if (!rearrange.slice.starts.empty()) {
    return {
        reordered(setting, sliceOrder(setting, rearrange.slice, undropped(rearrange, from, to)))};
  }
  const bool blocks =
      (rearrange.moves == Moves::depthToSpace || rearrange.moves == Moves::spaceToDepth) &&
      !rearrange.channelsOutside && from.rank() == 4 && from[0] == 1;
  if (!blocks) notGenerated(op, "what it moves where has no kernel yet");
  const bool toSpace = rearrange.moves == Moves::depthToSpace;
  const Shape& wide = toSpace ? to : from;  // in space
  const Shape& deep = toSpace ? from : to;
  const std::int64_t block = wide[1] / std::max<std::int64_t>(deep[1], 1);
  const std::int64_t columns = deep[2];
  const std::int64_t channels = wide[3];
  if (toSpace) {  // output (row, block row, column, block column, channel)
    const std::int64_t position = deep[3];
    return {reordered(setting, {{deep[1], block, columns, block, channels},
                                {columns * position, block * channels, position, channels, 1},
                                0})};
  }
  const std::int64_t line = wide[2] * channels;  // output (row, column, block row, block column, c)
  return {reordered(setting, {{deep[1], columns, block, block, channels},
                              {block * line, block * channels, line, channels, 1},
                              0})};
}

}  // namespace tessera::exported
