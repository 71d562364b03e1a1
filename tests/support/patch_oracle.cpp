#include "tests/support/patch_oracle.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>

namespace tessera::test {
namespace {

constexpr std::size_t rowAxis = 2;  // in N, C, rows, columns

using Positions = std::vector<std::int64_t>;

std::int64_t floorDivide(std::int64_t a, std::int64_t b) {
  return a / b - (a % b != 0 && (a < 0) != (b < 0) ? 1 : 0);
}

std::int64_t extentOf(const Shape& shape, std::size_t axis) {
  return axis < shape.rank() ? shape[axis] : 1;
}

/// The rectangle around the elements seen so far.
class Hull {
 public:
  void add(std::int64_t row, std::int64_t column) {
    if (region_.empty()) region_ = {{row, row + 1}, {column, column + 1}};
    region_.rows = {std::min(region_.rows.begin, row), std::max(region_.rows.end, row + 1)};
    region_.columns = {std::min(region_.columns.begin, column),
                       std::max(region_.columns.end, column + 1)};
  }
  const Region& region() const { return region_; }

 private:
  Region region_;
};

/// The positions on one axis of input `input` that output position `at` of that axis reads.
struct AxisReads {
  const Shape& input;
  const Shape& output;
  std::size_t axis;
  std::int64_t at;
  Borders borders;

  std::int64_t extent() const { return extentOf(input, axis); }
  /// An output that does not exist shows its nearest neighbour that does.
  std::int64_t existing() const {
    return std::clamp<std::int64_t>(at, 0, extentOf(output, axis) - 1);
  }

  Positions inside(std::int64_t position) const {
    if (borders == Borders::clipped && (position < 0 || position >= extent())) return {};
    return {position};
  }

  Positions taps(const Window& window) const {
    if (axis - rowAxis >= window.size()) return inside(at);
    const WindowAxis& of = window[axis - rowAxis];
    Positions reads;
    for (std::int64_t tap = 0; tap < of.kernel; ++tap) {
      for (const std::int64_t position :
           inside(at * of.stride - of.padBefore + tap * of.dilation)) {
        reads.push_back(position);
      }
    }
    return reads;
  }

  Positions operator()(const Convolution& conv) const { return taps(conv.window); }
  Positions operator()(const Pool& pool) const { return taps(pool.window); }
  Positions operator()(const Activation&) const { return inside(at); }
  Positions operator()(const Concat&) const { return inside(at); }
  Positions operator()(const Split&) const { return inside(at); }
  Positions operator()(const Elementwise&) const {
    const bool broadcast = extent() == 1 && extentOf(output, axis) != 1;
    return broadcast ? Positions{0} : inside(at);
  }
  Positions operator()(const Pad& pad) const {
    return axis < pad.before.size() ? inside(at - pad.before[axis]) : inside(at);
  }
  Positions operator()(const Slice& slice) const {
    if (axis >= slice.starts.size()) return inside(at);
    return inside(slice.starts[axis] + at * slice.steps[axis]);
  }
  /// Every input and every tap is tried.
  Positions operator()(const TransposedConvolution& conv) const {
    if (axis - rowAxis >= conv.window.size()) return inside(at);
    const WindowAxis& of = conv.window[axis - rowAxis];
    Positions reads;
    for (std::int64_t in = 0; in < extent(); ++in) {
      for (std::int64_t tap = 0; tap < of.kernel; ++tap) {
        if (in * of.stride - of.padBefore + tap * of.dilation == existing()) reads.push_back(in);
      }
    }
    return reads;
  }
  Positions operator()(const Rearrange& rearrange) const {
    if (rearrange.moves == Moves::depthToSpace) {
      return {existing() / (extentOf(output, axis) / extent())};
    }
    if (rearrange.moves == Moves::channelShuffle) return inside(at);
    if (rearrange.moves != Moves::spaceToDepth) throw std::logic_error("an unknown move");
    const std::int64_t block = extent() / extentOf(output, axis);
    Positions reads;
    for (std::int64_t i = 0; i < block; ++i) {
      for (const std::int64_t position : inside(at * block + i)) reads.push_back(position);
    }
    return reads;
  }
  Positions operator()(const Resize& resize) const;
  template <class Other>
  Positions operator()(const Other&) const {
    throw std::logic_error("the patch oracle does not know this operator");
  }
};

/// ONNX's operator specification, Resize, in exact fractions: the source of output i is
/// numerator / denominator, rounded.
Positions AxisReads::operator()(const Resize& resize) const {
  const std::int64_t outputs = extentOf(output, axis);
  const std::int64_t i = existing();
  const double scale = axis < resize.scales.size() ? resize.scales[axis] : 1.0;
  const bool linear = resize.kind == ResizeKind::linear;
  if (linear && outputs == extent() && scale == 1.0) return inside(at);  // copied
  const auto sixtyFourths = static_cast<std::int64_t>(std::lround(scale * 64));
  std::int64_t numerator = 0, denominator = 1;
  const std::string& mode = resize.coordinates;
  if (mode == "asymmetric") {
    numerator = i * 64, denominator = sixtyFourths;
  } else if (mode == "half_pixel" || (mode == "pytorch_half_pixel" && outputs > 1)) {
    numerator = (2 * i + 1) * 64 - sixtyFourths, denominator = 2 * sixtyFourths;
  } else if (mode == "tf_half_pixel_for_nn") {
    numerator = (2 * i + 1) * 64, denominator = 2 * sixtyFourths;
  } else if (mode == "align_corners" && outputs > 1) {
    // The resized length counts before it is rounded down, as in ONNX's reference.
    numerator = i * (extent() - 1) * 64, denominator = sixtyFourths * extent() - 64;
  }
  if (linear) {
    const std::int64_t lower =
        std::clamp<std::int64_t>(floorDivide(numerator, denominator), 0, extent() - 1);
    return {lower, std::min(lower + 1, extent() - 1)};
  }
  std::int64_t source = 0;
  if (resize.rounding == "floor") {
    source = floorDivide(numerator, denominator);
  } else if (resize.rounding == "ceil") {
    source = -floorDivide(-numerator, denominator);
  } else if (resize.rounding == "round_prefer_floor") {
    source = -floorDivide(denominator - 2 * numerator, 2 * denominator);
  } else {
    source = floorDivide(2 * numerator + denominator, 2 * denominator);
  }
  return {std::clamp<std::int64_t>(source, 0, extent() - 1)};
}

/// By output position: those of the input's axis that it reads.
std::vector<Positions> axisReads(const Operator& op, const Shape& input, const Shape& output,
                                 std::size_t axis, Interval computed, Borders borders) {
  std::vector<Positions> reads;
  for (std::int64_t at = computed.begin; at < computed.end; ++at) {
    reads.push_back(std::visit(AxisReads{input, output, axis, at, borders}, op.attributes));
  }
  return reads;
}

/// Adds every element of `input` that the operator needs for the output elements of `computed`.
void addReads(const Operator& op, const Shape& input, const Shape& output, const Region& computed,
              Borders borders, Hull& hull) {
  const auto columns = axisReads(op, input, output, rowAxis + 1, computed.columns, borders);
  for (const Positions& rows : axisReads(op, input, output, rowAxis, computed.rows, borders)) {
    for (const Positions& ofColumn : columns) {
      for (const std::int64_t r : rows) {
        for (const std::int64_t c : ofColumn) hull.add(r, c);
      }
    }
  }
}

/// Of a transposed convolution: the average of its output positions, rounded up for the region.
std::int64_t macsOfShare(const Graph& graph, const Operator& op, const Region& computed) {
  const auto* conv = std::get_if<TransposedConvolution>(&op.attributes);
  if (conv == nullptr) return 0;
  const Shape& output = graph[op.outputs[0]].shape;
  std::int64_t all = graph[op.inputs[0]].shape.elements() * output[1] / conv->groups;
  for (const WindowAxis& axis : conv->window) all *= axis.kernel;
  const std::int64_t positions = extentOf(output, rowAxis) * extentOf(output, rowAxis + 1);
  const std::int64_t area = computed.rows.length() * computed.columns.length();
  return (all * area + positions - 1) / positions;
}

std::int64_t macsOfElements(const Graph& graph, const Operator& op, const Region& computed) {
  const auto* conv = std::get_if<Convolution>(&op.attributes);
  if (conv == nullptr) return macsOfShare(graph, op, computed);
  std::int64_t macs = computed.rows.length() * computed.columns.length();
  for (const WindowAxis& axis : conv->window) macs *= axis.kernel;
  return macs * graph[op.outputs[0]].shape[1] * (graph[op.inputs[0]].shape[1] / conv->groups);
}

OracleTile walkBack(const Graph& graph, const std::vector<OperatorId>& operators,
                    const Region& tile, Borders borders) {
  std::map<TensorId, Hull> needed;
  for (std::int64_t row = tile.rows.begin; row < tile.rows.end; ++row) {
    for (std::int64_t column = tile.columns.begin; column < tile.columns.end; ++column) {
      needed[graph[operators.back()].outputs[0]].add(row, column);
    }
  }
  OracleTile result;
  result.operators.resize(operators.size());
  for (std::size_t i = operators.size(); i-- > 0;) {
    const Operator& op = graph[operators[i]];
    Hull computed;
    for (const TensorId output : op.outputs) {
      const Region region = needed[output].region();
      needed.erase(output);
      if (region.empty()) continue;
      computed.add(region.rows.begin, region.columns.begin);
      computed.add(region.rows.end - 1, region.columns.end - 1);
    }
    const Region region = computed.region();
    result.operators[i] = {region, macsOfElements(graph, op, region)};
    for (const TensorId input : op.inputs) {
      if (graph[input].role != TensorRole::activation) continue;
      const Shape& output = graph[op.outputs[0]].shape;
      addReads(op, graph[input].shape, output, region, borders, needed[input]);
    }
  }
  for (const auto& [tensor, hull] : needed) result.read[tensor] = hull.region();
  return result;
}

/// Where each part of `extent` begins, and its end: earlier parts take one of the remainder each.
std::vector<std::int64_t> cuts(std::int64_t extent, std::int64_t parts) {
  std::vector<std::int64_t> at{0};
  for (std::int64_t part = 0; part < parts; ++part) {
    at.push_back(at.back() + extent / parts + (part < extent % parts ? 1 : 0));
  }
  return at;
}

}  // namespace

std::vector<OracleTile> patchOracle(const Graph& graph, const std::vector<OperatorId>& operators,
                                    std::int64_t rows, std::int64_t columns, Borders borders) {
  const Shape& output = graph[graph[operators.back()].outputs[0]].shape;
  const std::vector<std::int64_t> rowCuts = cuts(extentOf(output, rowAxis), rows);
  const std::vector<std::int64_t> columnCuts = cuts(extentOf(output, rowAxis + 1), columns);
  std::vector<OracleTile> tiles;
  for (std::size_t i = 0; i + 1 < rowCuts.size(); ++i) {
    for (std::size_t j = 0; j + 1 < columnCuts.size(); ++j) {
      const Region tile{{rowCuts[i], rowCuts[i + 1]}, {columnCuts[j], columnCuts[j + 1]}};
      tiles.push_back(walkBack(graph, operators, tile, borders));
    }
  }
  return tiles;
}

Region elementsRead(const Graph& graph, OperatorId op, TensorId input, const Region& computed,
                    Borders borders) {
  Hull hull;
  const Shape& output = graph[graph[op].outputs[0]].shape;
  addReads(graph[op], graph[input].shape, output, computed, borders, hull);
  return hull.region();
}

}  // namespace tessera::test
