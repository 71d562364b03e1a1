#include "sim/verify/move.h"
#include "sim/verify/tflite_kernel.h"

namespace tessera::verify {
namespace {

constexpr std::int64_t unit = LinearAxis::unit;

/// The two rows that an output row weighs, and the share of the second in units.
struct Weighed {
  std::int64_t low = 0;
  std::int64_t high = 0;
  std::int64_t share = 0;
};

std::vector<Weighed> weighedAlong(const Call& call, const Resize& resize, std::size_t axis,
                                  Interval positions) {
  const LinearAxis line(resize.coordinates, call.inputShape(0)[axis], call.outputShape()[axis]);
  std::vector<Weighed> result;
  for (std::int64_t at = positions.begin; at < positions.end; ++at) {
    result.push_back({line.low(at), line.high(at), line.point(at) - unit * line.low(at)});
  }
  return result;
}

Interval reached(const std::vector<Weighed>& rows) {
  Interval all;
  for (const Weighed& row : rows) {
    all = hull(all, {std::min(row.low, row.high), std::max(row.low, row.high) + 1});
  }
  return all;
}

/// Half away from zero, in units of both axes.
std::int64_t rounded(std::int64_t sum) {
  constexpr std::int64_t one = unit * unit;
  return (sum + (sum > 0 ? one / 2 : -one / 2)) / one;
}

void bilinear(const Call& call, const Resize& resize) {
  const Box box = call.outputBox();
  const auto rows = weighedAlong(call, resize, 1, box[1]);
  const auto columns = weighedAlong(call, resize, 2, box[2]);
  const Box read{box[0], reached(rows), reached(columns), box[3]};
  const std::vector<std::int64_t> strides = rowMajorStrides(read);
  const std::vector<std::int64_t> values = readIntegers(call.inputs[0], read).values;
  std::vector<std::int64_t> result;
  result.reserve(static_cast<std::size_t>(elements(box)));
  for (std::int64_t image = 0; image < read[0].length(); ++image) {
    for (const Weighed& row : rows) {
      for (const Weighed& column : columns) {
        for (std::int64_t channel = 0; channel < read[3].length(); ++channel) {
          const auto value = [&](std::int64_t y, std::int64_t x) {
            return values[static_cast<std::size_t>(image * strides[0] +
                                                   (y - read[1].begin) * strides[1] +
                                                   (x - read[2].begin) * strides[2] + channel)];
          };
          const std::int64_t upper = value(row.low, column.low) * (unit - column.share) +
                                     value(row.low, column.high) * column.share;
          const std::int64_t lower = value(row.high, column.low) * (unit - column.share) +
                                     value(row.high, column.high) * column.share;
          result.push_back(rounded(upper * (unit - row.share) + lower * row.share));
        }
      }
    }
  }
  writeIntegers(call.outputs[0], box, result);
}

void nearest(const Call& call, const Resize& resize) {
  const Box box = call.outputBox();
  std::vector<AxisMove> moves;
  for (std::size_t axis = 0; axis < box.size(); ++axis) {
    AxisMove move = straightMove(axis, box[axis]);
    for (std::int64_t& at : move.source) {
      at = nearestPosition(resize.coordinates, at, call.inputShape(0)[axis],
                           call.outputShape()[axis]);
    }
    moves.push_back(std::move(move));
  }
  moveElements(call, call.inputs[0], 0, box, moves);
}

}  // namespace

void runFixedPoint(const Call& call, const Resize& resize) {
  if (call.inputShape(0).rank() != 4 || call.layout != Layout::channelsLast) {
    notInTflite(call, "its input is no image with its channels last");
  }
  if (elements(call.outputBox()) == 0) return;
  switch (resize.kind) {
    case ResizeKind::nearest:
      return nearest(call, resize);
    case ResizeKind::linear:
      return bilinear(call, resize);
    case ResizeKind::cubic:
      notInTflite(call, "it is cubic");
  }
}

}  // namespace tessera::verify
