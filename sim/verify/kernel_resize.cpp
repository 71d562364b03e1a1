#include <algorithm>
#include <cmath>
#include <optional>
#include <string_view>

#include "sim/verify/move.h"
#include "sim/verify/strided.h"

namespace tessera::verify {
namespace {

/// ONNX Resize, coordinate_transformation_mode: the output position in input coordinates.
double inputPosition(const Resize& resize, double scale, double out, std::int64_t from,
                     std::int64_t to) {
  const std::string& mode = resize.coordinates;
  // A mode may say behind its name how a runtime rounds them, which the arithmetic here does not.
  const auto is = [&](std::string_view name) { return mode.starts_with(name); };
  if (is("asymmetric")) return out / scale;
  if (is("align_corners")) {
    // The resized length before it is rounded down, as ONNX's own tests have it.
    const double resized = scale * static_cast<double>(from);
    return to == 1 ? 0.0 : out * static_cast<double>(from - 1) / (resized - 1.0);
  }
  if (is("tf_half_pixel_for_nn")) return (out + 0.5) / scale;
  if (is("pytorch_half_pixel") && to == 1) return 0.0;
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

/// What an output position of one axis weighs: the two neighbours of its input coordinate.
struct Neighbours {
  std::int64_t low = 0;
  std::int64_t high = 0;
  double share = 0.0;  ///< of the higher one
};

Neighbours neighbours(const Resize& resize, double scale, std::int64_t out, std::int64_t from,
                      std::int64_t to) {
  const double at = std::clamp(inputPosition(resize, scale, static_cast<double>(out), from, to),
                               0.0, static_cast<double>(from - 1));
  const auto low = static_cast<std::int64_t>(std::floor(at));
  return {low, std::min(low + 1, from - 1), at - static_cast<double>(low)};
}

/// A linear resize axis after axis, of what a call computes.
class Interpolation {
 public:
  Interpolation(const Call& call, const Resize& resize) : call_(call), output_(call.outputBox()) {
    for (std::size_t axis = 0; axis < output_.size(); ++axis) {
      Interval& read = read_.emplace_back(output_[axis]);
      auto& weighed = weighed_.emplace_back();
      const std::int64_t from = call.inputShape(0)[axis];
      const std::int64_t to = call.outputShape()[axis];
      const double scale = resize.scales[axis];
      if (from == to && scale == 1.0) continue;
      read = {};
      for (std::int64_t i = output_[axis].begin; i < output_[axis].end; ++i) {
        weighed.push_back(neighbours(resize, scale, i, from, to));
        read = hull(read, {weighed.back().low, weighed.back().high + 1});
      }
    }
  }

  std::vector<double> values() const {
    std::vector<double> values = readReals(call_.inputs[0], read_).values;
    Box box = read_;
    for (std::size_t axis = 0; axis < box.size(); ++axis) {
      if (weighed_[axis].empty()) continue;
      values = along(axis, values, box);
      box[axis] = output_[axis];
    }
    return values;
  }

 private:
  /// Interpolates along one axis of what `box` holds.
  std::vector<double> along(std::size_t axis, const std::vector<double>& values,
                            const Box& box) const {
    const std::int64_t inner = rowMajorStrides(box)[axis];
    const std::int64_t from = box[axis].length();
    const std::int64_t outer = elements(box) / (inner * from);
    std::vector<double> result;
    result.reserve(static_cast<std::size_t>(outer * inner) * weighed_[axis].size());
    for (std::int64_t o = 0; o < outer; ++o) {
      for (const Neighbours& at : weighed_[axis]) {
        for (std::int64_t k = 0; k < inner; ++k) {
          const auto value = [&](std::int64_t position) {
            const std::int64_t row = o * from + position - box[axis].begin;
            return values[static_cast<std::size_t>(row * inner + k)];
          };
          result.push_back(value(at.low) * (1.0 - at.share) + value(at.high) * at.share);
        }
      }
    }
    return result;
  }

  const Call& call_;
  Box output_;
  Box read_;                                      // of the input
  std::vector<std::vector<Neighbours>> weighed_;  // by axis; none where it stays as it is
};

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
  if (elements(call.outputBox()) == 0) return;
  if (scaled.coordinates.ends_with(" antialiased")) cannotRun(call, "it is antialiased");
  if (scaled.kind == ResizeKind::cubic) cannotRun(call, "its cubic coefficient is not known");
  if (scaled.kind == ResizeKind::nearest) return runNearest(call, scaled);
  finish(call, call.outputBox(), Interpolation(call, scaled).values());
}

}  // namespace tessera::verify
