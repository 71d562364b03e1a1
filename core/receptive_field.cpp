#include "core/receptive_field.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "core/checked.h"
#include "core/kinds.h"

namespace tessera {
namespace {

/// Position of an axis of a feature map within a shape of that rank; nothing where it has none.
std::optional<std::size_t> axisOf(std::size_t rank, Layout layout, bool rows) {
  const std::size_t first = layout == Layout::channelsFirst ? 2 : 1;
  if (rank == 3) return rows ? std::optional(first) : std::nullopt;
  return rows ? first : first + 1;
}

std::size_t channelAxis(std::size_t rank, Layout layout) {
  return layout == Layout::channelsFirst ? 1 : rank - 1;
}

bool isFeatureMap(const Shape& shape) { return shape.rank() == 3 || shape.rank() == 4; }

bool sameExtents(const FeatureMap& a, const FeatureMap& b) {
  return a.batch == b.batch && a.rows == b.rows && a.columns == b.columns;
}

/// Whether a constant Pad leaves batch and channels alone.
bool padsSpaceOnly(const Pad& pad, std::size_t rank, Layout layout) {
  const std::size_t channels = channelAxis(rank, layout);
  return pad.before[0] == 0 && pad.after[0] == 0 && pad.before[channels] == 0 &&
         pad.after[channels] == 0;
}

struct WhyNotLocal {
  const Graph& graph;
  const Operator& op;

  std::size_t rank() const { return graph[op.outputs.front()].shape.rank(); }
  std::string alongChannels(std::size_t axis) const {
    const bool channels = axis == channelAxis(rank(), graph.layout());
    return channels ? "" : "it works along another axis than the channels";
  }

  std::string operator()(const Convolution&) const { return {}; }
  std::string operator()(const Pool&) const { return {}; }
  std::string operator()(const Elementwise&) const { return {}; }
  std::string operator()(const Activation&) const { return {}; }
  std::string operator()(const BatchNormalization&) const { return {}; }
  std::string operator()(const Quantize&) const { return {}; }
  std::string operator()(const Dequantize&) const { return {}; }
  std::string operator()(const Cast&) const { return {}; }
  std::string operator()(const Concat& concat) const { return alongChannels(concat.axis); }
  std::string operator()(const Split& split) const { return alongChannels(split.axis); }
  std::string operator()(const Pad& pad) const {
    if (pad.mode != "constant") return "a pad of mode " + pad.mode + " reads across the tensor";
    if (pad.before.size() != rank()) return "its pads do not fit its rank";
    return padsSpaceOnly(pad, rank(), graph.layout()) ? "" : "it pads the batch or the channels";
  }
  std::string operator()(const Resize& resize) const {
    if (resize.kind == ResizeKind::cubic) return "a cubic resize is not supported";
    if (resize.scales.size() != rank()) return "its scales do not fit its rank";
    constexpr std::array<std::string_view, 5> known{"asymmetric", "align_corners", "half_pixel",
                                                    "pytorch_half_pixel", "tf_half_pixel_for_nn"};
    if (std::find(known.begin(), known.end(), resize.coordinates) != known.end()) return {};
    return "a resize with coordinates '" + resize.coordinates + "' is not supported";
  }
  std::string operator()(const TransposedConvolution&) const { return {}; }
  std::string operator()(const Slice& slice) const {
    if (slice.starts.size() != rank() || slice.steps.size() != rank()) {
      return "its starts and steps do not fit its rank";
    }
    for (const bool rows : {true, false}) {
      const auto axis = axisOf(rank(), graph.layout(), rows);
      if (axis && slice.steps[*axis] < 1) return "it turns the feature map around";
    }
    return {};
  }
  std::string operator()(const Rearrange& rearrange) const {
    if (rearrange.moves == Moves::channelShuffle) return {};
    if (rearrange.moves == Moves::other) return "it may move elements from anywhere to anywhere";
    return rank() == 4 ? "" : "it has no blocks of rows and columns";
  }
  std::string operator()(const FullyConnected&) const { return "each output reads every input"; }
  std::string operator()(const GlobalPool&) const { return "it reads the whole feature map"; }
  std::string operator()(const Reduce&) const { return "it reduces over the feature map"; }
  std::string operator()(const Opaque&) const { return "what it reads is not known"; }
  std::string operator()(const Recurrent&) const { return "it is recurrent"; }
  template <OneOf<MatMul, Reshape, Transpose, Softmax, LayerNormalization> Kind>
  std::string operator()(const Kind&) const {
    return "a " + std::string(kindName(op.attributes)) + " mixes positions";
  }
};

/// ONNX Resize: the output position in input coordinates, before rounding (operator Resize,
/// coordinate_transformation_mode).
double inputCoordinate(const Resize& resize, double scale, std::int64_t position,
                       std::int64_t inputExtent, std::int64_t outputExtent) {
  const auto out = static_cast<double>(position);
  if (resize.coordinates == "asymmetric") return out / scale;
  if (resize.coordinates == "align_corners") {
    if (outputExtent == 1) return 0.0;
    // The resized length before it is rounded down, as ONNX's own tests have it.
    const double resized = scale * static_cast<double>(inputExtent);
    return out * static_cast<double>(inputExtent - 1) / (resized - 1.0);
  }
  if (resize.coordinates == "tf_half_pixel_for_nn") return (out + 0.5) / scale;
  if (resize.coordinates == "pytorch_half_pixel" && outputExtent == 1) return 0.0;
  return (out + 0.5) / scale - 0.5;
}

double rounded(std::string_view mode, double value) {
  if (mode == "floor") return std::floor(value);
  if (mode == "ceil") return std::ceil(value);
  if (mode == "round_prefer_ceil") return std::floor(value + 0.5);
  return std::ceil(value - 0.5);
}

/// The one position that a nearest resize reads for an output position.
Interval nearestReads(const Resize& resize, double at, std::int64_t extent) {
  const double nearest =
      std::clamp(rounded(resize.rounding, at), 0.0, static_cast<double>(extent - 1));
  const auto position = static_cast<std::int64_t>(nearest);
  return {position, position + 1};
}

/// The two neighbours that a linear resize weighs, inside the input; the upper one is read where
/// its weight is 0 too.
Interval linearReads(double at, std::int64_t extent) {
  const double inside = std::clamp(at, 0.0, static_cast<double>(extent - 1));
  const auto lower = static_cast<std::int64_t>(std::floor(inside));
  return {lower, std::min(lower + 2, extent)};
}

AxisMap tableMap(std::int64_t inputExtent, std::int64_t outputExtent) {
  AxisMap map;
  map.kind = AxisMap::Kind::table;
  map.extent = inputExtent;
  map.reads.reserve(static_cast<std::size_t>(outputExtent));
  return map;
}

AxisMap identityMap(std::int64_t inputExtent, std::int64_t outputExtent) {
  AxisMap map;
  map.extent = inputExtent;
  if (inputExtent == 1 && outputExtent != 1) map.kind = AxisMap::Kind::whole;
  return map;
}

/// An axis that a linear resize leaves as it is is copied.
AxisMap resizeMap(const Resize& resize, std::size_t axis, std::int64_t inputExtent,
                  std::int64_t outputExtent) {
  const double scale = resize.scales.at(axis);
  const bool linear = resize.kind == ResizeKind::linear;
  if (linear && inputExtent == outputExtent && scale == 1.0) {
    return identityMap(inputExtent, outputExtent);
  }
  AxisMap map = tableMap(inputExtent, outputExtent);
  for (std::int64_t i = 0; i < outputExtent; ++i) {
    const double at = inputCoordinate(resize, scale, i, inputExtent, outputExtent);
    map.reads.push_back(linear ? linearReads(at, inputExtent)
                               : nearestReads(resize, at, inputExtent));
  }
  return map;
}

/// A window read backwards: input i reaches the outputs i * stride - padBefore + j * dilation with
/// 0 <= j < kernel (operator ConvTranspose of ONNX, pads and output_shape), so that output o reads
/// ceil((o + padBefore - (kernel - 1) * dilation) / stride) to floor((o + padBefore) / stride).
AxisMap backwardMap(const WindowAxis& axis, std::int64_t inputExtent, std::int64_t outputExtent) {
  AxisMap map = tableMap(inputExtent, outputExtent);
  for (std::int64_t o = 0; o < outputExtent; ++o) {
    Interval reads;
    for (std::int64_t tap = axis.kernel - 1; tap >= 0; --tap) {
      const std::int64_t reached = o + axis.padBefore - tap * axis.dilation;
      const std::int64_t i = reached / axis.stride;
      const bool hits = reached >= 0 && reached % axis.stride == 0 && i < inputExtent;
      if (hits) reads = hull(reads, {i, i + 1});
    }
    map.reads.push_back(reads);
  }
  return map;
}

/// Each position of the input becomes `block` positions of the output.
AxisMap spreadMap(std::int64_t inputExtent, std::int64_t outputExtent) {
  AxisMap map = tableMap(inputExtent, outputExtent);
  const std::int64_t block =
      std::max<std::int64_t>(1, outputExtent / std::max<std::int64_t>(1, inputExtent));
  for (std::int64_t o = 0; o < outputExtent; ++o) map.reads.push_back({o / block, o / block + 1});
  return map;
}

/// Each `block` positions of the input become one position of the output.
AxisMap gatheredMap(std::int64_t inputExtent, std::int64_t outputExtent) {
  AxisMap map = identityMap(inputExtent, inputExtent);
  map.stride = map.reach = inputExtent / std::max<std::int64_t>(1, outputExtent);
  return map;
}

AxisMap windowMap(const WindowAxis& axis, std::int64_t extent) {
  AxisMap map;
  map.stride = axis.stride;
  map.padBefore = axis.padBefore;
  map.reach = checkedAdd(checkedMul(axis.kernel - 1, axis.dilation), 1);
  map.dilation = axis.dilation;
  map.extent = extent;
  return map;
}

struct WindowOf {
  template <OneOf<Convolution, Pool> Kind>
  const Window* operator()(const Kind& kind) const {
    return &kind.window;
  }
  /// The window of a transposed convolution is read backwards.
  template <OneOf<TransposedConvolution, FullyConnected, MatMul, GlobalPool, Elementwise,
                  Activation, Concat, Split, Slice, Pad, Resize, Reshape, Transpose, Reduce,
                  Softmax, LayerNormalization, BatchNormalization, Quantize, Dequantize, Cast,
                  Rearrange, Recurrent, Opaque>
                Kind>
  const Window* operator()(const Kind&) const {
    return nullptr;
  }
};

/// The map of one axis of a feature map, by the kind of the operator.
struct MapAxis {
  std::size_t windowIndex;
  std::optional<std::size_t> axis;  ///< in the tensor's shape; nothing where it has none
  std::int64_t inputExtent;
  std::int64_t outputExtent;

  AxisMap identity() const { return identityMap(inputExtent, outputExtent); }

  template <OneOf<Convolution, Pool> Kind>
  AxisMap operator()(const Kind& kind) const {
    if (windowIndex >= kind.window.size()) return identity();
    return windowMap(kind.window[windowIndex], inputExtent);
  }
  AxisMap operator()(const Pad& pad) const {
    if (!axis) return identity();
    AxisMap map = identityMap(inputExtent, inputExtent);
    map.padBefore = pad.before[*axis];
    return map;
  }
  AxisMap operator()(const Slice& slice) const {
    if (!axis) return identity();
    AxisMap map = identityMap(inputExtent, inputExtent);
    map.stride = slice.steps[*axis];
    map.padBefore = -slice.starts[*axis];
    return map;
  }
  AxisMap operator()(const Resize& resize) const {
    return axis ? resizeMap(resize, *axis, inputExtent, outputExtent) : identity();
  }
  AxisMap operator()(const TransposedConvolution& convolution) const {
    if (windowIndex >= convolution.window.size()) return identity();
    return backwardMap(convolution.window[windowIndex], inputExtent, outputExtent);
  }
  AxisMap operator()(const Rearrange& rearrange) const {
    switch (rearrange.moves) {
      case Moves::depthToSpace:
        return spreadMap(inputExtent, outputExtent);
      case Moves::spaceToDepth:
        return gatheredMap(inputExtent, outputExtent);
      case Moves::channelShuffle:
      case Moves::other:
        break;
    }
    return identity();
  }
  /// Position by position.
  template <
      OneOf<Elementwise, Activation, BatchNormalization, Quantize, Dequantize, Cast, Concat, Split>
          Kind>
  AxisMap operator()(const Kind&) const {
    return identity();
  }
  /// Not local (see `whyNotLocal`): no region is asked of them that is not the whole.
  template <OneOf<FullyConnected, MatMul, GlobalPool, Reshape, Transpose, Reduce, Softmax,
                  LayerNormalization, Recurrent, Opaque>
                Kind>
  AxisMap operator()(const Kind&) const {
    return identity();
  }
};

/// The first position >= 0 that the taps of windows touch which start at `first`, `first` + stride,
/// ... `last`; nothing where all lie before 0. Seen from the other end of the axis, the same finds
/// the last position.
std::optional<std::int64_t> firstTouched(const AxisMap& map, std::int64_t first,
                                         std::int64_t last) {
  // Windows that end before 0 touch nothing.
  const std::int64_t missing = -first - (map.reach - 1);
  if (missing > 0) first += (missing + map.stride - 1) / map.stride * map.stride;
  std::optional<std::int64_t> found;
  for (std::int64_t start = first; start <= last && found != 0; start += map.stride) {
    const std::int64_t skipped = start < 0 ? (-start + map.dilation - 1) / map.dilation : 0;
    const std::int64_t tap = start + skipped * map.dilation;
    found = std::min(found.value_or(tap), tap);
    if (start >= 0) break;
  }
  return found;
}

/// The hull of what the output positions read.
Interval tableReads(const std::vector<Interval>& reads, Interval output) {
  const auto last = static_cast<std::int64_t>(reads.size()) - 1;
  const std::int64_t from = std::clamp<std::int64_t>(output.begin, 0, last);
  const std::int64_t to = std::clamp<std::int64_t>(output.end - 1, 0, last);
  Interval all;
  for (std::int64_t i = from; i <= to; ++i) all = hull(all, reads[static_cast<std::size_t>(i)]);
  return all;
}

}  // namespace

const Window* windowOf(const Operator& op) { return std::visit(WindowOf{}, op.attributes); }

Interval AxisMap::clipped(Interval output) const {
  if (output.empty()) return {};
  const Interval all = full(output);
  if (kind != Kind::window || Interval{0, extent}.contains(all)) return all;
  const std::int64_t span = (output.length() - 1) * stride;
  const auto begin = firstTouched(*this, all.begin, all.begin + span);
  const auto last = firstTouched(*this, extent - all.end, extent - all.end + span);
  if (!begin || !last || *begin >= extent || *last >= extent) return {};
  return {*begin, extent - *last};
}

Interval AxisMap::full(Interval output) const {
  if (output.empty()) return {};
  switch (kind) {
    case Kind::whole:
      return {0, extent};
    case Kind::table:
      return tableReads(reads, output);
    case Kind::window:
      break;
  }
  return {output.begin * stride - padBefore, (output.end - 1) * stride - padBefore + reach};
}

std::string whyNotLocal(const Graph& graph, OperatorId id) {
  const Operator& op = graph[id];
  if (op.outputs.empty()) return "it has no output";
  const Shape& output = graph[op.outputs.front()].shape;
  if (!isFeatureMap(output)) return "its output " + output.text() + " is not a feature map";
  const FeatureMap outputMap = featureMap(output, graph.layout());
  for (const TensorId other : op.outputs) {
    if (!sameExtents(featureMap(graph[other].shape, graph.layout()), outputMap)) {
      return "its outputs have different extents";
    }
  }
  for (const TensorId input : op.inputs) {
    if (graph[input].role != TensorRole::activation) continue;
    if (graph[input].shape.rank() != output.rank()) return "it changes the rank of its input";
  }
  return std::visit(WhyNotLocal{graph, op}, op.attributes);
}

RegionMap regionMap(const Graph& graph, OperatorId id, std::size_t input) {
  const Operator& op = graph[id];
  const Shape& in = graph[op.inputs.at(input)].shape;
  const std::size_t rank = in.rank();
  const FeatureMap from = featureMap(in, graph.layout());
  const FeatureMap to = featureMap(graph[op.outputs.front()].shape, graph.layout());
  const MapAxis rows{0, axisOf(rank, graph.layout(), true), from.rows, to.rows};
  const MapAxis columns{1, axisOf(rank, graph.layout(), false), from.columns, to.columns};
  return {std::visit(rows, op.attributes), std::visit(columns, op.attributes)};
}

Region wholeRegion(const Graph& graph, TensorId id) {
  const FeatureMap map = featureMap(graph[id].shape, graph.layout());
  return {{0, map.rows}, {0, map.columns}};
}

}  // namespace tessera
