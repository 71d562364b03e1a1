#include <algorithm>
#include <cmath>
#include <optional>

#include "sim/verify/move.h"
#include "sim/verify/strided.h"

namespace tessera::verify {
namespace {

/// ONNX Resize, coordinate_transformation_mode: the output position in input coordinates.
double inputPosition(const Resize& resize, double scale, double out, std::int64_t from,
                     std::int64_t to) {
  const std::string& mode = resize.coordinates;
  if (mode == "asymmetric") return out / scale;
  if (mode == "align_corners") {
    // The resized length before it is rounded down, as ONNX's own tests have it.
    const double resized = scale * static_cast<double>(from);
    return to == 1 ? 0.0 : out * static_cast<double>(from - 1) / (resized - 1.0);
  }
  if (mode == "tf_half_pixel_for_nn") return (out + 0.5) / scale;
  if (mode == "pytorch_half_pixel" && to == 1) return 0.0;
  return (out + 0.5) / scale - 0.5;
}

std::int64_t nearest(const std::string& rounding, double at, std::int64_t extent) {
  double whole = std::ceil(at - 0.5);
  if (rounding == "floor") whole = std::floor(at);
  if (rounding == "ceil") whole = std::ceil(at);
  if (rounding == "round_prefer_ceil") whole = std::floor(at + 0.5);
  return static_cast<std::int64_t>(std::clamp(whole, 0.0, static_cast<double>(extent - 1)));
}

void runNearest(const Call& call, const Resize& resize) {
  const Box box = call.outputBox();
  std::vector<AxisMove> moves;
  for (std::size_t axis = 0; axis < box.size(); ++axis) {
    const std::int64_t extent = call.inputShape(0)[axis];
    AxisMove move = straightMove(axis, box[axis]);
    for (std::int64_t& at : move.source) {
      at = nearest(resize.rounding,
                   inputPosition(resize, resize.scales[axis], static_cast<double>(at), extent,
                                 call.outputShape()[axis]),
                   extent);
    }
    moves.push_back(std::move(move));
  }
  moveElements(call, call.inputs[0], 0, box, moves);
}

/// Interpolates along one axis; the values have the extents `shape`.
std::vector<double> interpolated(const Call& call, const Resize& resize, std::size_t axis,
                                 const std::vector<double>& values, Shape& shape) {
  const std::int64_t from = shape[axis];
  const std::int64_t to = call.outputShape()[axis];
  std::vector<std::int64_t> extents = shape.extents();
  extents[axis] = to;
  const std::int64_t inner = rowMajorStrides(wholeBox(shape))[axis];
  const std::int64_t outer = shape.elements() / std::max<std::int64_t>(1, inner * from);
  std::vector<double> result(static_cast<std::size_t>(outer * inner * to));
  for (std::int64_t i = 0; i < to; ++i) {
    const double at =
        std::clamp(inputPosition(resize, resize.scales[axis], static_cast<double>(i), from, to),
                   0.0, static_cast<double>(from - 1));
    const auto low = static_cast<std::int64_t>(std::floor(at));
    const std::int64_t high = std::min(low + 1, from - 1);
    const double share = at - static_cast<double>(low);
    for (std::int64_t o = 0; o < outer; ++o) {
      for (std::int64_t k = 0; k < inner; ++k) {
        const auto value = [&](std::int64_t position) {
          return values[static_cast<std::size_t>((o * from + position) * inner + k)];
        };
        result[static_cast<std::size_t>((o * to + i) * inner + k)] =
            value(low) * (1.0 - share) + value(high) * share;
      }
    }
  }
  shape = Shape(std::move(extents));
  return result;
}

/// Scales that are an operand because they are computed: the one vector of reals with an entry for
/// each axis (a region of interest has two).
std::optional<std::vector<double>> scalesGiven(const Call& call) {
  const auto rank = static_cast<std::int64_t>(call.inputShape(0).rank());
  for (std::size_t i = 1; i < call.inputs.size(); ++i) {
    const Tensor& tensor = *call.inputs[i].tensor;
    if (!isFloat(tensor.dtype) || tensor.shape.rank() != 1 || tensor.shape[0] != rank) continue;
    return readReals(call.inputs[i], wholeBox(tensor.shape)).values;
  }
  return std::nullopt;
}

}  // namespace

void run(const Call& call, const Resize& resize) {
  const Shape& input = call.inputShape(0);
  Resize scaled = resize;
  if (auto scales = scalesGiven(call)) scaled.scales = std::move(*scales);
  if (scaled.scales.size() != input.rank()) cannotRun(call, "its scales do not fit its rank");
  if (scaled.coordinates == "tf_crop_and_resize") {
    cannotRun(call, "its region of interest is not known");
  }
  if (scaled.kind == ResizeKind::cubic) cannotRun(call, "its cubic coefficient is not known");
  if (scaled.kind == ResizeKind::nearest) return runNearest(call, scaled);
  requireWhole(call);
  Shape shape = input;
  std::vector<double> values = readReals(call.inputs[0], wholeBox(input)).values;
  for (std::size_t axis = 0; axis < input.rank(); ++axis) {
    if (input[axis] != call.outputShape()[axis] || scaled.scales[axis] != 1.0) {
      values = interpolated(call, scaled, axis, values, shape);
    }
  }
  finish(call, call.outputBox(), std::move(values));
}

}  // namespace tessera::verify
